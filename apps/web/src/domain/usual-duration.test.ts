import { expect, it } from 'vitest';
import { isUnusual } from './usual-duration.tsx';

it.each([
  [10_000, undefined, false],
  [79_000, 40, false],
  [81_000, 40, true],
  // Twice as long, and still a moment.
  [4000, 1, false],
  [7000, 1, true],
])('%i ms where %s s are usual: unusual is %s', (milliseconds, usual, expected) => {
  expect(isUnusual(milliseconds, usual)).toBe(expected);
});
