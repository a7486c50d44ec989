import type { ApiError } from '@asterism/api-types/client/api-error';
import { err, ok } from '@asterism/api-types/common/result';
import { expect, test } from 'vitest';
import { settleWrite, type WriteFinding } from './settle-write.ts';

const TIMINGS = { within: 200, each: 100, first: 1, most: 5, settled: 20 };
const LOST: ApiError = { kind: 'network', status: 0, code: 0, message: 'gone', requestId: 'r-1' };

/** Settles a write that fails so, whose looks find one thing after the other; the last one again and again. */
async function settled(error: ApiError, ...findings: readonly WriteFinding<string>[]) {
  const steps: string[] = [];
  const rest = [...findings];
  const result = await settleWrite(
    {
      async send() {
        steps.push('sent');
        return err(error);
      },
      async look() {
        const finding = (rest.length > 1 ? rest.shift() : rest[0]) ?? { kind: 'open' as const };
        if (steps.at(-1) !== finding.kind) steps.push(finding.kind);
        return finding;
      },
      onChecking: () => steps.push('checking'),
    },
    TIMINGS,
  );
  return { result, steps };
}

test('a write that was carried out ends as if its answer had come, and is sent once', async () => {
  const { result, steps } = await settled(
    LOST,
    { kind: 'open' },
    { kind: 'done', value: 'volume' },
  );
  expect(result).toEqual(ok('volume'));
  expect(steps).toEqual(['sent', 'checking', 'open', 'done']);
});

test('one that was not is said to have changed nothing, once that has held for a while', async () => {
  const { result, steps } = await settled(LOST, { kind: 'not-done' });
  expect(result).toMatchObject({ error: { info: { reason: 'NOT_APPLIED' }, requestId: 'r-1' } });
  expect(steps).toEqual(['sent', 'checking', 'not-done']);
});

test('one that shows late is not said to have changed nothing', async () => {
  const { result } = await settled(LOST, { kind: 'not-done' }, { kind: 'done', value: 'late' });
  expect(result).toEqual(ok('late'));
});

test('what cannot be found out in time is said to be not known', async () => {
  const { result } = await settled(LOST, { kind: 'open' });
  expect(result).toMatchObject({ error: { info: { reason: 'OUTCOME_UNKNOWN' } } });
});

test.each([
  { kind: 'answer', status: 409, code: 6, message: 'taken' },
  { kind: 'answer', status: 503, code: 14, message: 'busy' },
  {
    kind: 'answer',
    status: 502,
    code: 13,
    message: 'x',
    info: { reason: 'NOT_APPLIED', metadata: {} },
  },
] satisfies ApiError[])(
  'an answer that says what became of it is not looked into: %j',
  async (error) => {
    const { result, steps } = await settled(error, { kind: 'done', value: 'wrong' });
    expect(result).toEqual(err(error));
    expect(steps).toEqual(['sent']);
  },
);

test.each([
  {
    kind: 'answer',
    status: 504,
    code: 4,
    message: 'x',
    info: { reason: 'OUTCOME_UNKNOWN', metadata: {} },
  },
  { kind: 'answer', status: 500, code: 13, message: 'oh' },
  { kind: 'answer', status: 502, code: 0, message: 'a page of a proxy' },
  { kind: 'timeout', status: 0, code: 0, message: 'late' },
  { kind: 'malformed', status: 200, code: 0, message: 'nonsense' },
] satisfies ApiError[])('an answer that leaves it open is looked into: %j', async (error) => {
  const { result } = await settled(error, { kind: 'done', value: 'volume' });
  expect(result).toEqual(ok('volume'));
});
