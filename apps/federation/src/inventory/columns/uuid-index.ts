import { growingIntegers } from './growing-array.ts';
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
  readonly words: { readonly values: Uint32Array };
  /** Notes the UUID of a row, in lower case, without linking it. */
  write(slot: number, uuid: string): void;
  copy(from: number, to: number): void;
  text(slot: number): string;
  /** The order of the UUIDs of two rows. */
  readonly compare: (a: number, b: number) => number;
  /** From now on the row is found by its UUID, which no other linked row has. */
  link(slot: number): void;
  unlink(slot: number): void;
  /** The row of a UUID in lower case, or {@link NONE}. */
  find(uuid: string): number;
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
  const hashOfSlot = (slot: number): number => hashOf(words.values, slot * UUID_WORDS);
  const shardOf = (hash: number): Shard =>
    shards[hash & (SHARDS - 1)] ?? { table: sought, used: 0 };
  const homeIn = (table: Uint32Array, hash: number): number => (hash >>> 8) & (table.length - 1);

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
      if (!readUuid(uuid, words.values, slot * UUID_WORDS)) throw new Error(`no UUID: ${uuid}`);
    },
    copy(from, to) {
      words.reach((to + 1) * UUID_WORDS);
      words.values.copyWithin(to * UUID_WORDS, from * UUID_WORDS, (from + 1) * UUID_WORDS);
    },
    text: (slot) => uuidText(words.values, slot * UUID_WORDS),
    compare(a, b) {
      const { values } = words;
      for (let i = 0; i < UUID_WORDS; i += 1) {
        const order = (values[a * UUID_WORDS + i] ?? 0) - (values[b * UUID_WORDS + i] ?? 0);
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
    find(uuid) {
      if (!readUuid(uuid, sought)) return NONE;
      const hash = hashOf(sought, 0);
      const { table } = shardOf(hash);
      for (let at = homeIn(table, hash); table[at] !== 0; at = (at + 1) & (table.length - 1)) {
        const slot = (table[at] ?? 0) - 1;
        let i = 0;
        while (i < UUID_WORDS && words.values[slot * UUID_WORDS + i] === sought[i]) i += 1;
        if (i === UUID_WORDS) return slot;
      }
      return NONE;
    },
  };
}
