import { expect, test } from 'vitest';
import { decideReconcile } from './decide-reconcile.ts';

test('a workflow whose job will be run is left alone', () => {
  expect(decideReconcile({ kind: 'live' })).toEqual({ kind: 'leave' });
});

test('a workflow whose job is lost gets a new one', () => {
  expect(decideReconcile({ kind: 'lost' })).toEqual({ kind: 'resend' });
});

test.each([
  [101, 'process ended', 'after 101 attempts; in the last one, the process that ran it ended'],
  [
    101,
    'heartbeat lost',
    'after 101 attempts; in the last one, the process that ran it stopped responding',
  ],
  [2, 'timed out', 'after 2 attempts; in the last one, it took too long'],
  [1, 'unexplained', 'after 1 attempt; in the last one, something went wrong in the federation'],
] as const)(
  'a workflow is abandoned after %i attempts, the last one %s',
  (attempts, end, words) => {
    expect(decideReconcile({ kind: 'abandoned', attempts, end })).toEqual({
      kind: 'abandon',
      failure: {
        failure: { kind: 'unexplained' },
        reason: `abandoned ${words}`,
        isTransient: false,
      },
    });
  },
);
