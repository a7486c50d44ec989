import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { failure } from '@asterism/api-types/common/failure';
import { ok } from '@asterism/api-types/common/result';
import { defineOperation } from '@asterism/api-types/common/operation';
import { operationRouter } from './operation-router.ts';
import { isServed, unservedRouter } from './unserved-router.ts';

const served = {
  getThing: defineOperation({
    method: 'GET',
    path: '/api/v2/things/{UUID}',
    summary: '',
    source: 'ours',
    input: z.object({ UUID: z.string() }),
    output: z.object({ UUID: z.string() }),
    errors: [],
  }),
};
const known = ['GET /things/{id}', 'PUT /things/{id}', 'GET /others', 'POST /others/{id}/start'];

let server: Server;
let base: string;
beforeAll(async () => {
  const app = express();
  app.use(
    unservedRouter({
      known,
      served,
      refusalOf: async ({ method, path }) => failure('unimplemented', `not ${method} ${path}`),
    }),
    operationRouter({
      operations: served,
      handlers: { getThing: ({ UUID }) => ok({ UUID }) },
      admit: async () => ok('alice'),
      onUnexpected: () => {},
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a TCP port has an address of this shape.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`;
});
afterAll(() => server.close());

test('a route is served whatever its parameters are called', () => {
  expect(known.map((route) => isServed(route, served))).toEqual([true, false, false, false]);
});

test.each([
  ['GET', '/things/7', 200, '{"UUID":"7"}'],
  ['PUT', '/things/7', 501, '"code":12'],
  ['DELETE', '/things/7', 405, 'Method Not Allowed\n'],
  ['GET', '/others', 501, 'not GET /api/v2/others'],
  ['GET', '/others/', 404, 'Not Found\n'],
  ['POST', '/others', 405, 'Method Not Allowed\n'],
  ['HEAD', '/others', 405, ''],
  ['POST', '/others/7/start', 501, '"code":12'],
  ['POST', '/others/a%2Fb/start', 404, 'Not Found\n'],
  ['POST', '/others/a:b/start', 404, 'Not Found\n'],
  ['GET', '/unheard-of', 404, 'Not Found\n'],
])('%s %s is answered %i', async (method, path, status, text) => {
  const answer = await fetch(base + path, { method });
  expect(answer.status).toBe(status);
  expect(await answer.text()).toContain(text);
});
