import { createStore, type Store } from './store.ts';

/** Something that a person chooses: the copy of it in this browser, which is there at once. */
export interface Choice<T extends string> extends Pick<Store<T>, 'get' | 'subscribe'> {
  readonly key: string;
  /** What holds where nothing was chosen. */
  readonly standard: T;
  /** Chooses it and remembers it. */
  readonly choose: (value: T) => void;
  /** Another tab has chosen. */
  readonly readAgain: () => void;
}

/** Opens the choice that is kept under a key; `read` says what a kept text means, also that there is none. */
export function openChoice<T extends string>(
  key: string,
  read: (kept: string | null) => T,
): Choice<T> {
  const kept = (): T => {
    try {
      return read(localStorage.getItem(key));
    } catch {
      // Storage may be forbidden: the choice then lasts as long as the page.
      return read(null);
    }
  };
  const { get, set, subscribe } = createStore(kept());
  return {
    key,
    standard: read(null),
    get,
    subscribe,
    choose: (value) => {
      set(value);
      // `first/show-choices.ts` shows it.
      dispatchEvent(new CustomEvent(key, { detail: value }));
      try {
        localStorage.setItem(key, value);
      } catch {
        // As above.
      }
    },
    readAgain: () => set(kept()),
  };
}

/** One of some values; the first where none of them was chosen. */
export const oneOf =
  <const T extends string>(values: readonly [T, ...T[]]) =>
  (kept: string | null): T =>
    values.find((value) => value === kept) ?? values[0];
