import {
  clearBit,
  countByCode,
  countBits,
  createBitSet,
  filterBits,
  intersect,
  setBit,
  subtract,
  type BitSet,
} from './bit-set.ts';
import type { VolumeColumns } from './volume-columns.ts';
import { rowsWith, wordCheck } from './word-search.ts';

/** So many words, and searches, are kept: each costs a bit for every row. */
const WORDS_MAX = 24;
const SEARCHES_MAX = 8;
/** So few rows are checked faster one by one than all are searched. */
const FEW = 8192;

/** What is found by a search. */
export interface Found {
  /** Not to be changed. */
  readonly rows: BitSet;
  /** How many of them each group has, by its code. */
  readonly counts: Uint32Array;
}

interface KeptWord {
  bits: BitSet;
  /** It is right as of so many changes. */
  asOf: number;
}

interface KeptSearch extends Found {
  readonly asOf: number;
}

/** Keeps the newest of a map: what was used last is at its end. */
function keep<V>(map: Map<string, V>, key: string, value: V, most: number): V {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > most && oldest !== undefined) map.delete(oldest);
  return value;
}

/**
 * Finds rows by words, and keeps what was found: the next page of a search, another filter or order of it, and a search that has
 * one word more cost what is new in them, also while rows change.
 */
export function createFoundRows(columns: VolumeColumns, few = FEW) {
  const words = new Map<string, KeptWord>();
  const searches = new Map<string, KeptSearch>();
  const { changes } = columns;

  /** Brings a kept word up to date by the rows that have changed since; false when they are too many. */
  function renew(kept: KeptWord, word: string): boolean {
    if (kept.asOf === changes.count()) return true;
    const changed = changes.after(kept.asOf);
    if (changed === undefined) return false;
    if (kept.bits.length * 32 < columns.limit()) {
      const grown = createBitSet(Math.ceil(columns.limit() * 1.25));
      grown.set(kept.bits);
      kept.bits = grown;
    }
    const isFound = wordCheck(columns, word);
    for (const slot of changed) {
      if (isFound(slot)) setBit(kept.bits, slot);
      else clearBit(kept.bits, slot);
    }
    kept.asOf = changes.count();
    return true;
  }

  function rowsOf(word: string): BitSet {
    const known = words.get(word);
    const kept =
      known !== undefined && renew(known, word)
        ? known
        : { bits: rowsWith(columns, word), asOf: changes.count() };
    return keep(words, word, kept, WORDS_MAX).bits;
  }

  /** How many rows each group has: those that are found, or all but those that are not, are counted one by one. */
  function countOf(rows: BitSet): Uint32Array {
    const counts = new Uint32Array(columns.groups.limit());
    if (countBits(rows) * 2 < columns.linked()) {
      countByCode(rows, columns.groupCodes, counts);
      return counts;
    }
    for (const [code, group] of columns.groups.all()) counts[code] = group.rows;
    const others = columns.links().slice();
    subtract(others, rows);
    countByCode(others, columns.groupCodes, counts, -1);
    return counts;
  }

  /** The linked rows in which every word is found, as `findWord` says, for words in lower case. */
  return (sought: readonly string[]): Found => {
    const key = sought.join(' ');
    const known = searches.get(key);
    if (known?.asOf === changes.count()) return keep(searches, key, known, SEARCHES_MAX);
    const rows = columns.links().slice();
    // The longest word is likely to be in the fewest rows.
    for (const word of sought.toSorted((a, b) => b.length - a.length)) {
      if (words.has(word) || countBits(rows) > few) intersect(rows, rowsOf(word));
      else filterBits(rows, wordCheck(columns, word));
    }
    return keep(
      searches,
      key,
      { rows, counts: countOf(rows), asOf: changes.count() },
      SEARCHES_MAX,
    );
  };
}
