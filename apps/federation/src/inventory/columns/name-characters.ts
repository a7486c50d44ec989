import type { BitSet } from './bit-set.ts';
import { growingIntegers, NO_VALUES, SEGMENT_MASK, SEGMENT_SHIFT } from './growing-array.ts';

/** Two numbers of 32 bits for each row. */
const WIDTH = 2;
/** Characters that nearly all names are of. */
export const EXACT_CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789-_.';

/** Of each character its bit, from 0 to 63: one of its own for those of names, a common one for those beyond. */
const BIT = new Uint8Array(256).fill(EXACT_CHARACTERS.length);
for (let i = 0; i < EXACT_CHARACTERS.length; i += 1) BIT[EXACT_CHARACTERS.charCodeAt(i)] = i;

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
  const isWord = to - from === 1 && BIT[bytes[from] ?? 0] !== EXACT_CHARACTERS.length;
  return { low, high, isWord };
}

/**
 * Which characters the name of each row and its shared texts have: 8 bytes a row. It answers words of one character, and leaves few rows to look at
 * for others, in a few nanoseconds a row.
 */
export interface NameCharacters {
  write(slot: number, bytes: Uint8Array, from: number, to: number): void;
  /** Adds characters to those of a row. */
  add(slot: number, characters: Pick<CharacterMask, 'low' | 'high'>): void;
  /** The characters of a row. */
  of(slot: number): Pick<CharacterMask, 'low' | 'high'>;
  /** Whether the row's name has all of these. */
  hasAll(slot: number, mask: CharacterMask): boolean;
  /** Marks the rows below the limit whose name has all of these. */
  mark(mask: CharacterMask, limit: number, bits: BitSet): void;
}

export function createNameCharacters(): NameCharacters {
  const masks = growingIntegers();
  return {
    write(slot, bytes, from, to) {
      masks.reach((slot + 1) * WIDTH);
      const { low, high } = charactersOf(bytes, from, to);
      masks.set(slot * WIDTH, low);
      masks.set(slot * WIDTH + 1, high);
    },
    add(slot, { low, high }) {
      masks.set(slot * WIDTH, masks.at(slot * WIDTH) | low);
      masks.set(slot * WIDTH + 1, masks.at(slot * WIDTH + 1) | high);
    },
    of: (slot) => ({ low: masks.at(slot * WIDTH), high: masks.at(slot * WIDTH + 1) }),
    hasAll(slot, { low, high }) {
      return ((low & ~masks.at(slot * WIDTH)) | (high & ~masks.at(slot * WIDTH + 1))) === 0;
    },
    mark({ low, high }, limit, bits) {
      for (let slot = 0; slot < limit; slot += 32) {
        const segment = masks.segments[(slot * WIDTH) >>> SEGMENT_SHIFT] ?? NO_VALUES;
        const from = (slot * WIDTH) & SEGMENT_MASK;
        const rows = Math.min(32, limit - slot);
        let marked = 0;
        for (let i = 0; i < rows; i += 1) {
          const at = from + i * WIDTH;
          const missing = (low & ~(segment[at] ?? 0)) | (high & ~(segment[at + 1] ?? 0));
          if (missing === 0) marked |= 1 << i;
        }
        bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | marked;
      }
    },
  };
}
