import { createBitSet, unite, type BitSet } from './bit-set.ts';
import { growingIntegers } from './growing-array.ts';
import { createSlotSet, type SlotSet } from './slot-set.ts';

/** Bytes of a link. */
const LINK_BYTES = 64;
/** Links of a page: a pool that grows by copying itself would hold the event loop. */
const PAGE_LINKS = 16_384;
const PAGE_SHIFT = 20;
const PAGE_MASK = PAGE_LINKS * LINK_BYTES - 1;
const NEVER = 0xffff_ffff;
const NO_BYTES = new Uint8Array();
/** Of each list: its first link, where it is written on, the newest slot, and how many slots were added. */
const FIRST = 0;
const TAIL = 1;
const NEWEST = 2;
const LENGTH = 3;
const FACTS = 4;

/** A list that has more than this part of all slots takes less room as one bit for each. */
const DENSE_PART = 8;
/** Shorter ones stay lists: they may get rarer among more slots. */
const DENSE_MIN = 4096;

/**
 * A fixed number of lists of slots that only grow. A list has the distances from one slot to the next, a byte or two a slot, in
 * links of one pool, so that none is ever copied; one that has many of all slots becomes a set of bits.
 */
export interface PostingLists {
  /** Adds a slot to a list. In any order, but ascending ones take less room. */
  add(list: number, slot: number): void;
  /** How many slots were added, some maybe more than once. */
  length(list: number): number;
  /** Marks the slots of a list, as far as the bits reach: 3 ns each, or a few microseconds for a million bits. */
  mark(list: number, bits: BitSet): void;
}

export function createPostingLists(lists: number): PostingLists {
  const facts = new Uint32Array(lists * FACTS);
  for (let list = 0; list < lists; list += 1) facts[list * FACTS + NEWEST] = NEVER;
  const dense = new Map<number, SlotSet>();
  const pages: Uint8Array[] = [];
  const nextLink = growingIntegers();
  const free: number[] = [];
  let links = 0;
  /** Every slot is below it. */
  let limit = 0;

  function takeLink(): number {
    const reused = free.pop();
    if (reused !== undefined) return reused;
    if (links % PAGE_LINKS === 0) pages.push(new Uint8Array(PAGE_LINKS * LINK_BYTES));
    links += 1;
    nextLink.reach(links);
    return links - 1;
  }

  /** Writes a byte at the tail; a tail at the beginning of a link is at the end of the one before. */
  function write(at: number, byte: number): void {
    let tail = facts[at + TAIL] ?? 0;
    if (tail === 0) {
      const link = takeLink();
      facts[at + FIRST] = link;
      tail = link * LINK_BYTES;
    } else if (tail % LINK_BYTES === 0) {
      const link = takeLink();
      nextLink.set(tail / LINK_BYTES - 1, link);
      tail = link * LINK_BYTES;
    }
    const page = pages[tail >>> PAGE_SHIFT];
    if (page !== undefined) page[tail & PAGE_MASK] = byte;
    facts[at + TAIL] = tail + 1;
  }

  function writeInteger(at: number, value: number): void {
    let rest = value;
    for (; rest >= 128; rest >>>= 7) write(at, (rest & 127) | 128);
    write(at, rest);
  }

  /** Marks the slots that a list has in its links, and visits these. */
  function markLinks(at: number, bits: BitSet, visit?: (link: number) => void): void {
    const count = facts[at + LENGTH] ?? 0;
    let link = facts[at + FIRST] ?? 0;
    let slot = 0;
    let value = 0;
    let shift = 0;
    let isWhole = false;
    for (let done = 0; done < count;) {
      const bytes = pages[Math.floor(link / PAGE_LINKS)] ?? NO_BYTES;
      const from = (link % PAGE_LINKS) * LINK_BYTES;
      for (let i = from; i < from + LINK_BYTES && done < count; i += 1) {
        const byte = bytes[i] ?? 0;
        value |= (byte & 127) << shift;
        shift += 7;
        if (byte > 127) continue;
        if (value === 0 && !isWhole) isWhole = true;
        else {
          slot = isWhole ? value : slot + value;
          isWhole = false;
          bits[slot >>> 5] = (bits[slot >>> 5] ?? 0) | (1 << (slot & 31));
          done += 1;
        }
        value = 0;
        shift = 0;
      }
      const next = nextLink.at(link);
      visit?.(link);
      link = next;
    }
  }

  function makeDense(list: number): void {
    const bits = createBitSet(limit);
    markLinks(list * FACTS, bits, (link) => free.push(link));
    dense.set(list, createSlotSet(bits));
  }

  return {
    add(list, slot) {
      const at = list * FACTS;
      const newest = facts[at + NEWEST] ?? NEVER;
      if (newest === slot) return;
      const length = (facts[at + LENGTH] ?? 0) + 1;
      facts[at + NEWEST] = slot;
      facts[at + LENGTH] = length;
      limit = Math.max(limit, slot + 1);
      const slots = length > DENSE_MIN ? dense.get(list) : undefined;
      if (slots !== undefined) return slots.add(slot);
      if (newest !== NEVER && slot > newest) writeInteger(at, slot - newest);
      else {
        // One below the newest: nought, then the slot itself.
        write(at, 0);
        writeInteger(at, slot);
      }
      if (length >= DENSE_MIN && length * DENSE_PART > limit) makeDense(list);
    },
    length: (list) => facts[list * FACTS + LENGTH] ?? 0,
    mark(list, bits) {
      const slots = dense.get(list);
      if (slots !== undefined) return unite(bits, slots.bits());
      markLinks(list * FACTS, bits);
    },
  };
}
