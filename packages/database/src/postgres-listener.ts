import { Client, escapeIdentifier } from 'pg';
import type { Database } from './database.ts';

const RECONNECT_MS = 1000;
const RECONNECT_MAX_MS = 15_000;

/** In milliseconds. */
export interface ProofTimes {
  /** Between two questions to the server, the answers to which prove that nothing was missed before. */
  readonly between: number;
  /** How long such a proof is believed. A server that does not answer for so long is left. */
  readonly believed: number;
}

const PROOFS: ProofTimes = { between: 1000, believed: 5000 };

interface Subscription {
  readonly channel: string;
  readonly handler: (payload: string) => void;
  readonly onReconnect: (() => void) | undefined;
}

/** LISTEN for any number of channels on one dedicated connection, which reconnects when it is lost. */
export interface Listener {
  readonly listen: Database['listen'];
  readonly isListening: Database['isListening'];
  close(): Promise<void>;
}

/** A {@link Listener}, which connects when the first channel is requested. */
export function createListener(
  databaseUrl: string,
  onTrouble: (error: unknown) => void,
  proofs = PROOFS,
): Listener {
  const subscriptions = new Set<Subscription>();
  let connection: Promise<Client> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let attempt = 0;
  let closed = false;
  /** The connection that notifications arrive on. */
  let receiver: Client | undefined;
  /** Notifications of changes before this time of `performance.now()` have arrived. */
  let completeUntil = -Infinity;
  /** When the question was sent that is not answered yet. */
  let askedAt: number | undefined;

  const channels = (): string[] => [...new Set([...subscriptions].map(({ channel }) => channel))];

  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'asterism listener',
      keepAlive: true,
      connectionTimeoutMillis: proofs.believed,
    });
    client.on('notification', ({ channel, payload }) => {
      for (const each of subscriptions) if (each.channel === channel) each.handler(payload ?? '');
    });
    client.on('error', (error) => {
      receiver = undefined;
      onTrouble(error);
    });
    client.on('end', lost);
    await client.connect();
    for (const channel of channels()) await client.query(`listen ${escapeIdentifier(channel)}`);
    attempt = 0;
    return client;
  }

  function receiveFrom(client: Client): Client {
    receiver = client;
    completeUntil = performance.now();
    return client;
  }

  function lost(): void {
    receiver = undefined;
    connection = undefined;
    if (closed || subscriptions.size === 0 || retry !== undefined) return;
    const delay = Math.min(RECONNECT_MS * 2 ** attempt, RECONNECT_MAX_MS);
    attempt += 1;
    retry = setTimeout(() => {
      retry = undefined;
      connection = connect();
      connection.then(
        (client) => {
          for (const each of subscriptions) each.onReconnect?.();
          receiveFrom(client);
        },
        (error: unknown) => {
          onTrouble(error);
          lost();
        },
      );
    }, delay);
  }

  /** The server sends what it has to notify before it answers. A network that swallows everything gives no other sign. */
  async function ask(client: Client, now: number): Promise<void> {
    askedAt = now;
    try {
      await client.query('select');
      if (client === receiver) completeUntil = now;
    } finally {
      askedAt = undefined;
    }
  }

  const asking = setInterval(() => {
    const now = performance.now();
    if (receiver === undefined) return;
    if (askedAt === undefined) void ask(receiver, now).catch(onTrouble);
    else if (now - askedAt > proofs.believed) {
      const unreachable = receiver;
      receiver = undefined;
      unreachable.end().catch(onTrouble);
    }
  }, proofs.between).unref();

  return {
    async listen(channel, handler, onReconnect) {
      const subscription: Subscription = { channel, handler, onReconnect };
      subscriptions.add(subscription);
      connection ??= connect().then(receiveFrom);
      const client = await connection;
      await client.query(`listen ${escapeIdentifier(channel)}`);
      return async () => {
        subscriptions.delete(subscription);
        const current = await connection?.catch(() => undefined);
        if (current !== undefined && !channels().includes(channel)) {
          await current.query(`unlisten ${escapeIdentifier(channel)}`);
        }
      };
    },
    isListening: () =>
      receiver !== undefined && performance.now() - completeUntil < proofs.believed,
    async close() {
      closed = true;
      clearTimeout(retry);
      clearInterval(asking);
      const client = await connection?.catch(() => undefined);
      await client?.end();
    },
  };
}
