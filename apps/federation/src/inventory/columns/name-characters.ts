import { growingIntegers } from './growing-array.ts';

/** Two numbers of 32 bits for each row. */
const WIDTH = 2;
const EXACT = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

/** Of each character its bit, from 0 to 63: one of its own for those of names, a common one for those beyond. */
const BIT = new Uint8Array(256).fill(EXACT.length);
for (let i = 0; i < EXACT.length; i += 1) BIT[EXACT.charCodeAt(i)] = i;

/** The characters of a word. */
export interface CharacterMask {
  readonly low: number;
  readonly high: number;
  /** It is one character with a bit of its own: a name that has it has the word. */
  readonly isWord: boolean;
}

export function charactersOf(bytes: Uint8Array, from = 0, to = bytes.length): CharacterMask {
  let low = 0;
  let high = 0;
  for (let at = from; at < to; at += 1) {
    const bit = BIT[bytes[at] ?? 0] ?? 0;
    if (bit < 32) low |= 1 << bit;
    else high |= 1 << (bit - 32);
  }
  const isWord = to - from === 1 && BIT[bytes[from] ?? 0] !== EXACT.length;
  return { low, high, isWord };
}

/**
 * Which characters the name of each row has: 8 bytes a row. It answers words of one character, and leaves few rows to look at
 * for others, in a few nanoseconds a row.
 */
export interface NameCharacters {
  write(slot: number, bytes: Uint8Array, from: number, to: number): void;
  /** Whether the row's name has all of these. */
  hasAll(slot: number, mask: CharacterMask): boolean;
  /** Visits the rows below the limit whose name has all of these. */
  visitWithAll(mask: CharacterMask, limit: number, visit: (slot: number) => void): void;
}

export function createNameCharacters(): NameCharacters {
  const masks = growingIntegers();
  return {
    write(slot, bytes, from, to) {
      masks.reach((slot + 1) * WIDTH);
      const { low, high } = charactersOf(bytes, from, to);
      masks.values[slot * WIDTH] = low;
      masks.values[slot * WIDTH + 1] = high;
    },
    hasAll(slot, { low, high }) {
      const { values } = masks;
      const missing =
        (low & ~(values[slot * WIDTH] ?? 0)) | (high & ~(values[slot * WIDTH + 1] ?? 0));
      return missing === 0;
    },
    visitWithAll({ low, high }, limit, visit) {
      const { values } = masks;
      for (let slot = 0; slot < limit; slot += 1) {
        const missing =
          (low & ~(values[slot * WIDTH] ?? 0)) | (high & ~(values[slot * WIDTH + 1] ?? 0));
        if (missing === 0) visit(slot);
      }
    },
  };
}
