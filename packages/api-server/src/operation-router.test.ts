import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { defineOperation } from '@asterism/api-types/common/operation';
import { failure, invalidField } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import { int32In } from '@asterism/api-types/common/scalars';
import { operationRouter } from './operation-router.ts';

const thing = z.object({ id: z.string(), size: z.string(), count: z.number() });
const operations = {
  getThing: defineOperation({
    method: 'GET',
    path: '/api/v2/things/{id}',
    summary: '',
    source: 'test',
    input: z.object({ id: z.string(), name: z.optional(z.string()) }),
    output: thing,
    errors: [404],
    byName: true,
  }),
  listThings: defineOperation({
    method: 'GET',
    path: '/api/v2/things',
    summary: '',
    source: 'test',
    input: z.object({ name: z.optional(z.string()) }),
    output: z.object({ things: z.array(thing) }),
    errors: [],
  }),
  putThing: defineOperation({
    method: 'PUT',
    path: '/api/v2/things/{id}',
    summary: '',
    source: 'test',
    input: z.object({ id: z.string(), size: z.string(), count: z.optional(int32In) }),
    output: thing,
    errors: [412],
    ifMatch: true,
  }),
  dropThing: defineOperation({
    method: 'DELETE',
    path: '/api/v2/things/{which}',
    summary: '',
    source: 'test',
    input: z.object({ which: z.string() }),
    output: z.object({ which: z.string() }),
    errors: [],
    allowsColon: true,
  }),
  partOfThing: defineOperation({
    method: 'GET',
    path: '/api/v2/things/{id}/part',
    summary: '',
    source: 'test',
    input: z.object({ id: z.string() }),
    output: z.object({ id: z.string() }),
    errors: [],
  }),
  login: defineOperation({
    method: 'POST',
    path: '/api/v2/login',
    summary: '',
    source: 'test',
    input: z.object({}),
    output: z.object({}),
    errors: [],
    ignoresBody: true,
  }),
};

const unexpected: unknown[] = [];
let server: Server;
let base: string;

