import { expect, test } from 'vitest';
import { unreadableWords } from './unreadable-words.ts';

test.each([
  ['volumes', 3, '3 volumes reported by north could not be read and are not shown'],
  ['policies', 1, '1 QoS policy reported by north could not be read and is not shown'],
] as const)('%s that cannot be read are counted: %i', (list, rows, words) => {
  expect(unreadableWords('north', { list, rows, firstFault: '' })).toBe(words);
});
