import { serverNow } from '#/lib/server-clock.ts';
import { createStore, type Store } from '#/lib/store.ts';

/** When one person last looked at what was done, by the server's clock; this browser remembers it. */
export interface LastLook {
  readonly at: Pick<Store<number>, 'get' | 'subscribe'>;
  readonly seeAll: () => void;
}

function read(key: string): number {
  try {
    return Number(localStorage.getItem(key) ?? 0);
  } catch {
    // Storage may be forbidden: then nothing is remembered beyond the page.
    return 0;
  }
}

function createLastLook(key: string): LastLook {
  const at = createStore(read(key));
  addEventListener('storage', (event) => {
    if (event.key === key) at.set(read(key));
  });
  return {
    at,
    seeAll() {
      at.set(Math.floor(serverNow()));
      try {
        localStorage.setItem(key, String(at.get()));
      } catch {
        // As above.
      }
    },
  };
}

const known = new Map<string, LastLook>();

/** The last look of a person. */
export function lastLookOf(person: string): LastLook {
  const key = `asterism-looked-${person}`;
  const lastLook = known.get(key) ?? createLastLook(key);
  known.set(key, lastLook);
  return lastLook;
}
