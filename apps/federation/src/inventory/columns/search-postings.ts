import { createBitSet, filterBits, hasBit, setBit, type BitSet } from './bit-set.ts';
import { EXACT_CHARACTERS } from './name-characters.ts';
import { createPostingLists } from './posting-lists.ts';

/** After the characters that have a list of their own: the end of a name, and all others. */
const END = EXACT_CHARACTERS.length;
const OTHER = END + 1;
const SYMBOLS = END + 2;
/** Lists for three symbols in a row of a name. */
const NAME_LISTS = SYMBOLS ** 3;
/** Lists for one shared text each: for several, when there are more texts. */
export const TEXT_LISTS = 16_384;
/** Lists for the bytes of a UUID. */
const BYTE_LISTS = 256;
/** Lists for what texts begin with in common, one each. */
export const STEM_LISTS = 64;

const SYMBOL = new Uint8Array(256).fill(OTHER);
for (let i = 0; i < EXACT_CHARACTERS.length; i += 1) SYMBOL[EXACT_CHARACTERS.charCodeAt(i)] = i;

const nameList = (a: number, b: number, c: number): number => (a * SYMBOLS + b) * SYMBOLS + c;
const textList = (code: number): number => NAME_LISTS + (code & (TEXT_LISTS - 1));
const byteList = (byte: number): number => NAME_LISTS + TEXT_LISTS + byte;
const stemList = (stem: number): number => NAME_LISTS + TEXT_LISTS + BYTE_LISTS + stem;

/**
 * Which rows have three characters in a row in their name, which have a shared text, and which have a byte in their UUID: 50 to 60 bytes a
 * row. Nothing is ever taken out: what it says of a row that has changed since is to be checked.
 */
export interface SearchPostings {
  /** Adds the name of a row: a part of some bytes of ASCII in lower case. */
  addName(slot: number, bytes: Uint8Array, from: number, to: number): void;
  addText(slot: number, code: number): void;
  addByte(slot: number, byte: number): void;
  addStem(slot: number, stem: number): void;
  /**
   * Marks rows, all with the word of two characters or more in their name among them; whether they are these alone, but for
   * those that have changed since.
   */
  markNames(word: Uint8Array, bits: BitSet): boolean;
  /** Marks rows, all with one of the shared texts among them. */
  markTexts(codes: BitSet, bits: BitSet): void;
  /** Marks the rows with a text of the stem, but for those that have changed since. */
  markStem(stem: number, bits: BitSet): void;
  /** Marks all rows that have the byte anywhere in their UUID, and more. */
  markBytes(byte: number, bits: BitSet): void;
}

export function createSearchPostings(): SearchPostings {
  const lists = createPostingLists(stemList(STEM_LISTS));
  const symbolAt = (bytes: Uint8Array, at: number): number => SYMBOL[bytes[at] ?? 0] ?? OTHER;

  return {
    addName(slot, bytes, from, to) {
      if (to - from < 2) return;
      let a = symbolAt(bytes, from);
      let b = symbolAt(bytes, from + 1);
      for (let at = from + 2; at <= to; at += 1) {
        const c = at === to ? END : symbolAt(bytes, at);
        lists.add(nameList(a, b, c), slot);
        a = b;
        b = c;
      }
    },
    addText: (slot, code) => lists.add(textList(code), slot),
    addByte: (slot, byte) => lists.add(byteList(byte), slot),
    addStem: (slot, stem) => lists.add(stemList(stem), slot),
    markNames(word, bits) {
      const symbols = Array.from(word, (byte) => SYMBOL[byte] ?? OTHER);
      const isPlain = !symbols.includes(OTHER);
      const [a = OTHER, b = OTHER] = symbols;
      if (word.length === 2) {
        for (let c = 0; c < SYMBOLS; c += 1) lists.mark(nameList(a, b, c), bits);
        return isPlain;
      }
      let rarest = 0;
      let fewest = Infinity;
      for (let at = 0; at + 2 < symbols.length; at += 1) {
        const list = nameList(
          symbols[at] ?? OTHER,
          symbols[at + 1] ?? OTHER,
          symbols[at + 2] ?? OTHER,
        );
        if (lists.length(list) >= fewest) continue;
        fewest = lists.length(list);
        rarest = list;
      }
      lists.mark(rarest, bits);
      return isPlain && word.length === 3;
    },
    markTexts(codes, bits) {
      const isMarked = createBitSet(TEXT_LISTS);
      filterBits(codes, (code) => {
        const at = code & (TEXT_LISTS - 1);
        if (!hasBit(isMarked, at)) lists.mark(textList(code), bits);
        setBit(isMarked, at);
        return true;
      });
    },
    markStem: (stem, bits) => lists.mark(stemList(stem), bits),
    markBytes: (byte, bits) => lists.mark(byteList(byte), bits),
  };
}
