import { createStore, type Store } from './store.ts';

const MAX_KEPT = 100;

/** What one person has dismissed, by id; this browser remembers it. */
export interface Dismissals {
  readonly ids: Store<readonly string[]>;
  readonly dismiss: (id: string) => void;
}

function read(key: string): readonly string[] {
  try {
    return (localStorage.getItem(key) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    // Storage may be forbidden: then nothing is remembered beyond the page.
    return [];
  }
}

const known = new Map<string, Dismissals>();

/** The dismissals of a person at one place of the console. */
export function dismissalsOf(place: string, person: string): Dismissals {
  const key = `asterism-dismissed-${place}-${person}`;
  const dismissals = known.get(key) ?? createDismissals(key);
  known.set(key, dismissals);
  return dismissals;
}

function createDismissals(key: string): Dismissals {
  const ids = createStore(read(key));
  addEventListener('storage', (event) => {
    if (event.key === key) ids.set(read(key));
  });
  return {
    ids,
    dismiss(id) {
      if (ids.get().includes(id)) return;
      ids.set([...ids.get(), id].slice(-MAX_KEPT));
      try {
        localStorage.setItem(key, ids.get().join(' '));
      } catch {
        // As above.
      }
    },
  };
}
