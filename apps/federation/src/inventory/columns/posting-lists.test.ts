import { expect, test } from 'vitest';
import { createBitSet, placesOf } from './bit-set.ts';
import { createPostingLists, type PostingLists } from './posting-lists.ts';

function slotsOf(lists: PostingLists, list: number, limit: number): number[] {
  const bits = createBitSet(limit);
  lists.mark(list, bits);
  return placesOf(bits, () => true);
}

test('lists of any length give back what was added, also across the pages of their pool', () => {
  const lists = createPostingLists(4);
  const expected = Array.from({ length: 4 }, () => new Set<number>());
  const limit = 8_000_000;
  let slot = 0;
  for (let n = 0; n < 600_000; n += 1) {
    // Of small and of large distances, and now and then back to a slot below.
    slot = n % 1000 === 999 ? n % 50 : slot + (n % 3 === 0 ? 7000 : 1);
    const list = n % 3;
    lists.add(list, slot);
    expected[list]?.add(slot);
  }
  for (const [list, slots] of expected.entries()) {
    const own = slotsOf(lists, list, limit);
    expect(own.length).toBe(slots.size);
    expect(own.every((one) => slots.has(one))).toBe(true);
  }
});

test('a list that has many of all slots gives back what was added before and after it became a set of bits', () => {
  const lists = createPostingLists(3);
  const limit = 40_000;
  const expected: number[][] = [[], [], []];
  for (let slot = 0; slot < limit; slot += 1) {
    // The second one is dense among the first slots alone; its links are taken by the third.
    for (const list of [0, ...(slot < 5000 ? [1] : []), ...(slot % 40 === 0 ? [2] : [])]) {
      lists.add(list, slot);
      expected[list]?.push(slot);
    }
  }
  for (const [list, slots] of expected.entries())
    expect(slotsOf(lists, list, limit)).toEqual(slots);
  expect(slotsOf(lists, 0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, ...rest(10, 32)]);
});

/** Bits are made in words of 32. */
const rest = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

test('a slot that was added last is not added again', () => {
  const lists = createPostingLists(2);
  for (const slot of [0, 0, 5, 5, 3, 3, 5]) lists.add(1, slot);
  expect(lists.length(1)).toBe(4);
  expect(slotsOf(lists, 1, 10)).toEqual([0, 3, 5]);
  expect(slotsOf(lists, 0, 10)).toEqual([]);
});
