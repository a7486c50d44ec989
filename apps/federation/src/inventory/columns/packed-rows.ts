import { growingIntegers, NO_VALUES, SEGMENT_MASK, SEGMENT_SHIFT } from './growing-array.ts';

/** Rows of a block: so few that a change of one moves little, so many that blocks cost nothing. */
const BLOCK_ROWS = 1024;
const SHIFT = 10;
const MASK = BLOCK_ROWS - 1;

/**
 * Rows of different lengths, by slot, in blocks of bytes: only one block is ever moved for a row. A row costs its bytes, 4 for
 * its end, and up to an eighth for room to grow.
 */
export interface PackedRows {
  /** The bytes that have the row from `startOf` to `endOf`; not kept over a write. */
  bytesOf(slot: number): Uint8Array;
  startOf(slot: number): number;
  endOf(slot: number): number;
  /** Replaces the row by the first bytes of the source: moves what the block has after it. */
  write(slot: number, source: Uint8Array, length: number): void;
  copy(from: number, to: number): void;
  /** Whether the row is the very same. */
  isSame(slot: number, source: Uint8Array, length: number): boolean;
}

const NO_BYTES = new Uint8Array();

export function createPackedRows(): PackedRows {
  const blocks: Uint8Array[] = [];
  /** So many rows of each block, from the first on, have an end: those after the last one that was written have none. */
  const used: number[] = [];
  /** Where each row ends in its block; it begins where the one before ends. */
  const ends = growingIntegers();

  const startOf = (slot: number): number => ((slot & MASK) === 0 ? 0 : ends.at(slot - 1));
  const endOf = (slot: number): number => ends.at(slot);

  /** Gives the row an end. */
  function reach(slot: number): void {
    const at = slot >>> SHIFT;
    while (blocks.length <= at) {
      blocks.push(NO_BYTES);
      used.push(0);
      ends.reach(blocks.length * BLOCK_ROWS);
    }
    const first = at * BLOCK_ROWS;
    for (let next = first + (used[at] ?? 0); next <= slot; next += 1) {
      ends.set(next, startOf(next));
      used[at] = next - first + 1;
    }
  }

  /** Makes a row of a block longer, or shorter. */
  function resize(slot: number, more: number): void {
    const at = slot >>> SHIFT;
    const last = at * BLOCK_ROWS + (used[at] ?? 0) - 1;
    const bytes = blocks[at] ?? NO_BYTES;
    const end = endOf(slot);
    const total = endOf(last);
    const needed = total + more;
    if (needed > bytes.length || needed < bytes.length >>> 1) {
      const moved = new Uint8Array(needed + (needed >>> 3));
      moved.set(bytes.subarray(0, Math.min(end, end + more)));
      moved.set(bytes.subarray(end, total), end + more);
      blocks[at] = moved;
    } else bytes.copyWithin(end + more, end, total);
    // A block is in one segment.
    const segment = ends.segments[slot >>> SEGMENT_SHIFT] ?? NO_VALUES;
    for (let i = slot & SEGMENT_MASK; i <= (last & SEGMENT_MASK); i += 1) {
      segment[i] = (segment[i] ?? 0) + more;
    }
  }

  const rows: PackedRows = {
    bytesOf: (slot) => blocks[slot >>> SHIFT] ?? NO_BYTES,
    startOf,
    endOf,
    write(slot, source, length) {
      reach(slot);
      const start = startOf(slot);
      const more = length - (endOf(slot) - start);
      if (more !== 0) resize(slot, more);
      rows.bytesOf(slot).set(source.subarray(0, length), start);
    },
    copy(from, to) {
      // A copy of its own: the write may move the block that has it.
      const row = rows.bytesOf(from).slice(startOf(from), endOf(from));
      rows.write(to, row, row.length);
    },
    isSame(slot, source, length) {
      const start = startOf(slot);
      if (endOf(slot) - start !== length) return false;
      const bytes = rows.bytesOf(slot);
      for (let i = 0; i < length; i += 1) if (bytes[start + i] !== source[i]) return false;
      return true;
    },
  };
  return rows;
}
