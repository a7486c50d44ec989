import { growingIntegers } from './growing-array.ts';

/** Bytes of a link. */
const LINK_BYTES = 64;
/** Links of a page: a pool that grows by copying itself would hold the event loop. */
const PAGE_LINKS = 16_384;
const PAGE_SHIFT = 20;
const PAGE_MASK = PAGE_LINKS * LINK_BYTES - 1;
const NEVER = 0xffff_ffff;
const NO_BYTES = new Uint8Array();
/** Of each list: its first link, where it is written on, the newest slot, and how many slots it has. */
const FIRST = 0;
const TAIL = 1;
const NEWEST = 2;
const LENGTH = 3;
const FACTS = 4;

/**
 * A fixed number of lists of slots that only grow, each as the distances from one slot to the next: a byte or two a slot, in
 * links of one pool, so that no list is ever copied.
 */
export interface PostingLists {
  /** Adds a slot to a list, unless it is the one that was added last. In any order, but ascending ones take less room. */
  add(list: number, slot: number): void;
  length(list: number): number;
  /** The slots of a list, in the order in which they were added: 3 ns each. Not kept over another call. */
  slots(list: number): Uint32Array;
}

export function createPostingLists(lists: number): PostingLists {
  const facts = new Uint32Array(lists * FACTS);
  for (let list = 0; list < lists; list += 1) facts[list * FACTS + NEWEST] = NEVER;
  const pages: Uint8Array[] = [];
  const nextLink = growingIntegers();
  const read = growingIntegers();
  let links = 0;

  function takeLink(): number {
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
      nextLink.values[tail / LINK_BYTES - 1] = link;
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

  return {
    add(list, slot) {
      const at = list * FACTS;
      const newest = facts[at + NEWEST] ?? NEVER;
      if (newest === slot) return;
      facts[at + NEWEST] = slot;
      facts[at + LENGTH] = (facts[at + LENGTH] ?? 0) + 1;
      if (newest !== NEVER && slot > newest) return writeInteger(at, slot - newest);
      // One below the newest: nought, then the slot itself.
      write(at, 0);
      writeInteger(at, slot);
    },
    length: (list) => facts[list * FACTS + LENGTH] ?? 0,
    slots(list) {
      const at = list * FACTS;
      const count = facts[at + LENGTH] ?? 0;
      read.reach(count);
      const slots = read.values;
      let link = facts[at + FIRST] ?? 0;
      let slot = 0;
      let value = 0;
      let bits = 0;
      let isWhole = false;
      for (let done = 0; done < count;) {
        const bytes = pages[Math.floor(link / PAGE_LINKS)] ?? NO_BYTES;
        const from = (link % PAGE_LINKS) * LINK_BYTES;
        for (let i = from; i < from + LINK_BYTES && done < count; i += 1) {
          const byte = bytes[i] ?? 0;
          value |= (byte & 127) << bits;
          bits += 7;
          if (byte > 127) continue;
          if (value === 0 && !isWhole) isWhole = true;
          else {
            slot = isWhole ? value : slot + value;
            isWhole = false;
            slots[done] = slot;
            done += 1;
          }
          value = 0;
          bits = 0;
        }
        link = nextLink.values[link] ?? 0;
      }
      return slots.subarray(0, count);
    },
  };
}
