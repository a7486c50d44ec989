import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { hasWord } from '@asterism/api-types/rules/volume-search';
import { createBitSet, filterBits, setBit, type BitSet } from './bit-set.ts';
import { isAscii } from './byte-writer.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';
import { growingIntegers } from './growing-array.ts';
import { charactersOf, createNameCharacters, type NameCharacters } from './name-characters.ts';
import { createSearchIndex } from './search-index.ts';
import { STEM_LISTS } from './search-postings.ts';
import { NONE } from './uuid-index.ts';

/** A text that volumes share and that a search looks at: a label, a host, an address or a QoS policy. */
export interface SharedText {
  /** As it is shown, and searched. */
  readonly text: string;
  /** Of a label; of anything else empty. */
  readonly key: string;
}

/** The texts that rows share, by their codes. There may be as many as rows: they are searched as names are. */
export interface SharedTexts extends Omit<Dictionary<SharedText>, 'known' | 'add' | 'entries'> {
  /** The code of a text; `key` as in {@link SharedText}. */
  readonly codeOf: (text: string, key?: string) => number;
  /** The characters of a text, but for those that are found in full alone. */
  readonly charactersOf: NameCharacters['of'];
  /**
   * What the text has in common with others: all up to its last colon, as the names of hosts have it. {@link NONE} when it
   * has none.
   */
  readonly stemOf: (code: number) => number;
  /** The stems that have a word in lower case: so have all of their texts. */
  stemsWith(word: string): readonly number[];
  /** The codes of the texts that have a word in lower case, as `hasWord` says, but for those of stems that have it. */
  codesWith(word: string): BitSet;
}

/** Characters that are not of ASCII are one and the same here. */
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (one) => Math.min(128, one.charCodeAt(0)));

const keyOf = (text: string, key: string): string => `${key.length} ${text}`;
/** Labels are not so many; and in lower case, a part of a text that is not of ASCII may be other than in the whole. */
const stemIn = (text: string, key: string): string =>
  key === '' && isAscii(text) ? text.slice(0, text.lastIndexOf(':') + 1).toLowerCase() : '';
const isSpelledOut = (text: string): boolean => text === ALLOW_ANY || text === ALLOW_NONE;

export function createSharedTexts(): SharedTexts {
  const texts = createDictionary<SharedText>();
  const characters = createNameCharacters();
  const stems = createDictionary<string>();
  /** By the code of each text that of its stem plus one. */
  const stemCodes = growingIntegers();
  let known = 0;
  const index = createSearchIndex({
    limit: texts.limit,
    linked: () => known,
    textLimit: () => 0,
    addTo(postings, code) {
      const text = texts.entryOf(code)?.text ?? ALLOW_ANY;
      if (isSpelledOut(text)) return;
      const bytes = bytesOf(text.toLowerCase());
      postings.addName(code, bytes, 0, bytes.length);
    },
  });

  function add(text: string, key: string): number {
    const code = texts.add(keyOf(text, key), { text, key });
    const bytes = isSpelledOut(text) ? new Uint8Array() : bytesOf(text.toLowerCase());
    characters.write(code, bytes, 0, bytes.length);
    known += 1;
    index.add(code);
    noteStem(code, stemIn(text, key));
    return code;
  }

  function noteStem(code: number, stem: string): void {
    stemCodes.reach(code + 1);
    const stemCode = stem === '' ? NONE : (stems.known(stem) ?? stems.add(stem, stem));
    if (stemCode !== NONE) stems.addHolder(stemCode);
    stemCodes.set(code, stemCode + 1);
  }

  /** Only so many stems have lists. */
  function stemOf(code: number): number {
    const stem = stemCodes.at(code) - 1;
    return stem < STEM_LISTS ? stem : NONE;
  }

  const stemsWith = (word: string): number[] =>
    [...stems.entries()]
      .filter(([code, stem]) => code < STEM_LISTS && stem.includes(word))
      .map(([code]) => code);

  return {
    entry: texts.entry,
    entryOf: texts.entryOf,
    addHolder: texts.addHolder,
    holders: texts.holders,
    limit: texts.limit,
    charactersOf: (code) => characters.of(code),
    codeOf: (text, key = '') => texts.known(keyOf(text, key)) ?? add(text, key),
    release(code) {
      if (!texts.release(code)) return false;
      characters.write(code, new Uint8Array(), 0, 0);
      known -= 1;
      index.outdate(code);
      const stem = stemCodes.at(code) - 1;
      if (stem !== NONE) stems.release(stem);
      return true;
    },
    stemOf,
    stemsWith,
    codesWith(word) {
      const codes = createBitSet(texts.limit());
      const bytes = bytesOf(word);
      const found = new Set(stemsWith(word));
      const check = (code: number): boolean => {
        if (found.size > 0 && found.has(stemOf(code))) return false;
        const text = texts.entryOf(code)?.text;
        return text !== undefined && hasWord(text, word);
      };
      const mask = charactersOf(bytes);
      if (bytes.length > 1) index.markNames(bytes, codes, check);
      else {
        characters.mark(mask, texts.limit(), codes);
        if (!mask.isWord) filterBits(codes, check);
      }
      if (found.size > 0) filterBits(codes, (code) => !found.has(stemOf(code)));
      for (const text of [ALLOW_ANY, ALLOW_NONE]) {
        const code = text.toLowerCase() === word ? texts.known(keyOf(text, '')) : undefined;
        if (code !== undefined) setBit(codes, code);
      }
      return codes;
    },
  };
}
