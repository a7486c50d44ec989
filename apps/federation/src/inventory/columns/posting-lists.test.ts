import { expect, test } from 'vitest';
import { createPostingLists } from './posting-lists.ts';

test('lists of any length give back what was added, in its order, also across the pages of their pool', () => {
  const lists = createPostingLists(4);
  const expected: number[][] = [[], [], [], []];
  let slot = 0;
  for (let n = 0; n < 600_000; n += 1) {
    // Of small and of large distances, and now and then back to a slot below.
    slot = n % 1000 === 999 ? n % 50 : slot + (n % 3 === 0 ? 70_000 : 1);
    const list = n % 3;
    lists.add(list, slot);
    expected[list]?.push(slot);
  }
  for (const [list, slots] of expected.entries()) {
    expect(lists.length(list)).toBe(slots.length);
    expect(Buffer.from(lists.slots(list).slice().buffer).equals(bytesOf(slots))).toBe(true);
  }
});

const bytesOf = (slots: readonly number[]): Buffer => Buffer.from(Uint32Array.from(slots).buffer);

test('a slot that was added last is not added again', () => {
  const lists = createPostingLists(2);
  for (const slot of [0, 0, 5, 5, 3, 3, 5]) lists.add(1, slot);
  expect([...lists.slots(1)]).toEqual([0, 5, 3, 5]);
  expect([...lists.slots(0)]).toEqual([]);
});