beforeAll(async () => {
  const app = express();
  app.use(
    operationRouter({
      operations,
      admit: async (request) =>
        request.get('authorization') === 'Bearer good'
          ? ok('alice')
          : err(failure('unauthenticated', 'no')),
      onUnexpected: (error) => unexpected.push(error),
      handlers: {
        getThing: ({ id, name }) => {
          if (id === 'boom') throw new Error('secret detail');
          return ok({ id: id === '' ? `named ${name}` : id, size: '1', count: 0 });
        },
        listThings: ({ name }) => ok({ things: [{ id: name ?? 'all', size: '1', count: 0 }] }),
        putThing: ({ id, size, count }, { ifMatch }) =>
          ifMatch === 'old'
            ? err(failure('etagMismatch', 'changed'))
            : ok({ id, size, count: count ?? 7 }),
        dropThing: ({ which }) => ok({ which }),
        partOfThing: ({ id }) => ok({ id }),
        login: () => ok({}),
      },
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a TCP port has an address of this shape.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function send(method: string, path: string, body?: string, headers: object = {}) {
  const response = await fetch(base + path, {
    method,
    headers: { authorization: 'Bearer good', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    text: await response.text(),
  };
}
const put = (body: string, headers: object = {}) => send('PUT', '/api/v2/things/a', body, headers);

describe('the gateway wire', () => {
  test('a trailing slash addresses one thing by name, without it the list answers', async () => {
    expect(JSON.parse((await send('GET', '/api/v2/things/?name=n')).text)).toMatchObject({
      id: 'named n',
    });
    expect(JSON.parse((await send('GET', '/api/v2/things?name=n')).text)).toMatchObject({
      things: [{ id: 'n' }],
    });
  });

  test.each([
    ['GET', '/api/v2/nothing', 404, 'Not Found\n'],
    ['GET', '/api/v2/Things', 404, 'Not Found\n'],
    ['GET', '/api/v2/things/a%2Fb', 404, 'Not Found\n'],
    ['GET', '/api/v2/things/a:verb', 404, 'Not Found\n'],
    ['PATCH', '/api/v2/things/a', 405, 'Method Not Allowed\n'],
    ['OPTIONS', '/api/v2/things', 405, 'Method Not Allowed\n'],
  ])('%s %s answers %i in plain text', async (method, path, status, text) => {
    const answer = await send(method, path);
    expect(answer).toMatchObject({ status, text });
    expect(answer.type).toMatch(/^text\/plain/);
  });

  test('two methods of one path may name its parameter differently', async () => {
    expect(await send('DELETE', '/api/v2/things/a')).toMatchObject({ text: '{"which":"a"}' });
    expect(JSON.parse((await send('GET', '/api/v2/things/a')).text)).toMatchObject({ id: 'a' });
  });

  test('a colon begins a verb in the last segment alone, and not where an operation takes it', async () => {
    expect(await send('GET', '/api/v2/things/a:b/part')).toMatchObject({ text: '{"id":"a:b"}' });
    expect(await send('DELETE', '/api/v2/things/a:b')).toMatchObject({ text: '{"which":"a:b"}' });
    expect((await send('GET', '/api/v2/things/a%3Ab')).status).toBe(404);
    expect((await send('GET', '/api/v2/things/a%2Fb/part')).status).toBe(404);
  });

  test.each(['name=%zz', 'name=%', 'name=a;b=c'])('the query %s is 400', async (query) => {
    const answer = await send('GET', `/api/v2/things?${query}`);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 3 });
  });

  test('HEAD is not allowed', async () => {
    expect((await send('HEAD', '/api/v2/things')).status).toBe(405);
  });

  test('success is 200 with JSON without a charset', async () => {
    expect(await send('GET', '/api/v2/things')).toMatchObject({
      status: 200,
      type: 'application/json',
    });
  });

  test('of a repeated query parameter the first value counts', async () => {
    expect((await send('GET', '/api/v2/things?name=one&name=two')).text).toContain('one');
  });

  test('the path wins over the body, the query of a PUT is ignored, unknown fields and nulls are', async () => {
    const answer = await send(
      'PUT',
      '/api/v2/things/a?size=9',
      '{"id":"b","size":"1","count":null,"what":1} trailing',
    );
    expect(JSON.parse(answer.text)).toEqual({ id: 'a', size: '1', count: 7 });
  });

  test('a number may come as a string, whatever the content type', async () => {
    const answer = await put('{"size":"1","count":"3"}', { 'content-type': 'text/plain' });
    expect(JSON.parse(answer.text)).toMatchObject({ count: 3 });
  });

  test.each([
    ['{"size":1}', 'size: must be a string', [['size', 'must be a string']]],
    ['', 'size: is required', [['size', 'is required']]],
    ['[]', 'the body must be a JSON object', []],
    ['{"size":', 'the body is not valid JSON', []],
    [
      '{"size":"1","count":1.5}',
      'count: must be a whole number',
      [['count', 'must be a whole number']],
    ],
    [
      '{"size":1,"count":1.5}',
      'size: must be a string; count: must be a whole number',
      [
        ['size', 'must be a string'],
        ['count', 'must be a whole number'],
      ],
    ],
  ])('%s is answered 400 naming the fields, also in the details', async (body, message, fields) => {
    const answer = await put(body);
    expect(answer.status).toBe(400);
    const fieldViolations = fields.map(([field, description]) => ({ field, description }));
    const type = 'type.googleapis.com/google.rpc.BadRequest';
    const details = fields.length === 0 ? {} : { details: [{ '@type': type, fieldViolations }] };
    expect(JSON.parse(answer.text)).toEqual({ error: message, code: 3, message, ...details });
  });

  test('a server that stands for a cluster leaves details out, of requests and of handlers', async () => {
    const { getThing } = operations;
    const app = express().use(
      operationRouter({
        operations: { getThing },
        admit: async () => ok(undefined),
        sendsDetails: false,
        onUnexpected: (error) => unexpected.push(error),
        handlers: { getThing: ({ id }) => err(invalidField('id', `is not ${id}`)) },
      }),
    );
    const plain = createServer(app).listen(0, '127.0.0.1');
    await once(plain, 'listening');
    const address = plain.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const answer = await fetch(`http://127.0.0.1:${port}/api/v2/things/a`);
    const message = 'id: is not a';
    expect(await answer.json()).toEqual({ error: message, code: 3, message });
    plain.close();
  });

  test('If-Match reaches the handler untouched, and a mismatch is 412 with code 9', async () => {
    const answer = await put('{"size":"1"}', { 'if-match': 'old' });
    expect(answer.status).toBe(412);
    expect(JSON.parse(answer.text)).toEqual({ error: 'changed', code: 9, message: 'changed' });
    expect((await put('{"size":"1"}', { 'if-match': '"old"' })).status).toBe(200);
  });

  test('an operation without a body binding takes any body', async () => {
    expect((await send('POST', '/api/v2/login', 'garbage{')).status).toBe(200);
  });
});

describe('what must not happen', () => {
  test('nobody gets in without a right, not even to learn what input is valid', async () => {
    const answer = await send('PUT', '/api/v2/things/a', '{"size":1}', { authorization: 'no' });
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 16 });
  });

  test('a thrown error becomes a 500 that reveals nothing, and is reported', async () => {
    const answer = await send('GET', '/api/v2/things/boom');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('secret');
    expect(JSON.parse(answer.text)).toMatchObject({ code: 13 });
    expect(String(unexpected.at(-1))).toContain('secret detail');
  });

  test('a body above the limit is 413 in the error body', async () => {
    const answer = await put(JSON.stringify({ size: 'x'.repeat(70_000) }));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 3 });
  });
});
