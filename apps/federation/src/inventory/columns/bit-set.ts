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

/** Keeps of the first what the second has too. */
export function intersect(bits: BitSet, others: BitSet): void {
  for (let i = 0; i < bits.length; i += 1) bits[i] = (bits[i] ?? 0) & (others[i] ?? 0);
}

/** Visits the set bits in ascending order; those for which `visit` says false are cleared. */
export function filterBits(bits: BitSet, visit: (at: number) => boolean): void {
  for (let i = 0; i < bits.length; i += 1) {
    let left = bits[i] ?? 0;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const at = (i << 5) + 31 - Math.clz32(lowest);
      if (!visit(at)) clearBit(bits, at);
    }
  }
}

/** How many set bits have each code. */
export function countByCode(bits: BitSet, codes: Uint32Array, counts: Uint32Array): void {
  for (let i = 0; i < bits.length; i += 1) {
    let left = bits[i] ?? 0;
    while (left !== 0) {
      const lowest = left & -left;
      left ^= lowest;
      const code = codes[(i << 5) + 31 - Math.clz32(lowest)] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
  }
}

/** The places of the set bits, in ascending order. */
export function placesOf(bits: BitSet): number[] {
  const places: number[] = [];
  filterBits(bits, (at) => places.push(at) > 0);
  return places;
}
