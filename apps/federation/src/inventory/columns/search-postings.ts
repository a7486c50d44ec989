import { createPostingLists } from './posting-lists.ts';

/** Lists for three characters of a name each: those of a few others share it. */
const TRIGRAM_LISTS = 65_536;
/** Lists for one shared text each: for several, when there are more texts. */
export const TEXT_LISTS = 16_384;

const trigramList = (a: number, b: number, c: number): number =>
  Math.imul(a | (b << 8) | (c << 16), 0x9e3779b1) >>> 16;
const textList = (code: number): number => TRIGRAM_LISTS + (code & (TEXT_LISTS - 1));

/**
 * Which rows have three characters in a row in their name, and which have a shared text: 35 to 45 bytes a row. Nothing is ever
 * taken out: what it says of a row that has changed since is to be checked.
 */
export interface SearchPostings {
  /** Adds the name of a row: a part of some bytes of ASCII in lower case. */
  addName(slot: number, bytes: Uint8Array, from: number, to: number): void;
  addText(slot: number, code: number): void;
  /** Rows, some maybe more than once, all with the word of three characters or more among them. Not kept over a call. */
  withName(word: Uint8Array): Uint32Array;
  /** Rows, some maybe more than once, all with the shared text among them. Not kept over a call. */
  withText(code: number): Uint32Array;
}

export function createSearchPostings(): SearchPostings {
  const lists = createPostingLists(TRIGRAM_LISTS + TEXT_LISTS);
  return {
    addName(slot, bytes, from, to) {
      let a = bytes[from] ?? 0;
      let b = bytes[from + 1] ?? 0;
      for (let at = from + 2; at < to; at += 1) {
        const c = bytes[at] ?? 0;
        lists.add(trigramList(a, b, c), slot);
        a = b;
        b = c;
      }
    },
    addText: (slot, code) => lists.add(textList(code), slot),
    withName(word) {
      let rarest = 0;
      let fewest = Infinity;
      for (let at = 0; at + 2 < word.length; at += 1) {
        const list = trigramList(word[at] ?? 0, word[at + 1] ?? 0, word[at + 2] ?? 0);
        if (lists.length(list) >= fewest) continue;
        fewest = lists.length(list);
        rarest = list;
      }
      return lists.slots(rarest);
    },
    withText: (code) => lists.slots(textList(code)),
  };
}
