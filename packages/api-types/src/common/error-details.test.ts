import { describe, expect, test } from 'vitest';
import { decodeDetails, encodeDetails, type ErrorDetails } from './error-details.ts';
import { errorBody } from './failure.ts';

const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo';

/** What a client reads of details that have gone over the wire. */
function received(details: unknown): ErrorDetails {
  const body = { error: 'no', code: 3, message: 'no', details };
  return decodeDetails(errorBody.parse(JSON.parse(JSON.stringify(body))).details);
}

describe('the details of an error', () => {
  test.each<ErrorDetails>([
    { info: { reason: 'OUTCOME_UNKNOWN', metadata: { what: 'volume', clusterId: 'c' } } },
    { info: { reason: 'NOT_APPLIED', metadata: {} } },
    {
      info: {
        reason: 'CLUSTER_REFUSES',
        metadata: { kind: 'clock-differs', clusterName: 'north', clockOffsetSeconds: '-184' },
      },
    },
    { violations: [{ field: 'acl.values[0]', description: 'must be host NQNs' }] },
    {
      info: { reason: 'NOT_APPLIED', metadata: { what: 'volume' } },
      violations: [
        { field: 'name', description: 'is required' },
        { field: 'size', description: 'is too large' },
      ],
    },
  ])('%j arrive as they were sent', (details) => {
    expect(received(encodeDetails(details))).toEqual(details);
  });

  test('are not there at all when there is nothing to say', () => {
    expect(encodeDetails({})).toBeUndefined();
    expect(encodeDetails({ violations: [] })).toBeUndefined();
  });

  test.each([
    [
      'of a type that is not known',
      [{ '@type': 'type.googleapis.com/google.rpc.Help', links: [] }],
    ],
    [
      'with a reason that is not known',
      [{ '@type': ERROR_INFO, reason: 'FULL_MOON', domain: 'asterism', metadata: {} }],
    ],
    [
      'with a cluster’s refusal of a kind that is not known',
      [
        {
          '@type': ERROR_INFO,
          reason: 'CLUSTER_REFUSES',
          domain: 'asterism',
          metadata: { kind: 'full-moon', clusterName: 'north' },
        },
      ],
    ],
    [
      'with a reason of somebody else',
      [{ '@type': ERROR_INFO, reason: 'NOT_APPLIED', domain: 'example.org', metadata: {} }],
    ],
    ['that are no list', { '@type': ERROR_INFO }],
    ['without a type', [{ reason: 'NOT_APPLIED' }]],
  ])('%s are passed over', (_, details) => {
    expect(received(details)).toEqual({});
  });
});
