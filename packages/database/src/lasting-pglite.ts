import { PGlite } from '@electric-sql/pglite';
import type { Database } from './database.ts';

/**
 * PostgreSQL's default of 128 MB would be taken from the process at the start; the embedded database holds what people and
 * workflows leave, a few MB.
 */
const START_PARAMETERS = [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB'];

/** Milliseconds between attempts to reopen the database. */
const REOPEN_MS = 2000;

/**
 * Whether the embedded PostgreSQL is beyond repair after an error: on a server, the process would have ended. A full
 * disk has this effect when the write-ahead log cannot be written.
 */
function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const severity = 'severity' in error ? error.severity : undefined;
  const isDead = severity === 'PANIC' || severity === 'FATAL' || error.name === 'RuntimeError';
  return isDead || isFatal(error.cause);
}

/** The error until the database is open again; SQLSTATE 58030 is an I/O error. */
class Broken extends Error {
  readonly code = '58030';
}

interface Subscription {
  readonly channel: string;
  readonly handler: (payload: string) => void;
  readonly onReopen: (() => void) | undefined;
  stop: () => Promise<void>;
}

/** An embedded PostgreSQL that is reopened after it broke. Nothing that was committed is lost. */
export interface LastingPglite {
  /** A PGlite that forwards to the current instance. */
  readonly client: PGlite;
  readonly listen: Database['listen'];
  readonly isListening: Database['isListening'];
  close(): Promise<void>;
}

export async function openLastingPglite(path: string): Promise<LastingPglite> {
  const subscriptions = new Set<Subscription>();
  let isBroken = false;
  /** Broken, or open again but not listening yet. */
  let isDeaf = false;
  let reopenAt = 0;
  /** One query at a time: those queued within PGlite when it breaks would never settle. */
  let turn: Promise<unknown> = Promise.resolve();

  /** An instance that is never queried once it is dead: the query would never settle, and would block the process. */
  async function open(): Promise<PGlite> {
    const opened = await PGlite.create(path, { startParams: START_PARAMETERS });
    const ask = opened.execProtocolStream.bind(opened);
    let isDead = false;
    opened.execProtocolStream = async (...given) => {
      if (isDead) throw new Broken('the database broke');
      try {
        return await ask(...given);
      } catch (error) {
        if (isFatal(error)) {
          isDead = true;
          isBroken = true;
          isDeaf = true;
          reopenAt = Date.now() + REOPEN_MS;
        }
        throw error;
      }
    };
    return opened;
  }

  const first = await open();
  let instance = first;

  async function reopen(): Promise<void> {
    if (Date.now() < reopenAt) {
      throw new Broken('the database broke, and is opened again in a moment');
    }
    try {
      instance = await open();
    } catch (error) {
      reopenAt = Date.now() + REOPEN_MS;
      throw new Broken('the database broke, and cannot be opened again', { cause: error });
    }
    isBroken = false;
    for (const each of subscriptions) {
      each.stop = await instance.listen(each.channel, each.handler);
      each.onReopen?.();
    }
    isDeaf = false;
  }

  function inTurn<T>(work: (live: PGlite) => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      if (isBroken) await reopen();
      return work(instance);
    });
    turn = mine.catch(() => {});
    return mine;
  }

  const query: PGlite['query'] = (...given) => inTurn((live) => live.query(...given));
  const exec: PGlite['exec'] = (...given) => inTurn((live) => live.exec(...given));
  const transaction: PGlite['transaction'] = (work) => inTurn((live) => live.transaction(work));
  const own: ReadonlyMap<string | symbol, unknown> = new Map<string | symbol, unknown>([
    ['query', query],
    ['exec', exec],
    ['transaction', transaction],
  ]);

  return {
    client: new Proxy(first, {
      get: (_target, name): unknown => own.get(name) ?? Reflect.get(instance, name, instance),
    }),
    async listen(channel, handler, onReopen) {
      const subscription: Subscription = {
        channel,
        handler,
        onReopen,
        stop: await inTurn((live) => live.listen(channel, handler)),
      };
      subscriptions.add(subscription);
      return async () => {
        subscriptions.delete(subscription);
        if (!isBroken) await inTurn(() => subscription.stop());
      };
    },
    isListening: () => !isDeaf,
    async close() {
      await turn;
      if (!isBroken) await instance.close();
    },
  };
}
