import type { ApiError } from '@asterism/api-types/client/api-error';
import { describe, expect, it } from 'vitest';
import { describeError, fieldOfError } from './describe-error.ts';

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
  });

  it('does not offer to repeat what the server has judged', () => {
    expect(describeError(answer(403, 'no')).canRetry).toBe(false);
    expect(describeError(answer(400, 'no')).canRetry).toBe(false);
  });

  it('has words for a status that nobody documented', () => {
    expect(describeError(answer(418, 'teapot')).title).toBe('Something went wrong');
  });

  it('tells an unreachable server from an answer', () => {
    const error: ApiError = { kind: 'network', status: 0, code: 0, message: 'x' };
    expect(describeError(error)).toMatchObject({
      title: 'Asterism can’t be reached',
      canRetry: true,
    });
  });
});

describe('the field of an error', () => {
  const fields = ['size', 'acl'];

  it('is the one that the message begins with', () => {
    expect(fieldOfError(answer(400, 'size: is too large'), fields)).toEqual({
      field: 'size',
      message: 'is too large',
    });
  });

  it('is the outermost one of a path', () => {
    const error = answer(400, 'acl.values[0]: must be host NQNs without spaces');
    expect(fieldOfError(error, fields)?.field).toBe('acl');
  });

  it('is none when the form has no such field, or the message names none', () => {
    expect(fieldOfError(answer(400, 'colour: is unknown'), fields)).toBeUndefined();
    expect(fieldOfError(answer(400, 'cluster a has no room'), fields)).toBeUndefined();
  });
});

it.each([
  ['NOT_APPLIED', 'Nothing was changed', true],
  ['OUTCOME_UNKNOWN', 'It’s unknown whether this was done', false],
])(
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
