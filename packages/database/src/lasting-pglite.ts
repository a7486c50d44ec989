import { PGlite, type Transaction } from '@electric-sql/pglite';
import type { Database } from './database.ts';

/** Milliseconds between attempts to open the database again. */
const REOPEN_MS = 2000;

/**
 * Whether the embedded PostgreSQL is beyond help after an error: on a server the process would have ended. A full disk
 * does that when it is the log of changes that cannot be written. Whoever asks it anything then waits for ever.
 */
function isFatal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const severity = 'severity' in error ? error.severity : undefined;
  const isDead = severity === 'PANIC' || severity === 'FATAL' || error.name === 'RuntimeError';
  return isDead || isFatal(error.cause);
}

/** What is said until the database is open again; SQLSTATE 58030 is an I/O error. */
class Broken extends Error {
  readonly code = '58030';
}

interface Subscription {
  readonly channel: string;
  readonly handler: (payload: string) => void;
  readonly onReopen: (() => void) | undefined;
  stop: () => Promise<void>;
}

/** An embedded PostgreSQL that is opened again after it broke. Nothing that was committed is lost. */
export interface LastingPglite {
  /** As PGlite, whichever instance of it lives. */
  readonly client: PGlite;
  readonly listen: Database['listen'];
  close(): Promise<void>;
}

export async function openLastingPglite(path: string): Promise<LastingPglite> {
  const subscriptions = new Set<Subscription>();
  const first = await PGlite.create(path);
  let instance = first;
  let isBroken = false;
  let breaking = Promise.withResolvers<never>();
  let reopenAt = 0;
  /** One at a time: what waits within PGlite when it breaks would be asked of the dead. */
  let turn: Promise<unknown> = Promise.resolve();

  function note(error: unknown): void {
    if (isBroken || !isFatal(error)) return;
    isBroken = true;
    reopenAt = Date.now() + REOPEN_MS;
    // Nobody may be waiting.
    breaking.promise.catch(() => {});
    breaking.reject(error instanceof Error ? error : new Broken(String(error)));
  }

  async function reopen(): Promise<void> {
    if (Date.now() < reopenAt)
      throw new Broken('the database broke, and is opened again in a moment');
    try {
      instance = await PGlite.create(path);
    } catch (error) {
      reopenAt = Date.now() + REOPEN_MS;
      throw new Broken('the database broke, and cannot be opened again', { cause: error });
    }
    isBroken = false;
    breaking = Promise.withResolvers();
    for (const each of subscriptions) {
      each.stop = await instance.listen(each.channel, each.handler);
      each.onReopen?.();
    }
  }

  function inTurn<T>(work: (live: PGlite) => Promise<T>): Promise<T> {
    const mine = turn.then(async () => {
      if (isBroken) await reopen();
      const answer = work(instance);
      answer.catch(note);
      return Promise.race([answer, breaking.promise]);
    });
    turn = mine.catch(() => {});
    return mine;
  }

  /** After it broke a transaction never ends: PGlite would ask the dead to take it back. */
  const never = (): Promise<never> => new Promise(() => {});

  function guarded(tx: Transaction): Transaction {
    const asked = <T>(answer: () => Promise<T>): Promise<T> => {
      if (isBroken) return never();
      const given = answer();
      given.catch(note);
      return given;
    };
    return new Proxy(tx, {
      get(target, name): unknown {
        const query: Transaction['query'] = (...given) => asked(() => target.query(...given));
        const exec: Transaction['exec'] = (...given) => asked(() => target.exec(...given));
        if (name === 'query') return query;
        return name === 'exec' ? exec : Reflect.get(target, name);
      },
    });
  }

  const query: PGlite['query'] = (...given) => inTurn((live) => live.query(...given));
  const exec: PGlite['exec'] = (...given) => inTurn((live) => live.exec(...given));
  const transaction: PGlite['transaction'] = (work) =>
    inTurn((live) =>
      live.transaction(async (tx) => {
        try {
          const done = await work(guarded(tx));
          return isBroken ? await never() : done;
        } catch (error) {
          note(error);
          if (isBroken) return never();
          throw error;
        }
      }),
    );
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
      const subscription: Subscription = { channel, handler, onReopen, stop: async () => {} };
      subscription.stop = await inTurn((live) => live.listen(channel, handler));
      subscriptions.add(subscription);
      return async () => {
        subscriptions.delete(subscription);
        if (!isBroken) await inTurn(() => subscription.stop());
      };
    },
    async close() {
      await turn;
      if (!isBroken) await instance.close();
    },
  };
}
