import { Client, escapeIdentifier } from 'pg';
import type { Database } from './database.ts';

const RECONNECT_MS = 1000;
const RECONNECT_MAX_MS = 15_000;

interface Subscription {
  readonly channel: string;
  readonly handler: (payload: string) => void;
  readonly onReconnect: (() => void) | undefined;
}

/** LISTEN for any number of channels on one dedicated connection, which reconnects when it is lost. */
export interface Listener {
  readonly listen: Database['listen'];
  close(): Promise<void>;
}

/** A {@link Listener}, which connects when the first channel is requested. */
export function createListener(databaseUrl: string, onTrouble: (error: unknown) => void): Listener {
  const subscriptions = new Set<Subscription>();
  let connection: Promise<Client> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let attempt = 0;
  let closed = false;

  const channels = (): string[] => [...new Set([...subscriptions].map(({ channel }) => channel))];

  async function connect(): Promise<Client> {
    const client = new Client({
      connectionString: databaseUrl,
      application_name: 'asterism listener',
      keepAlive: true,
    });
    client.on('notification', ({ channel, payload }) => {
      for (const each of subscriptions) if (each.channel === channel) each.handler(payload ?? '');
    });
    client.on('error', onTrouble);
    client.on('end', lost);
    await client.connect();
    for (const channel of channels()) await client.query(`listen ${escapeIdentifier(channel)}`);
    attempt = 0;
    return client;
  }

  function lost(): void {
    connection = undefined;
    if (closed || subscriptions.size === 0 || retry !== undefined) return;
    const delay = Math.min(RECONNECT_MS * 2 ** attempt, RECONNECT_MAX_MS);
    attempt += 1;
    retry = setTimeout(() => {
      retry = undefined;
      connection = connect();
      connection.then(
        () => {
          for (const each of subscriptions) each.onReconnect?.();
        },
        (error: unknown) => {
          onTrouble(error);
          lost();
        },
      );
    }, delay);
  }

  return {
    async listen(channel, handler, onReconnect) {
      const subscription: Subscription = { channel, handler, onReconnect };
      subscriptions.add(subscription);
      connection ??= connect();
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
    async close() {
      closed = true;
      clearTimeout(retry);
      const client = await connection?.catch(() => undefined);
      await client?.end();
    },
  };
}
