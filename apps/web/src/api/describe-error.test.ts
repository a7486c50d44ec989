import type { ApiError } from '@asterism/api-types/client/api-error';
import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';

const answer = (status: number, message: string, extra: Partial<ApiError> = {}): ApiError => ({
  kind: 'answer',
  status,
  code: 0,
  message,
  ...extra,
});

describe('an error in words', () => {
  it('keeps what the server said and its request id', () => {
    expect(describeError(answer(409, 'volume db-01 is busy', { requestId: 'r-7' }))).toEqual({
      title: 'This isn’t possible right now',
      advice: 'volume db-01 is busy.',
      requestId: 'r-7',
      canRetry: true,
    });
  });

  it('says when to try again', () => {
    const { advice } = describeError(answer(503, 'cluster a is away.', { retryAfterSeconds: 12 }));
    expect(advice).toBe('cluster a is away. Try again in 12 s.');
    expect(describeError(answer(503, 'no', { retryAfterSeconds: 0 })).advice).toBe(
      'no. Try again in a moment.',
    );
  });

  it('does not offer to repeat what the server has judged', () => {
    expect(describeError(answer(403, 'no')).canRetry).toBe(false);
    expect(describeError(answer(400, 'no')).canRetry).toBe(false);
  });

  it('has words for a status that nobody documented', () => {
    expect(describeError(answer(418, 'teapot')).title).toBe('Something went wrong');
  });

  it('distinguishes an unreachable server from one that answers', () => {
    const error: ApiError = { kind: 'network', status: 0, code: 0, message: 'x' };
    expect(describeError(error)).toMatchObject({
      title: 'Asterism can’t be reached',
      canRetry: true,
    });
  });
});

it.each([
  ['NOT_APPLIED', 'Nothing was changed', true],
  ['OUTCOME_UNKNOWN', 'It’s unknown whether this was done', false],
] as const)(
  'says of a write that ended as %s what that means for who wants to try again',
  (reason, title, canRetry) => {
    const info = { reason, metadata: {} };
    const error = {
      kind: 'network',
      status: 0,
      code: 0,
      message: 'gone',
      requestId: 'r',
      info,
    } as const;
    expect(describeError(error)).toMatchObject({ title, canRetry, requestId: 'r' });
  },
);
