import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import express from 'express';
import { decodeDetails } from '@asterism/api-types/common/error-details';
import {
  failure,
  GRPC_CODE,
  invalidField,
  withOutcome,
  type Failure,
  type GrpcCodeName,
} from '@asterism/api-types/common/failure';
import { errorBodyOf, replyFailure } from './reply.ts';

/** Source: lightbits-api §1.4, the gateway's own table. */
const STATUSES: readonly (readonly [GrpcCodeName, number, number])[] = [
  ['canceled', 1, 408],
  ['unknown', 2, 500],
  ['invalidArgument', 3, 400],
  ['deadlineExceeded', 4, 504],
  ['notFound', 5, 404],
  ['alreadyExists', 6, 409],
  ['permissionDenied', 7, 403],
  ['resourceExhausted', 8, 429],
  ['failedPrecondition', 9, 400],
  ['aborted', 10, 409],
  ['outOfRange', 11, 400],
  ['unimplemented', 12, 501],
  ['internal', 13, 500],
  ['unavailable', 14, 503],
  ['dataLoss', 15, 500],
  ['unauthenticated', 16, 401],
];

test.each(STATUSES)('%s is code %i in the body and status %i', async (name, code, status) => {
  const app = express().use((_request, response) =>
    replyFailure(response, failure(name, 'why', { retryAfterSeconds: 2 })),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('retry-after')).toBe('2');
  expect(await answer.json()).toEqual({ error: 'why', code, message: 'why' });
  server.close();
});

/** The body that a failure is answered with. */
const bodyOf = (failed: Failure): unknown => JSON.parse(JSON.stringify(errorBodyOf(failed)));

describe('the details of an error', () => {
  test('stand beside what old clients read, which stays as it is', () => {
    expect(bodyOf(invalidField('size', 'is too large'))).toEqual({
      error: 'size: is too large',
      code: 3,
      message: 'size: is too large',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.BadRequest',
          fieldViolations: [{ field: 'size', description: 'is too large' }],
        },
      ],
    });
  });

  test.each(['OUTCOME_UNKNOWN', 'NOT_APPLIED'] as const)('carry the reason %s', (reason) => {
    const about = { what: 'volume', clusterId: 'c-1' };
    expect(bodyOf(withOutcome(failure('internal', 'lost'), reason, about))).toEqual({
      error: 'lost',
      code: 13,
      message: 'lost',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason,
          domain: 'asterism',
          metadata: about,
        },
      ],
    });
  });

  test('are without control characters, and of a length that somebody may read', () => {
    const many = Array.from({ length: 1000 }, () => ({ field: 'a\n', description: '\u001b[31m' }));
    const body = errorBodyOf({ ...failure('invalidArgument', 'all wrong'), violations: many });
    const { violations = [] } = decodeDetails(body.details);
    expect(violations).toHaveLength(32);
    expect(violations[0]).toEqual({ field: 'a ', description: ' [31m' });
  });
});

test('no code of gRPC is forgotten', () => {
  expect(STATUSES.map(([name]) => name)).toEqual(Object.keys(GRPC_CODE));
});
