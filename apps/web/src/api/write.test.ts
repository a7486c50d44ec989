import type { ApiError } from '@asterism/api-types/client/api-error';
import { err } from '@asterism/api-types/common/result';
import { describe, expect, it } from 'vitest';
import { sendConditionalWrite, sendWrite, type WriteFinding } from './write.ts';

const TIMINGS = { within: 200, each: 100, first: 1, most: 5, settled: 20 };
const LOST: ApiError = { kind: 'network', status: 0, code: 0, message: 'gone', requestId: 'r-1' };

/** Sends a write that fails so; reading then finds one thing after the other, the last one again and again. */
async function sent(error: ApiError, ...findings: readonly WriteFinding<string>[]) {
  const steps: string[] = [];
  const rest = [...findings];
  const outcome = await sendWrite(
    {
      async send() {
        steps.push('sent');
        return err(error);
      },
      async find() {
        const finding = (rest.length > 1 ? rest.shift() : rest[0]) ?? { kind: 'open' as const };
        if (steps.at(-1) !== finding.kind) steps.push(finding.kind);
        return finding;
      },
      onChecking: () => steps.push('checking'),
    },
    TIMINGS,
  );
  return { outcome, steps };
}

const DONE = { kind: 'done', value: 'volume' } as const;

describe('a write whose answer is lost', () => {
  it('is done when reading shows its work, and is sent once', async () => {
    const { outcome, steps } = await sent(LOST, { kind: 'open' }, DONE);
    expect(outcome).toEqual(DONE);
    expect(steps).toEqual(['sent', 'checking', 'open', 'done']);
  });

  it('is not applied once reading has shown nothing of it for a while', async () => {
    const { outcome, steps } = await sent(LOST, { kind: 'not-done' });
    expect(outcome).toMatchObject({
      kind: 'notApplied',
      error: { info: { reason: 'NOT_APPLIED' }, requestId: 'r-1' },
    });
    expect(steps).toEqual(['sent', 'checking', 'not-done']);
  });

  it('is done when its work shows late', async () => {
    const { outcome } = await sent(LOST, { kind: 'not-done' }, { kind: 'done', value: 'late' });
    expect(outcome).toEqual({ kind: 'done', value: 'late' });
  });

  it('is unknown when reading does not show in time what became of it', async () => {
    const { outcome } = await sent(LOST, { kind: 'open' });
    expect(outcome).toMatchObject({
      kind: 'unknown',
      error: { info: { reason: 'OUTCOME_UNKNOWN' } },
    });
  });

  it('is refused when reading shows what is in its way', async () => {
    const taken: ApiError = { kind: 'answer', status: 409, code: 6, message: 'taken' };
    const { outcome } = await sent(LOST, { kind: 'refused', error: taken });
    expect(outcome).toEqual({ kind: 'refused', error: taken });
  });

  it('is unknown at once, with the error as it came, when nothing can be read', async () => {
    const outcome = await sendWrite({ send: async () => err(LOST), onChecking: () => undefined });
    expect(outcome).toEqual({ kind: 'unknown', error: LOST });
  });
});

describe('a write whose answer says what became of it', () => {
  it.each([
    ['refused', { kind: 'answer', status: 409, code: 6, message: 'taken' }],
    ['refused', { kind: 'answer', status: 503, code: 14, message: 'busy' }],
    ['refused', { kind: 'answer', status: 412, code: 9, message: 'changed' }],
    ['notFound', { kind: 'answer', status: 404, code: 5, message: 'gone' }],
    [
      'notApplied',
      {
        kind: 'answer',
        status: 502,
        code: 13,
        message: 'x',
        info: { reason: 'NOT_APPLIED', metadata: {} },
      },
    ],
  ] satisfies [string, ApiError][])('is %s, and nothing is read: %j', async (kind, error) => {
    const { outcome, steps } = await sent(error, { kind: 'done', value: 'wrong' });
    expect(outcome).toEqual({ kind, error });
    expect(steps).toEqual(['sent']);
  });

  it.each([
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
  ] satisfies ApiError[])('is not one whose answer leaves it open: %j', async (error) => {
    const { outcome } = await sent(error, DONE);
    expect(outcome).toEqual(DONE);
  });
});

describe('a write that is meant for one ETag', () => {
  const refused = (status: number, code: number) =>
    sendConditionalWrite({
      send: async () => err({ kind: 'answer', status, code, message: 'no' }),
      onChecking: () => undefined,
    });

  it('meets a conflict when there is another version', async () => {
    expect(await refused(412, 9)).toMatchObject({ kind: 'conflict', error: { status: 412 } });
    expect(await refused(400, 9)).toMatchObject({ kind: 'conflict', error: { status: 400 } });
  });

  it('is refused when it is about something else', async () => {
    expect(await refused(400, 3)).toMatchObject({ kind: 'refused' });
  });
});
