import { ALLOW_ANY, ALLOW_NONE } from '@asterism/api-types/rules/access-lists';
import { hasWord } from '@asterism/api-types/rules/volume-search';
import { createBitSet, filterBits, setBit, type BitSet } from './bit-set.ts';
import { createDictionary, type Dictionary } from './dictionary.ts';
import { charactersOf, createNameCharacters, type NameCharacters } from './name-characters.ts';
import { createSearchIndex } from './search-index.ts';

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
  /** The codes of the texts that have a word in lower case, as `hasWord` says. */
  codesWith(word: string): BitSet;
}

/** Characters that are not of ASCII are one and the same here. */
const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (one) => Math.min(128, one.charCodeAt(0)));

const keyOf = (text: string, key: string): string => `${key.length} ${text}`;
const isSpelledOut = (text: string): boolean => text === ALLOW_ANY || text === ALLOW_NONE;

export function createSharedTexts(): SharedTexts {
  const texts = createDictionary<SharedText>();
  const characters = createNameCharacters();
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
    return code;
  }

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
      return true;
    },
    codesWith(word) {
      const codes = createBitSet(texts.limit());
      const bytes = bytesOf(word);
      const check = (code: number): boolean => {
        const text = texts.entryOf(code)?.text;
        return text !== undefined && hasWord(text, word);
      };
      const mask = charactersOf(bytes);
      if (bytes.length > 1) index.markNames(bytes, codes, check);
      else {
        characters.mark(mask, texts.limit(), codes);
        if (!mask.isWord) filterBits(codes, check);
      }
      for (const text of [ALLOW_ANY, ALLOW_NONE]) {
        const code = text.toLowerCase() === word ? texts.known(keyOf(text, '')) : undefined;
        if (code !== undefined) setBit(codes, code);
      }
      return codes;
    },
  };
}
