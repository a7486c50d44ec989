import { expect, test } from 'vitest';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { ClusterError } from './cluster-client.ts';
import { failureOf, isOutcomeUnknown } from './cluster-failure.ts';

const error = (facts: Partial<ClusterError>): ClusterError => ({
  kind: 'answer',
  status: 0,
  code: 0,
  message: 'why',
  ...facts,
});

test.each([
  [error({ kind: 'network' }), 503, 14],
  [error({ kind: 'aborted' }), 503, 14],
  [error({ kind: 'timeout' }), 504, 4],
  [error({ kind: 'malformed', status: 200 }), 502, 13],
  [error({ status: 400, code: 3 }), 400, 3],
  [error({ status: 400, code: 9 }), 400, 9],
  [error({ status: 401, code: 16 }), 503, 14],
  [error({ status: 403, code: 7 }), 503, 14],
  [error({ status: 404, code: 5 }), 404, 5],
  [error({ status: 409, code: 10 }), 409, 10],
  [error({ status: 429, code: 8 }), 429, 8],
  [error({ status: 500, code: 13 }), 502, 13],
  [error({ status: 501, code: 12 }), 501, 12],
  [error({ status: 503, code: 14 }), 503, 14],
  [error({ status: 302 }), 502, 13],
  [error({ status: 418 }), 502, 13],
])('%j becomes %i with code %i, and names the cluster', (given, status, code) => {
  const failure = failureOf(given, 'north');
  expect(failure).toMatchObject({ status, code });
  expect(failure.message).toContain('north');
});

test.each([
  [error({ status: 401 }), 'key-refused', /does not accept the service key: it is not imported/],
  [error({ status: 401, clockOffsetSeconds: -15 }), 'key-refused', /the service key: /],
  [error({ status: 401, clockOffsetSeconds: -16 }), 'clock-differs', /its clock is 16 s behind$/],
  [error({ status: 401, clockOffsetSeconds: 184 }), 'clock-differs', /clock is 3 min 4 s ahead$/],
  [error({ status: 403 }), 'role-refused', /does not allow this/],
  [
    error({ kind: 'network', connection: { kind: 'certificate-changed', reason: 'x' } }),
    'other-certificate',
    /another certificate/,
  ],
])('%j says to programs and people which refusal it is: %s', (given, kind, words) => {
  const { info, message } = failureOf(given, 'north');
  expect(info).toMatchObject({
    reason: 'CLUSTER_REFUSES',
    metadata: { kind, clusterName: 'north' },
  });
  expect(message).toMatch(words);
});

test('what a cluster says is shown without control characters and not endlessly', () => {
  const { message } = failureOf(
    error({ status: 400, code: 3, message: `a\u001B[31m\r\nb${'x'.repeat(10_000)}` }),
    'north',
  );
  expect(message).toMatch(/^north: a \[31m bx+$/);
  expect(message.length).toBeLessThan(600);
});

test('Retry-After of a cluster is passed on', () => {
  expect(failureOf(error({ status: 503, code: 14, retryAfterSeconds: 7 }), 'n')).toMatchObject({
    retryAfterSeconds: 7,
  });
});

const { createResourcePolicy, createVolume, updateVolume } = clusterApi;
const connection = { kind: 'unreachable', reason: '' } as const;

test.each([
  ['no connection was made', error({ kind: 'network', connection }), updateVolume],
  ['the request is refused', error({ status: 400, code: 9 }), updateVolume],
  ['the volume is busy', error({ status: 503, code: 14 }), updateVolume],
  ['the cluster cannot do it', error({ status: 501, code: 12 }), updateVolume],
  ['the cluster has no policies', error({ status: 501, code: 12 }), createResourcePolicy],
])('when %s, nothing was done', (_, given, operation) => {
  expect(isOutcomeUnknown(given, operation)).toBe(false);
});

test.each([
  ['the connection broke off', error({ kind: 'network' }), updateVolume],
  ['no answer came in time', error({ kind: 'timeout' }), updateVolume],
  ['the answer cannot be read', error({ kind: 'malformed', status: 200 }), updateVolume],
  ['something went wrong', error({ status: 500, code: 13 }), updateVolume],
  ['the call was canceled', error({ status: 408, code: 1 }), updateVolume],
  ['the gateway gave up', error({ status: 504, code: 4 }), updateVolume],
  ['a front lost the cluster', error({ status: 502 }), updateVolume],
  ['a front is busy', error({ status: 503 }), updateVolume],
  ['a front cannot do it', error({ status: 501 }), createResourcePolicy],
  ['a creation is answered 503', error({ status: 503, code: 14 }), createVolume],
])('when %s, it may have been done', (_, given, operation) => {
  expect(isOutcomeUnknown(given, operation)).toBe(true);
});
