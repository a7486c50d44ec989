import { expect, test } from 'vitest';
import { growingDoubles, growingIntegers } from './growing-array.ts';

test('a column keeps its values as it grows, and copies none but those of its first segment', () => {
  for (const column of [growingIntegers(), growingDoubles()]) {
    column.reach(200_000);
    const before = [...column.segments];
    for (let index = 0; index < 200_000; index += 1) column.set(index, index * 7);
    column.reach(2_000_000);
    expect(column.segments.slice(0, before.length)).toEqual(before);
    for (const [at, segment] of before.entries()) expect(column.segments[at]).toBe(segment);
    for (let index = 0; index < 200_000; index += 1) {
      if (column.at(index) !== index * 7) throw new Error(`another value at ${index}`);
    }
    expect(column.at(1_999_999)).toBe(0);
  }
});

test('a column of few values grows in steps and keeps them', () => {
  const column = growingIntegers();
  for (let index = 0; index < 70_000; index += 1) {
    column.reach(index + 1);
    column.set(index, index + 1);
  }
  expect([0, 255, 256, 65_535, 65_536, 69_999].map((index) => column.at(index))).toEqual([
    1, 256, 257, 65_536, 65_537, 70_000,
  ]);
});
