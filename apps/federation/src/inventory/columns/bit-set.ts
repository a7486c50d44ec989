import { NO_VALUES, SEGMENT_MASK, SEGMENT_SHIFT, type GrowingArray } from './growing-array.ts';

/** One bit for each row, by its slot: 125 KB for a million. */
export type BitSet = Uint32Array;

export const createBitSet = (length: number): BitSet => new Uint32Array((length + 31) >>> 5);

export const hasBit = (bits: BitSet, at: number): boolean =>
  (((bits[at >>> 5] ?? 0) >>> (at & 31)) & 1) === 1;

export function setBit(bits: BitSet, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
}

export function clearBit(bits: BitSet, at: number): void {
  bits[at >>> 5] = (bits[at >>> 5] ?? 0) & ~(1 << (at & 31));
}

/** How many bits are set. */
export function countBits(bits: BitSet): number {
  let count = 0;
  for (let i = 0; i < bits.length; i += 1) {
    let word = bits[i] ?? 0;
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Keeps of the first what the second has too. */
export function intersect(bits: BitSet, others: BitSet): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) & (others[i] ?? 0);
}

/** Adds to the first what the second has. */
export function unite(bits: BitSet, others: BitSet): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) | (others[i] ?? 0);
}

/** Takes from the first what the second has. */
export function subtract(bits: BitSet, others: BitSet): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) & ~(others[i] ?? 0);
}

/** Visits the set bits that others have too, in ascending order; those for which `visit` says false are cleared. */
export function filterBits(bits: BitSet, visit: (at: number) => boolean, others = bits): void {
  for (let i = 0; i < bits.length; i += 1) {
    let left = (bits[i] ?? 0) & (others[i] ?? 0);
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const at = (i << 5) + 31 - Math.clz32(lowest);
      if (!visit(at)) clearBit(bits, at);
    }
  }
}

/** Adds a number to the count of each code, for every set bit that has it. */
export function countByCode(
  bits: BitSet,
  { segments }: Pick<GrowingArray<Uint32Array>, 'segments'>,
  counts: Uint32Array,
  step = 1,
): void {
  for (let i = 0; i < bits.length; i += 1) {
    let left = bits[i] ?? 0;
    if (left === 0) continue;
    const codes = segments[(i << 5) >>> SEGMENT_SHIFT] ?? NO_VALUES;
    const from = (i << 5) & SEGMENT_MASK;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const code = codes[from + 31 - Math.clz32(lowest)] ?? 0;
      counts[code] = (counts[code] ?? 0) + step;
    }
  }
}

/** Clears the bits of which the code is not among those that are kept: 2 ns for each set bit. */
export function keepByCode(
  bits: BitSet,
  { segments }: Pick<GrowingArray<Uint32Array>, 'segments'>,
  isKept: Uint8Array,
): void {
  for (let i = 0; i < bits.length; i += 1) {
    const word = bits[i] ?? 0;
    if (word === 0) continue;
    const codes = segments[(i << 5) >>> SEGMENT_SHIFT] ?? NO_VALUES;
    const from = (i << 5) & SEGMENT_MASK;
    let kept = 0;
    for (let left = word; left !== 0; left &= left - 1) {
      const at = 31 - Math.clz32(left & -left);
      kept |= (isKept[codes[from + at] ?? 0] ?? 0) << at;
    }
    bits[i] = kept;
  }
}

/** The places of the set bits that pass, in ascending order. */
export function placesOf(bits: BitSet, passes: (at: number) => boolean): number[] {
  const places: number[] = [];
  filterBits(bits, (at) => !passes(at) || places.push(at) > 0);
  return places;
}
