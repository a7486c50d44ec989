import type { OrderValues } from './order-values.ts';
import { placesInOrder } from './places-in-order.ts';
import { createSortedSlots, type CompareSlots, type SortedSlots } from './sorted-slots.ts';

/** Rows are looked at so many at a time. */
const PIECE_MASK = 4095;

/**
 * An order that is made in pieces, while rows come, go and change: those that do are left out of what is sorted, and are inserted
 * afterwards, each where it belongs by then.
 */
export interface MadeOrder {
  /** Not complete until the order is made. */
  readonly slots: SortedSlots;
  /**
   * Whether rows are still being read for it. One that changes meanwhile is to be removed and inserted, even if it keeps its place:
   * what its number was made of may be gone.
   */
  isReading(): boolean;
  /** Does the next piece of the work, less than a millisecond; false once the order is made. */
  advance(): boolean;
  insert(slot: number): void;
  /** The row must still be what it was when it was inserted. */
  remove(slot: number): void;
}

/** Makes an order of rows that are in the order which breaks its ties. */
export function makeOrder(
  rows: Uint32Array,
  compare: CompareSlots,
  { numbers }: OrderValues,
): MadeOrder {
  const slots = createSortedSlots(compare);
  let isSorted = false;
  /** What has come, gone or changed since: what was read of it may be from before or after that, or from nothing. */
  const changed = new Set<number>();
  /** What is to be inserted. */
  const missing = new Set<number>();

  function* visit(row: (slot: number, at: number) => void): Generator<undefined, void> {
    for (let at = 0; at < rows.length; at += 1) {
      const slot = rows[at] ?? 0;
      if (!changed.has(slot)) row(slot, at);
      if ((at & PIECE_MASK) === 0) yield;
    }
  }

  function* make(): Generator<undefined, void> {
    const numberOf = yield* numbers(visit);
    const values = new Float64Array(rows.length);
    yield* visit((slot, at) => {
      values[at] = numberOf(slot);
    });
    const sorted = yield* placesInOrder(values);
    for (let at = 0; at < sorted.length; at += 1) {
      sorted[at] = rows[sorted[at] ?? 0] ?? 0;
      if ((at & PIECE_MASK) === 0) yield;
    }
    // In one piece with what follows: what changes from now on is changed in the order.
    slots.replace(changed.size === 0 ? sorted : sorted.filter((slot) => !changed.has(slot)));
    isSorted = true;
    for (const slot of missing) {
      missing.delete(slot);
      slots.insert(slot);
      yield;
    }
  }
  const steps = make();

  return {
    slots,
    isReading: () => !isSorted,
    advance: () => steps.next().done !== true,
    insert(slot) {
      if (isSorted) return slots.insert(slot);
      changed.add(slot);
      missing.add(slot);
    },
    remove(slot) {
      const wasMissing = missing.delete(slot);
      if (!isSorted) changed.add(slot);
      else if (!wasMissing) slots.remove(slot);
    },
  };
}
