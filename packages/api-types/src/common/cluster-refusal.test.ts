import { expect, test } from 'vitest';
import { describeClockOffset } from './cluster-refusal.ts';

test.each([
  [-184, '3 min 4 s behind'],
  [184, '3 min 4 s ahead'],
  [59, '59 s ahead'],
  [-60, '1 min 0 s behind'],
  [3600, '1 h 0 min ahead'],
  [-(47 * 3600 + 59 * 60), '47 h 59 min behind'],
  [400 * 86_400 + 3600, '400 days 1 h ahead'],
])('a clock that differs by %i s is %s', (seconds, words) => {
  expect(describeClockOffset(seconds)).toBe(words);
});
