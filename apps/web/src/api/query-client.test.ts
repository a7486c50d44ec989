import { describe, expect, it } from 'vitest';
import { ApiFailure } from './api-failure.ts';
import { worthRetrying } from './query-client.ts';

const failure = (status: number) =>
  new ApiFailure({ kind: 'answer', status, code: 0, message: 'x' });

describe('asking again after a failure', () => {
  it('is worth it when the server was busy or away', () => {
    expect(worthRetrying(0, failure(503))).toBe(true);
    expect(worthRetrying(0, failure(429))).toBe(true);
    expect(
      worthRetrying(0, new ApiFailure({ kind: 'network', status: 0, code: 0, message: 'x' })),
    ).toBe(true);
  });

  it('is not when the server has judged the request, or after a few times', () => {
    expect(worthRetrying(0, failure(404))).toBe(false);
    expect(worthRetrying(0, failure(403))).toBe(false);
    expect(worthRetrying(0, failure(501))).toBe(false);
    expect(worthRetrying(2, failure(503))).toBe(false);
  });
});
