import { expect, test } from 'vitest';
import { unreadableWords } from './unreadable-words.ts';

test.each([
  ['volumes', 3, '3 volumes that north reports are not readable and are left out'],
  ['policies', 1, '1 QoS policy that north reports is not readable and is left out'],
] as const)('%s that cannot be read are counted: %i', (list, rows, words) => {
  expect(unreadableWords('north', { list, rows, firstFault: '' })).toBe(words);
});
