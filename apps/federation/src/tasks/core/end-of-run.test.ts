import { describe, expect, it } from 'vitest';
import { endOfRun, percentOf, type ItemCounts } from './end-of-run.ts';

const counts = (some: Partial<ItemCounts>): ItemCounts => ({
  total: 10,
  running: 0,
  following: 0,
  done: 0,
  failed: 0,
  canceled: 0,
  skipped: 0,
  ...some,
});

describe('how a run leaves its task', () => {
  it.each([
    ['with all done', { done: 10 }, null, 'COMPLETED'],
    ['with those done that could be', { done: 4, skipped: 6 }, null, 'COMPLETED'],
    ['with one that has failed', { done: 9, failed: 1 }, null, 'FAILED'],
    ['with some that were canceled', { done: 2, failed: 1, canceled: 7 }, 'cancel', 'CANCELED'],
    ['paused, with some that wait', { done: 3 }, 'pause', 'PAUSED'],
    ['not paused when nothing is left to do', { done: 10 }, 'pause', 'COMPLETED'],
  ] as const)('is %s', (_, some, asked, end) => expect(endOfRun(counts(some), asked)).toBe(end));

  it.each([
    ['some wait', { done: 9 }, null],
    ['one is under way', { done: 9, running: 1 }, 'pause'],
    ['a cluster is at one', { done: 9, following: 1 }, 'cancel'],
  ] as const)('is not said while %s', (_, some, asked) =>
    expect(endOfRun(counts(some), asked)).toBeUndefined(),
  );
});

describe('its percentage', () => {
  it('is of what can be done', () =>
    expect(percentOf(counts({ done: 2, skipped: 6 }), false)).toBe(50));
  it('is 100 at the end alone', () => {
    expect(percentOf(counts({ done: 10 }), false)).toBe(99);
    expect(percentOf(counts({ skipped: 10 }), false)).toBe(0);
    expect(percentOf(counts({ failed: 10 }), true)).toBe(100);
  });
});
