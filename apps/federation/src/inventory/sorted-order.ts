import { mergeSorted, sortYielding, type Compare } from './yielding-sort.ts';

/** A list that is kept sorted: changes are gathered cheaply and absorbed when somebody asks. */
export interface SortedOrder<T> {
  change(added: Iterable<T>, removed: Iterable<T>): void;
  /** The sorted list with every change made before the call. It is never modified afterwards. */
  items(): Promise<readonly T[]>;
}

/** `compare` must be a total order: no two different items may be equal by it. */
export function createSortedOrder<T>(compare: Compare<T>, initial: Iterable<T>): SortedOrder<T> {
  let sorted: readonly T[] = [];
  let added = new Set<T>(initial);
  let removed = new Set<T>();
  let absorbing: Promise<void> | undefined;

  async function absorb(): Promise<void> {
    const gone = removed;
    const fresh = added;
    removed = new Set();
    added = new Set();
    const kept = gone.size === 0 ? sorted : sorted.filter((item) => !gone.has(item));
    sorted = await mergeSorted(kept, await sortYielding([...fresh], compare), compare);
  }

  return {
    change(newItems, oldItems) {
      for (const item of oldItems) if (!added.delete(item)) removed.add(item);
      for (const item of newItems) if (!removed.delete(item)) added.add(item);
    },
    async items() {
      while (absorbing !== undefined || added.size + removed.size > 0) {
        absorbing ??= absorb().finally(() => {
          absorbing = undefined;
        });
        await absorbing;
      }
      return sorted;
    },
  };
}
