import { clearBit, countBits, createBitSet, hasBit, setBit, type BitSet } from './bit-set.ts';

/** A set of slots that grows: a bit for each of them up to the highest one. */
export interface SlotSet {
  readonly has: (slot: number) => boolean;
  readonly size: () => number;
  /** Not kept over a change. */
  readonly bits: () => BitSet;
  add(slot: number): void;
  delete(slot: number): void;
}

/** The bits are its own from now on. */
export function createSlotSet(first = createBitSet(0)): SlotSet {
  let bits = first;
  let size = countBits(first);

  return {
    has: (slot) => hasBit(bits, slot),
    size: () => size,
    bits: () => bits,
    add(slot) {
      if (hasBit(bits, slot)) return;
      if (slot >= bits.length * 32) {
        const grown = createBitSet(Math.ceil((slot + 1) * 1.25));
        grown.set(bits);
        bits = grown;
      }
      setBit(bits, slot);
      size += 1;
    },
    delete(slot) {
      if (!hasBit(bits, slot)) return;
      clearBit(bits, slot);
      size -= 1;
    },
  };
}
