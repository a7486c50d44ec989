import { describe, expect, test } from 'vitest';
import type { ClusterError } from '../../cluster-client/cluster-client.ts';
import { callFailed, connectionFailed, problemOf } from './explain.ts';

const error = (given: Partial<ClusterError>): ClusterError => ({
  kind: 'answer',
  status: 0,
  code: 0,
  message: '',
  ...given,
});

describe('the failure of a stage', () => {
  test.each([
    ['not-permitted', 'not-permitted', false],
    ['no-address', 'no-address', true],
    ['no-tls', 'no-tls', false],
    ['unreachable', 'unreachable', true],
    ['certificate-changed', 'other-certificate', false],
  ] as const)('without a connection: %s', (kind, failureKind, isTransient) => {
    const expected = { failure: { kind: failureKind }, isTransient, reason: 'why' };
    expect(connectionFailed({ kind, reason: 'why' })).toEqual(expected);
    const connection = { kind, reason: 'why' };
    expect(callFailed(error({ kind: 'network', connection }), 'cf-1')).toEqual(expected);
  });

  test.each([
    [error({ status: 401 }), 'key-refused', false],
    [error({ status: 401, clockOffsetSeconds: 14 }), 'key-refused', false],
    [error({ status: 401, clockOffsetSeconds: 184 }), 'clock-differs', false],
    [error({ status: 401, clockOffsetSeconds: -184 }), 'clock-differs', false],
    [error({ status: 403 }), 'role-refused', false],
    [error({ status: 404, code: 5 }), 'unexplained', false],
    [error({ status: 404, isForeign: true }), 'no-lightbits-api', false],
    [error({ kind: 'malformed', status: 200, isForeign: true }), 'no-lightbits-api', false],
    [error({ status: 429 }), 'unexplained', true],
    [error({ status: 503 }), 'unexplained', true],
    [error({ kind: 'timeout' }), 'unreachable', true],
    [error({ kind: 'network' }), 'unreachable', true],
    [error({ kind: 'malformed', status: 200 }), 'nonsense', false],
  ] as const)('of a call %#: %o', (failed, kind, isTransient) => {
    expect(callFailed(failed, 'cf-1')).toMatchObject({ failure: { kind }, isTransient });
    expect(problemOf(failed).kind).toBe(kind);
  });
});
