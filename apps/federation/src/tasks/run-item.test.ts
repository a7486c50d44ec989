import { expect, test } from 'vitest';
import { RESERVED_MS } from '../store/name-reservations.ts';
import { REPEAT_DELAYS } from './run-item.ts';

test('what an earlier run has begun is tried for longer than that one keeps a name reserved', () => {
  const tried = REPEAT_DELAYS.reduce((sum, delay) => sum + delay, 0);
  expect(tried).toBeGreaterThan(RESERVED_MS);
});
