import {
  growingIntegers,
  NO_VALUES,
  type GrowingArray,
  SEGMENT_MASK,
  SEGMENT_SHIFT,
} from './growing-array.ts';
import { readUuid, UUID_WORDS, uuidText } from './uuid-words.ts';

/** No row. */
export const NONE = -1;

/** Of its own size each, so that no growth moves more than a few thousand entries. */
const SHARDS = 256;
const FIRST_CAPACITY = 8;

/** Slots plus one, by hash; 0 where there is none. */
interface Shard {
  table: Uint32Array;
  used: number;
}

/**
 * The UUIDs of rows, 16 bytes each, and which row has one: 6 to 12 bytes a row that is linked. Everything in constant time.
 */
export interface UuidIndex {
  /** Four for each slot. */
  readonly words: Pick<GrowingArray<Uint32Array>, 'segments'>;
  /** Notes the UUID of a row, in lower case, without linking it. */
  write(slot: number, uuid: string): void;
  text(slot: number): string;
  /** Visits the 16 bytes of the UUID of a row. */
  eachByte(slot: number, visit: (byte: number) => void): void;
  /** The order of the UUIDs of two rows. */
  readonly compare: (a: number, b: number) => number;
  /** From now on the row is found by its UUID, which no other linked row has. */
  link(slot: number): void;
  unlink(slot: number): void;
  /** The row of a UUID in lower case, or {@link NONE}. */
  find(uuid: string): number;
  /** Notes for a row the UUID that a row of another index has. */
  copy(slot: number, other: UuidIndex, from: number): void;
  /** The row that has the UUID of a row, linked or not, of this index or another; or {@link NONE}. */
  findLike(other: UuidIndex, from: number): number;
}

const mix = (hash: number): number => {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (half ^ (half >>> 13)) >>> 0;
};

export function createUuidIndex(): UuidIndex {
  const words = growingIntegers();
  const shards: Shard[] = Array.from({ length: SHARDS }, () => ({
    table: new Uint32Array(FIRST_CAPACITY),
    used: 0,
  }));
  const sought = new Uint32Array(UUID_WORDS);

  function hashOf(values: Uint32Array, from: number): number {
    let hash = 0x9e3779b9;
    for (let i = 0; i < UUID_WORDS; i += 1) {
      hash = Math.imul(hash ^ (values[from + i] ?? 0), 0x01000193);
      hash ^= hash >>> 15;
    }
    return mix(hash);
  }
  /** The words of a row are four of a segment, from `placeOf` on. */
  const segmentOf = (slot: number): Uint32Array =>
    words.segments[(slot * UUID_WORDS) >>> SEGMENT_SHIFT] ?? NO_VALUES;
  const placeOf = (slot: number): number => (slot * UUID_WORDS) & SEGMENT_MASK;
  const hashOfSlot = (slot: number): number => hashOf(segmentOf(slot), placeOf(slot));
  const shardOf = (hash: number): Shard =>
    shards[hash & (SHARDS - 1)] ?? { table: sought, used: 0 };
  const homeIn = (table: Uint32Array, hash: number): number => (hash >>> 8) & (table.length - 1);

  const wordsOf = (index: UuidIndex, slot: number): Uint32Array =>
    index.words.segments[(slot * UUID_WORDS) >>> SEGMENT_SHIFT] ?? NO_VALUES;

  function findWords(values: Uint32Array, from: number): number {
    const hash = hashOf(values, from);
    const { table } = shardOf(hash);
    for (let at = homeIn(table, hash); table[at] !== 0; at = (at + 1) & (table.length - 1)) {
      const slot = (table[at] ?? 0) - 1;
      const segment = segmentOf(slot);
      const place = placeOf(slot);
      let i = 0;
      while (i < UUID_WORDS && segment[place + i] === values[from + i]) i += 1;
      if (i === UUID_WORDS) return slot;
    }
    return NONE;
  }

  function put(table: Uint32Array, slot: number, hash: number): void {
    let at = homeIn(table, hash);
    while (table[at] !== 0) at = (at + 1) & (table.length - 1);
    table[at] = slot + 1;
  }

  function grow(shard: Shard): void {
    const { table } = shard;
    shard.table = new Uint32Array(table.length * 2);
    for (const entry of table) if (entry !== 0) put(shard.table, entry - 1, hashOfSlot(entry - 1));
  }

  /** Closes the gap at a place of the table: what follows must stay reachable from where it belongs. */
  function close(table: Uint32Array, gapAt: number): void {
    const mask = table.length - 1;
    let gap = gapAt;
    for (let at = (gap + 1) & mask; table[at] !== 0; at = (at + 1) & mask) {
      const home = homeIn(table, hashOfSlot((table[at] ?? 0) - 1));
      if (((at - home) & mask) < ((at - gap) & mask)) continue;
      table[gap] = table[at] ?? 0;
      gap = at;
    }
    table[gap] = 0;
  }

  return {
    words,
    write(slot, uuid) {
      words.reach((slot + 1) * UUID_WORDS);
      if (!readUuid(uuid, segmentOf(slot), placeOf(slot))) throw new Error(`no UUID: ${uuid}`);
    },
    text: (slot) => uuidText(segmentOf(slot), placeOf(slot)),
    eachByte(slot, visit) {
      const segment = segmentOf(slot);
      const from = placeOf(slot);
      for (let i = 0; i < UUID_WORDS; i += 1) {
        const word = segment[from + i] ?? 0;
        for (let shift = 24; shift >= 0; shift -= 8) visit((word >>> shift) & 255);
      }
    },
    compare(a, b) {
      const [one, other] = [segmentOf(a), segmentOf(b)];
      const [from, otherFrom] = [placeOf(a), placeOf(b)];
      for (let i = 0; i < UUID_WORDS; i += 1) {
        const order = (one[from + i] ?? 0) - (other[otherFrom + i] ?? 0);
        if (order !== 0) return order;
      }
      return 0;
    },
    link(slot) {
      const hash = hashOfSlot(slot);
      const shard = shardOf(hash);
      if ((shard.used + 1) * 4 > shard.table.length * 3) grow(shard);
      put(shard.table, slot, hash);
      shard.used += 1;
    },
    unlink(slot) {
      const hash = hashOfSlot(slot);
      const shard = shardOf(hash);
      const { table } = shard;
      let at = homeIn(table, hash);
      while (table[at] !== slot + 1) {
        if (table[at] === 0) throw new Error(`row ${slot} is not linked`);
        at = (at + 1) & (table.length - 1);
      }
      close(table, at);
      shard.used -= 1;
    },
    find: (uuid) => (readUuid(uuid, sought) ? findWords(sought, 0) : NONE),
    copy(slot, other, from) {
      words.reach((slot + 1) * UUID_WORDS);
      const segment = segmentOf(slot);
      const place = placeOf(slot);
      const others = wordsOf(other, from);
      for (let i = 0; i < UUID_WORDS; i += 1) segment[place + i] = others[placeOf(from) + i] ?? 0;
    },
    findLike: (other, from) => findWords(wordsOf(other, from), placeOf(from)),
  };
}
