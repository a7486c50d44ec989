import { hasWord } from '@asterism/api-types/rules/volume-search';
import { createBitSet, filterBits, hasBit, intersect, setBit, type BitSet } from './bit-set.ts';
import { isAscii } from './byte-writer.ts';
import { charactersOf, type CharacterMask } from './name-characters.ts';
import { includesWord } from './natural-bytes.ts';
import { nameLength, nameStart } from './searched-rows.ts';
import { createUuidSearch, type UuidSearch } from './uuid-search.ts';
import type { VolumeColumns } from './volume-columns.ts';

const TRIGRAM = 3;

/** What a word means in the columns as they are now. */
interface SoughtWord {
  readonly text: string;
  /** Undefined when no name that is searched by its bytes can have it. */
  readonly bytes: Uint8Array | undefined;
  readonly characters: CharacterMask;
  /** By code: 1 for the shared texts that have the word; undefined when none has. */
  readonly texts: Uint8Array | undefined;
  readonly uuid: UuidSearch | undefined;
}

function seek(columns: VolumeColumns, text: string): SoughtWord {
  const { texts } = columns.searched;
  let flags: Uint8Array | undefined;
  for (const [code, entry] of texts.entries()) {
    if (!hasWord(entry.text, text)) continue;
    flags ??= new Uint8Array(texts.limit());
    flags[code] = 1;
  }
  const bytes = isAscii(text) ? Uint8Array.from(text, (one) => one.charCodeAt(0)) : undefined;
  return {
    text,
    bytes,
    characters: charactersOf(bytes ?? new Uint8Array()),
    texts: flags,
    uuid: createUuidSearch(text, columns.uuids.words),
  };
}

function isInName(columns: VolumeColumns, slot: number, word: SoughtWord): boolean {
  if (columns.odd.size > 0 && columns.odd.has(slot)) {
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

const isInTexts = (columns: VolumeColumns, slot: number, { texts }: SoughtWord): boolean =>
  texts !== undefined && columns.searched.hasText(slot, texts);

const isFound = (columns: VolumeColumns, slot: number, word: SoughtWord): boolean =>
  isInName(columns, slot, word) ||
  isInTexts(columns, slot, word) ||
  word.uuid?.isMeant(slot) === true;

function markNames(columns: VolumeColumns, word: SoughtWord, bits: BitSet): void {
  const check = (slot: number): void => {
    if (!hasBit(bits, slot) && isInName(columns, slot, word)) setBit(bits, slot);
  };
  for (const slot of columns.odd) check(slot);
  if (word.bytes === undefined) return;
  if (word.bytes.length >= TRIGRAM) {
    const slots = columns.index.withName(word.bytes);
    for (let i = 0; i < slots.length; i += 1) check(slots[i] ?? 0);
    return;
  }
  columns.characters.visitWithAll(word.characters, columns.limit(), check);
}

function markTexts(columns: VolumeColumns, word: SoughtWord, bits: BitSet): void {
  for (const code of word.texts?.keys() ?? []) {
    if (word.texts?.[code] !== 1) continue;
    columns.index.markText(code, bits, (slot) => isInTexts(columns, slot, word));
  }
}

/** All rows that have the word; some of them may not be linked. */
function rowsWith(columns: VolumeColumns, word: SoughtWord): BitSet {
  const bits = createBitSet(columns.limit());
  markNames(columns, word, bits);
  markTexts(columns, word, bits);
  word.uuid?.mark(bits, columns.limit());
  return bits;
}

/**
 * The linked rows in which every word is found, as `findWord` says, for words in lower case; undefined for no words. One word of
 * a name takes 1 to 5 ms in a million rows; 10 to 30 when it is in a shared text, may be part of a UUID, or is shorter
 * than three characters.
 */
export function searchRows(columns: VolumeColumns, words: readonly string[]): BitSet | undefined {
  // The longest word is likely to be in the fewest rows.
  const [first, ...more] = words
    .toSorted((a, b) => b.length - a.length)
    .map((word) => seek(columns, word));
  if (first === undefined) return undefined;
  const bits = rowsWith(columns, first);
  intersect(bits, columns.links());
  for (const word of more) filterBits(bits, (slot) => isFound(columns, slot, word));
  return bits;
}
