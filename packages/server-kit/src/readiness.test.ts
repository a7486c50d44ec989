import { expect, test } from 'vitest';
import { createReadiness, type ReadyCondition } from './readiness.ts';

/** A condition that the test controls, with the number of its checks. */
function condition(otherwise: string) {
  const state = { holds: true, asked: 0 };
  const decided: ReadyCondition = {
    otherwise,
    holds: async () => {
      state.asked += 1;
      return state.holds;
    },
  };
  return { state, decided };
}

test('a server is ready when all conditions hold, and reports the first that does not', async () => {
  let now = 0;
  const [first, second] = [condition('no database'), condition('no federation')];
  const conditions = [first.decided, second.decided];
  const readiness = createReadiness({ conditions, freshMs: 1000, now: () => now });
  expect(await readiness.missing()).toBeUndefined();
  second.state.holds = false;
  now += 1000;
  expect((await readiness.missing())?.otherwise).toBe('no federation');
  first.state.holds = false;
  now += 1000;
  expect((await readiness.missing())?.otherwise).toBe('no database');
});

test('concurrent readiness requests check each condition once', async () => {
  const { state, decided } = condition('no database');
  const readiness = createReadiness({ conditions: [decided], now: () => 0 });
  await Promise.all(Array.from({ length: 1000 }, () => readiness.missing()));
  await readiness.missing();
  expect(state.asked).toBe(1);
});

test('a condition that throws or does not respond counts as failed, and is not checked again meanwhile', async () => {
  let now = 0;
  let asked = 0;
  const answer = Promise.withResolvers<boolean>();
  const neverAnswering: ReadyCondition = {
    otherwise: 'silent',
    holds: () => {
      asked += 1;
      return answer.promise;
    },
  };
  const readiness = createReadiness({
    conditions: [neverAnswering],
    timeoutMs: 10,
    freshMs: 1000,
    now: () => now,
  });
  expect((await readiness.missing())?.otherwise).toBe('silent');
  now += 1000;
  expect((await readiness.missing())?.otherwise).toBe('silent');
  expect(asked).toBe(1);
  answer.reject(new Error('broken'));
  now += 1000;
  expect((await readiness.missing())?.otherwise).toBe('silent');
});

test('a server that is about to close is not ready, at once', async () => {
  const readiness = createReadiness({ conditions: [condition('no database').decided] });
  expect(await readiness.missing()).toBeUndefined();
  readiness.drain();
  expect((await readiness.missing())?.otherwise).toBe('shutting down');
});
