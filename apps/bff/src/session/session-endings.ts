import type { Database } from '@asterism/database/database';
import type { Clock } from './clock.ts';

const CHANNEL = 'bff_session_ended';
/** Longer than any read of a session takes. */
const REMEMBER_MS = 60_000;

/** The ends of sessions, in this process and in the others on the same database. */
export interface Endings {
  /** Notifies the listeners of this process. */
  notify(key: string): void;
  /** Publishes it to the other processes. */
  publish(key: string): Promise<void>;
  /** Whether it ended just now, so that a read from before is void. */
  hasEnded(key: string): boolean;
  onEnd(listener: (key: string) => void): () => void;
  close(): Promise<void>;
}

/** `forget` runs before any listener. `onMissed`: ends may have been missed, so what is held must be read again. */
export async function createEndings(
  database: Database,
  clock: Clock,
  forget: (key: string) => void,
  onMissed: () => void,
): Promise<Endings> {
  const listeners = new Set<(key: string) => void>();
  const ended = new Map<string, number>();

  function notify(key: string): void {
    const now = clock.elapsed();
    for (const [other, at] of ended) {
      if (now - at < REMEMBER_MS) break;
      ended.delete(other);
    }
    ended.set(key, now);
    forget(key);
    for (const listener of listeners) listener(key);
  }

  const stopListening = await database.listen(CHANNEL, notify, onMissed);
  return {
    notify,
    publish: (key) => database.notify(CHANNEL, key),
    hasEnded: (key) => ended.has(key),
    onEnd: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: stopListening,
  };
}
