import { filterBits, type BitSet } from './bit-set.ts';
import { createSearchPostings, TEXT_LISTS, type SearchPostings } from './search-postings.ts';
import { createSlotSet, type SlotSet } from './slot-set.ts';

/** So many rows may be out of date however few there are. */
const STALE_FREE = 4096;
/** Rows that are added anew with each change while the postings are renewed. */
const STEP = 16;

/** The rows that are to be found. */
export interface IndexedRows {
  /** Every code of a shared text is below it. */
  textLimit(): number;
  /** Every slot is below it. */
  limit(): number;
  linked(): number;
  /** Adds what is searched of the row, if it is linked. */
  addTo(postings: SearchPostings, slot: number): void;
}

/**
 * The postings of all linked rows. A row that goes or changes leaves its old ones behind; when these are as many as half the
 * rows, the postings are made anew, a little with each change: no change costs more than a few rows, and nothing waits.
 */
export interface SearchIndex {
  add(slot: number): void;
  /** What was added of a row is out of date. */
  outdate(slot: number): void;
  /** Marks the rows with a word of two characters or more in their name; `check` is asked of those that only may have it. */
  markNames(word: Uint8Array, bits: BitSet, check: (slot: number) => boolean): void;
  /** Marks the rows that have one of the shared texts; `check` is asked of those that only may have it. */
  markTexts(codes: BitSet, bits: BitSet, check: (slot: number) => boolean): void;
  /** Marks the rows that have a text of one of the stems; `check` is asked of those that only may have it. */
  markStems(stems: readonly number[], bits: BitSet, check: (slot: number) => boolean): void;
  /** See {@link SearchPostings.markBytes}. */
  markBytes(byte: number, bits: BitSet): void;
}

interface Generation {
  readonly postings: SearchPostings;
  /** Rows of which something out of date is in the postings. */
  readonly stale: SlotSet;
  outdated: number;
}

const start = (): Generation => ({
  postings: createSearchPostings(),
  stale: createSlotSet(),
  outdated: 0,
});

function outdateIn(generation: Generation, slot: number): void {
  generation.stale.add(slot);
  generation.outdated += 1;
}

export function createSearchIndex(rows: IndexedRows): SearchIndex {
  let current = start();
  let next: Generation | undefined;
  let done = 0;

  function renew(): void {
    if (next === undefined) {
      if (current.outdated < STALE_FREE || current.outdated < rows.linked() / 2) return;
      next = start();
      done = 0;
    }
    for (let i = 0; i < STEP; i += 1) rows.addTo(next.postings, done++);
    if (done < rows.limit()) return;
    current = next;
    next = undefined;
  }

  return {
    add(slot) {
      rows.addTo(current.postings, slot);
      // Those that are still to come are added in their turn.
      if (next !== undefined && slot < done) rows.addTo(next.postings, slot);
      renew();
    },
    outdate(slot) {
      outdateIn(current, slot);
      if (next !== undefined && slot < done) outdateIn(next, slot);
      renew();
    },
    markNames(word, bits, check) {
      const isExact = current.postings.markNames(word, bits);
      filterBits(bits, check, isExact ? current.stale.bits() : bits);
    },
    markTexts(codes, bits, check) {
      const isAlone = rows.textLimit() <= TEXT_LISTS;
      current.postings.markTexts(codes, bits);
      filterBits(bits, check, isAlone ? current.stale.bits() : bits);
    },
    markStems(stems, bits, check) {
      for (const stem of stems) current.postings.markStem(stem, bits);
      if (stems.length > 0) filterBits(bits, check, current.stale.bits());
    },
    markBytes: (byte, bits) => current.postings.markBytes(byte, bits),
  };
}
