import { hasWord } from '@asterism/api-types/rules/volume-search';
import { countBits, createBitSet, filterBits, subtract, unite, type BitSet } from './bit-set.ts';
import { isAscii } from './byte-writer.ts';
import { charactersOf, type CharacterMask } from './name-characters.ts';
import { includesWord } from './natural-bytes.ts';
import { nameLength, nameStart } from './searched-rows.ts';
import { createUuidSearch, type UuidSearch } from './uuid-search.ts';
import type { VolumeColumns } from './volume-columns.ts';

/** To look whether a row has a text costs as much as to read so many entries of lists. */
const CHECK_COST = 4;

/** What a word means in the columns as they are now. */
interface SoughtWord {
  readonly text: string;
  /** Undefined when no name that is searched by its bytes can have it. */
  readonly bytes: Uint8Array | undefined;
  readonly characters: CharacterMask;
  /** The stems of shared texts that have the word, and the codes of the other texts that do. */
  readonly stems: readonly number[];
  readonly texts: BitSet;
  readonly uuid: UuidSearch | undefined;
}

function seek(columns: VolumeColumns, text: string): SoughtWord {
  const bytes = isAscii(text) ? Uint8Array.from(text, (one) => one.charCodeAt(0)) : undefined;
  return {
    text,
    bytes,
    characters: charactersOf(bytes ?? new Uint8Array()),
    stems: columns.searched.texts.stemsWith(text),
    texts: columns.searched.texts.codesWith(text),
    uuid: createUuidSearch(text, columns.uuids.words),
  };
}

function isInName(columns: VolumeColumns, slot: number, word: SoughtWord): boolean {
  if (columns.odd.size() > 0 && columns.odd.has(slot)) {
    return hasWord(columns.searched.name(slot), word.text);
  }
  const { bytes, characters } = word;
  if (bytes === undefined || !columns.characters.hasAll(slot, characters)) return false;
  if (characters.isWord) return true;
  const { rows } = columns.searched;
  const row = rows.startOf(slot);
  const inBlock = rows.bytesOf(slot);
  const start = nameStart(inBlock, row);
  return includesWord(inBlock, start, start + nameLength(inBlock, row), bytes);
}

function isInStems({ searched }: VolumeColumns, slot: number, { stems }: SoughtWord): boolean {
  let isFound = false;
  if (stems.length > 0) {
    searched.eachText(slot, (code) => {
      isFound ||= stems.includes(searched.texts.stemOf(code));
    });
  }
  return isFound;
}

const isInTexts = (columns: VolumeColumns, slot: number, word: SoughtWord): boolean =>
  columns.searched.hasText(slot, word.texts) || isInStems(columns, slot, word);

/** Marks the rows that have the word in their name. */
function markNames(columns: VolumeColumns, word: SoughtWord, bits: BitSet): void {
  const check = (slot: number): boolean => isInName(columns, slot, word);
  const { bytes, characters } = word;
  if (bytes?.length === 1) {
    columns.characters.mark(characters, columns.limit(), bits);
    if (!characters.isWord) filterBits(bits, check);
  } else if (bytes !== undefined) columns.index.markNames(bytes, bits, check);
  if (columns.odd.size() === 0) return;
  const odd = columns.odd.bits().slice();
  filterBits(odd, check);
  unite(bits, odd);
}

/** Marks the rows that have the word in a shared text; those that are marked already are not looked at. */
function markTexts(columns: VolumeColumns, word: SoughtWord, bits: BitSet): void {
  const { stems, texts } = word;
  const check = (slot: number): boolean => isInTexts(columns, slot, word);
  if (stems.length > 0) {
    const found = createBitSet(columns.limit());
    columns.index.markStems(stems, found, check);
    unite(bits, found);
  }
  let holders = 0;
  filterBits(texts, (code) => {
    holders += columns.searched.texts.holders(code);
    return true;
  });
  const found = createBitSet(columns.limit());
  if (holders > CHECK_COST * (columns.linked() - countBits(bits))) {
    unite(found, columns.links());
    subtract(found, bits);
    filterBits(found, check);
  } else columns.index.markTexts(texts, found, check);
  unite(bits, found);
}

/** The rows in which a word in lower case is found, as `findWord` says; some of them may not be linked. */
export function rowsWith(columns: VolumeColumns, text: string): BitSet {
  const word = seek(columns, text);
  const bits = createBitSet(columns.limit());
  markNames(columns, word, bits);
  // The characters of a row are those of its texts, too.
  if (!word.characters.isWord) markTexts(columns, word, bits);
  word.uuid?.mark(bits, columns);
  return bits;
}

/** Says of single rows whether a word is found in them. */
export function wordCheck(columns: VolumeColumns, text: string): (slot: number) => boolean {
  const word = seek(columns, text);
  return (slot) =>
    isInName(columns, slot, word) ||
    isInTexts(columns, slot, word) ||
    word.uuid?.isMeant(slot) === true;
}
