import {
  createEventLoopYielder,
  CHECK_EVERY,
  type EventLoopYielder,
} from './yield-to-event-loop.ts';

export type Compare<T> = (a: T, b: T) => number;

const RUN = 2048;

async function merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: Compare<T>,
  yielder: EventLoopYielder,
): Promise<readonly T[]> {
  const merged: T[] = [];
  let i = 0;
  let j = 0;
  let a = left[i];
  let b = right[j];
  while (a !== undefined && b !== undefined) {
    if (compare(a, b) <= 0) {
      merged.push(a);
      a = left[(i += 1)];
    } else {
      merged.push(b);
      b = right[(j += 1)];
    }
    if ((merged.length & CHECK_EVERY) === 0 && yielder.isDue()) await yielder.rest();
  }
  return i < left.length ? merged.concat(left.slice(i)) : merged.concat(right.slice(j));
}

/** Merges two sorted lists into a new one without holding the event loop. */
export async function mergeSorted<T>(
  left: readonly T[],
  right: readonly T[],
  compare: Compare<T>,
): Promise<readonly T[]> {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  return merge(left, right, compare, createEventLoopYielder());
}

/** Sorts into a new list without holding the event loop. */
export async function sortYielding<T>(
  items: readonly T[],
  compare: Compare<T>,
): Promise<readonly T[]> {
  const yielder = createEventLoopYielder();
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < items.length; start += RUN) {
    runs.push(items.slice(start, start + RUN).sort(compare));
    if (yielder.isDue()) await yielder.rest();
  }
  while (runs.length > 1) {
    const longer: (readonly T[])[] = [];
    for (let i = 0; i < runs.length; i += 2) {
      const [left = [], right = []] = runs.slice(i, i + 2);
      longer.push(right.length === 0 ? left : await merge(left, right, compare, yielder));
    }
    runs = longer;
  }
  return runs[0] ?? [];
}

/** A list that is kept sorted: changes are gathered cheaply and absorbed when the list is read. */
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
