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
import type { WordTerm } from '@asterism/api-types/rules/query-line';
import type { VolumeColumns } from './volume-columns.ts';
import { termCheck, termKey, type RowTerm } from './query-terms.ts';
import { rowsWith, wordCheck } from './word-search.ts';

/** What is sought: all of it must be found in a row, or not found where it is negated. */
export type Sought = WordTerm | RowTerm;

/** So many words, and searches, are kept: each costs a bit for every row. */
const WORDS_MAX = 24;
const SEARCHES_MAX = 8;
/** So few rows are checked faster one by one than all are searched. */
const FEW = 8192;
/** And conditions that have no index in so small a part of all rows. */
const FEW_PART = 4;

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

/** Words first, for they have an index, the longest before the others: it is likely to be in the fewest rows. */
const costOf = (one: Sought): number =>
  one.kind === 'word' ? -one.text.length : one.isNegated ? 2 : 1;

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
  /** Words and other conditions, by their keys. */
  const words = new Map<string, KeptWord>();
  const searches = new Map<string, KeptSearch>();
  const { changes } = columns;

  const checkOf = (one: Sought, now: number): ((slot: number) => boolean) =>
    one.kind === 'word' ? wordCheck(columns, one.text) : termCheck(columns, one, now);

  /** All rows in which it is found, whether it is negated or not. */
  function findRows(one: Sought, now: number): BitSet {
    if (one.kind === 'word') return rowsWith(columns, one.text);
    const rows = columns.links().slice();
    filterBits(rows, termCheck(columns, one, now));
    return rows;
  }

  /** Brings a kept word up to date by the rows that have changed since; false when they are too many. */
  function renew(kept: KeptWord, one: Sought, now: number): boolean {
    if (kept.asOf === changes.count()) return true;
    const changed = changes.after(kept.asOf);
    if (changed === undefined) return false;
    if (kept.bits.length * 32 < columns.limit()) {
      const grown = createBitSet(Math.ceil(columns.limit() * 1.25));
      grown.set(kept.bits);
      kept.bits = grown;
    }
    const isFound = checkOf(one, now);
    for (const slot of changed) {
      if (columns.isLinked(slot) && isFound(slot)) setBit(kept.bits, slot);
      else clearBit(kept.bits, slot);
    }
    kept.asOf = changes.count();
    return true;
  }

  function rowsOf(one: Sought, now: number): BitSet {
    const key = termKey(one, now);
    const known = words.get(key);
    const kept =
      known !== undefined && renew(known, one, now)
        ? known
        : { bits: findRows(one, now), asOf: changes.count() };
    return keep(words, key, kept, WORDS_MAX).bits;
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

  function isFew(rows: BitSet, one: Sought): boolean {
    const count = countBits(rows);
    return count <= few || (one.kind !== 'word' && count * FEW_PART <= columns.linked());
  }

  /**
   * The linked rows in which all is found that is sought: words, in lower case, as `findWord` says. `now` is in whole
   * minutes.
   */
  return (sought: readonly Sought[], now: number): Found => {
    const key = sought.map((one) => `${one.isNegated ? '-' : ''}${termKey(one, now)}`).join('\n');
    const known = searches.get(key);
    if (known?.asOf === changes.count()) return keep(searches, key, known, SEARCHES_MAX);
    const rows = columns.links().slice();
    for (const one of sought.toSorted((a, b) => costOf(a) - costOf(b))) {
      if (words.has(termKey(one, now)) || !isFew(rows, one)) {
        const others = rowsOf(one, now);
        if (one.isNegated) subtract(rows, others);
        else intersect(rows, others);
      } else {
        const isFound = checkOf(one, now);
        filterBits(rows, (slot) => isFound(slot) !== one.isNegated);
      }
    }
    return keep(
      searches,
      key,
      { rows, counts: countOf(rows), asOf: changes.count() },
      SEARCHES_MAX,
    );
  };
}
