import { expect, test } from 'vitest';
import { backOff, MONITOR_TIMINGS, pollPause } from './monitor-timings.ts';

const middle = (): number => 0.5;
const wait = (inARow: number, isUnauthorized = false, retryAfterSeconds?: number): number =>
  backOff(MONITOR_TIMINGS, { inARow, isUnauthorized, retryAfterSeconds }, middle) / 1_000;

test('after a first failure a cluster is polled again soon, then ever later, up to three minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 60].map((inARow) => wait(inARow))).toEqual([
    1, 10, 20, 40, 80, 160, 180, 180,
  ]);
});

test('a cluster that lets nobody in is asked at least every minute', () => {
  expect([1, 2, 3, 4, 5, 60].map((inARow) => wait(inARow, true))).toEqual([1, 10, 20, 40, 60, 60]);
});

test('Retry-After is honoured within reason', () => {
  expect(wait(1, false, 7)).toBe(7);
  expect(wait(3, false, 7)).toBe(20);
  expect(wait(1, false, 86_400)).toBe(180);
});

test('chance spreads the waits by a fifth to both sides', () => {
  const failure = { inARow: 2, isUnauthorized: false, retryAfterSeconds: undefined };
  expect(backOff(MONITOR_TIMINGS, failure, () => 0)).toBe(8_000);
  expect(backOff(MONITOR_TIMINGS, failure, () => 1)).toBe(12_000);
  expect(pollPause(MONITOR_TIMINGS, () => 0)).toBe(8_000);
  expect(pollPause(MONITOR_TIMINGS, () => 1)).toBe(12_000);
});
