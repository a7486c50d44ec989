import { setBit, type BitSet } from './bit-set.ts';
import { growingIntegers } from './growing-array.ts';

/** Two numbers of 32 bits for each row. */
const WIDTH = 2;
const EXACT = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

/** Of each character its bit, from 0 to 63: one of its own for those of names, a common one for those beyond. */
const BIT = new Uint8Array(256).fill(EXACT.length);
for (let i = 0; i < EXACT.length; i += 1) BIT[EXACT.charCodeAt(i)] = i;

/**
 * Which characters the name of each row has: 8 bytes a row. It answers words of one character, and leaves few rows to look at
 * for those of two, in 1 to 2 ns a row.
 */
export interface NameCharacters {
  write(slot: number, bytes: Uint8Array, from: number, to: number): void;
  /** Visits the rows below the limit whose name has all of the word's characters. */
  candidates(word: Uint8Array, limit: number, visit: (slot: number) => void): void;
  /** The same for a word of one character that nothing is left to ask of; false when there is. */
  mark(word: Uint8Array, limit: number, bits: BitSet): boolean;
}

export function createNameCharacters(): NameCharacters {
  const masks = growingIntegers();

  function maskOf(bytes: Uint8Array, from: number, to: number): readonly [number, number] {
    let low = 0;
    let high = 0;
    for (let at = from; at < to; at += 1) {
      const bit = BIT[bytes[at] ?? 0] ?? 0;
      if (bit < 32) low |= 1 << bit;
      else high |= 1 << (bit - 32);
    }
    return [low, high];
  }

  return {
    write(slot, bytes, from, to) {
      masks.reach((slot + 1) * WIDTH);
      const [low, high] = maskOf(bytes, from, to);
      masks.values[slot * WIDTH] = low;
      masks.values[slot * WIDTH + 1] = high;
    },
    candidates(word, limit, visit) {
      const { values } = masks;
      const [low, high] = maskOf(word, 0, word.length);
      for (let slot = 0; slot < limit; slot += 1) {
        const missing =
          (low & ~(values[slot * WIDTH] ?? 0)) | (high & ~(values[slot * WIDTH + 1] ?? 0));
        if (missing === 0) visit(slot);
      }
    },
    mark(word, limit, bits) {
      const bit = BIT[word[0] ?? 0] ?? 0;
      if (word.length !== 1 || bit === EXACT.length) return false;
      const { values } = masks;
      const at = bit >>> 5;
      for (let slot = 0; slot < limit; slot += 1) {
        if ((((values[slot * WIDTH + at] ?? 0) >>> (bit & 31)) & 1) === 1) setBit(bits, slot);
      }
      return true;
    },
  };
}
