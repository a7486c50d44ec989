import { expect, test } from 'vitest';
import { shareAnswer } from './shared-answer.ts';

test('concurrent calls, and calls while the answer is fresh, share one read', async () => {
  let now = 0;
  let asked = 0;
  const ask = shareAnswer({
    ask: async () => ++asked,
    freshMs: () => 1000,
    now: () => now,
  });
  expect(await Promise.all(Array.from({ length: 100 }, () => ask()))).toEqual(
    Array.from({ length: 100 }, () => 1),
  );
  now = 999;
  expect(await ask()).toBe(1);
  now = 1000;
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
});

test('an answer determines itself how long it is fresh', async () => {
  let now = 0;
  let asked = 0;
  const ask = shareAnswer({
    ask: async () => (++asked === 1 ? 'bad' : 'good'),
    freshMs: (answer) => (answer === 'good' ? 1000 : 10),
    now: () => now,
  });
  expect(await ask()).toBe('bad');
  now = 10;
  expect(await ask()).toBe('good');
  now = 1000;
  expect(await ask()).toBe('good');
});

test('an error is thrown to all waiting calls, and the next call reads again', async () => {
  let isBroken = true;
  const ask = shareAnswer({
    ask: async () => {
      if (isBroken) throw new Error('broken');
      return 'good';
    },
    freshMs: () => 1000,
  });
  const waiting = await Promise.allSettled([ask(), ask()]);
  expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isBroken = false;
  expect(await ask()).toBe('good');
});
