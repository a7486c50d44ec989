import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import express from 'express';
import { failure, GRPC_CODE, type GrpcCodeName } from '@asterism/api-types/common/failure';
import { replyFailure } from './reply.ts';

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

test('no code of gRPC is forgotten', () => {
  expect(STATUSES.map(([name]) => name)).toEqual(Object.keys(GRPC_CODE));
});
