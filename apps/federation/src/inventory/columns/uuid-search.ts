import { setBit, type BitSet } from './bit-set.ts';
import { DIGIT_AT, nibbleOf, UUID_WORDS } from './uuid-words.ts';

/** Shorter words mean the beginning of a UUID, longer ones any part: the rule is `isUuidMeant`. */
const PART_MIN = 4;
const DIGITS_OF_WORD = 8;

/** What the words of a UUID must be, under a mask, for a text to stand at one place of it: the word of most digits first. */
type Pattern = readonly { readonly at: number; readonly mask: number; readonly value: number }[];

/** Which UUIDs are meant by a word. */
export interface UuidSearch {
  isMeant(slot: number): boolean;
  /** Marks all of the rows below the limit: 10 to 20 ms for a million. */
  mark(bits: BitSet, limit: number): void;
}

const HEXADECIMAL = /^[0-9a-f-]+$/;

function patternAt(word: string, from: number): Pattern | undefined {
  const masks = new Int32Array(UUID_WORDS);
  const values = new Int32Array(UUID_WORDS);
  const digits = new Uint8Array(UUID_WORDS);
  for (let i = 0; i < word.length; i += 1) {
    const digit = DIGIT_AT[from + i];
    const nibble = nibbleOf(word, i);
    if (digit === undefined || digit < 0 !== nibble > 15) return undefined;
    if (digit < 0) continue;
    const at = Math.floor(digit / DIGITS_OF_WORD);
    const shift = 28 - 4 * (digit % DIGITS_OF_WORD);
    masks[at] = (masks[at] ?? 0) | (15 << shift);
    values[at] = (values[at] ?? 0) | (nibble << shift);
    digits[at] = (digits[at] ?? 0) + 1;
  }
  return [...digits.keys()]
    .filter((at) => masks[at] !== 0)
    .toSorted((a, b) => (digits[b] ?? 0) - (digits[a] ?? 0))
    .map((at) => ({ at, mask: masks[at] ?? 0, value: values[at] ?? 0 }));
}

/** Four times the byte. */
const repeated = (byte: number): number => Math.imul(byte, 0x01010101);

/** The bytes of which a UUID with the word has one or the other, four times each; undefined when that says nothing. */
function bytesSought(word: string): readonly [even: number, odd: number] | undefined {
  if (word.length < PART_MIN || word.includes('-')) return undefined;
  const byteAt = (at: number): number => nibbleOf(word, at) * 16 + nibbleOf(word, at + 1);
  return [repeated(byteAt(0)), repeated(byteAt(1))];
}

/** Not 0 when one of the four bytes is 0; seldom otherwise. */
const zeroByte = (four: number): number => (four - 0x01010101) & ~four & 0x80808080;

/** Undefined when the word is in no UUID at all. The words of the rows are read anew at each call: they move as they grow. */
export function createUuidSearch(
  word: string,
  rows: { readonly values: Uint32Array },
): UuidSearch | undefined {
  if (!HEXADECIMAL.test(word)) return undefined;
  const places = word.length < PART_MIN ? [0] : DIGIT_AT.keys();
  const patterns = [...places].map((from) => patternAt(word, from)).filter((p) => p !== undefined);
  if (patterns.length === 0) return undefined;
  const sought = bytesSought(word);
  const looked = [...Array.from({ length: UUID_WORDS }).keys()].filter((at) =>
    patterns.some((pattern) => pattern.some((part) => part.at === at)),
  );

  const firsts = patterns.map(([first]) => first ?? { at: 0, mask: -1, value: 0 });
  const ats = Uint8Array.from(firsts, ({ at }) => at);
  const masks = Int32Array.from(firsts, ({ mask }) => mask);
  const values = Int32Array.from(firsts, ({ value }) => value);

  function fits(words: Uint32Array, from: number): boolean {
    for (let p = 0; p < ats.length; p += 1) {
      if (((words[from + (ats[p] ?? 0)] ?? 0) & (masks[p] ?? 0)) !== values[p]) continue;
      const isWhole = patterns[p]?.every(
        ({ at, mask, value }) => ((words[from + at] ?? 0) & mask) === value,
      );
      if (isWhole === true) return true;
    }
    return false;
  }

  /** The beginning of a UUID is in its first word. */
  function markBeginnings(bits: BitSet, limit: number): void {
    const words = rows.values;
    const mask = masks[0] ?? 0;
    const value = values[0] ?? 0;
    for (let slot = 0; slot < limit; slot += 1) {
      if (((words[slot * UUID_WORDS] ?? 0) & mask) === value) setBit(bits, slot);
    }
  }

  return {
    isMeant: (slot) => fits(rows.values, slot * UUID_WORDS),
    mark(bits, limit) {
      if (word.length < PART_MIN) return markBeginnings(bits, limit);
      const words = rows.values;
      if (sought === undefined) {
        for (let slot = 0; slot < limit; slot += 1) {
          if (fits(words, slot * UUID_WORDS)) setBit(bits, slot);
        }
        return;
      }
      const [even, odd] = sought;
      for (let slot = 0; slot < limit; slot += 1) {
        const from = slot * UUID_WORDS;
        let hits = 0;
        for (let i = 0; i < looked.length; i += 1) {
          const four = words[from + (looked[i] ?? 0)] ?? 0;
          hits |= zeroByte(four ^ even) | zeroByte(four ^ odd);
        }
        if (hits !== 0 && fits(words, from)) setBit(bits, slot);
      }
    },
  };
}
