import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { sendRaw } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { PASSWORD, sendJson, tokenOf } from '../test-support/upstream.ts';

const STRICT: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';connect-src 'self';img-src 'self' data:;" +
    "font-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';" +
    "require-trusted-types-for 'script';trusted-types 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff({
    metrics: { host: '127.0.0.1', port: 0 },
  });
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());

const navigate = (path: string, headers: Record<string, string> = {}): Promise<Answered> =>
  browser.send('GET', path, { headers: { accept: 'text/html,*/*;q=0.8', ...headers } });

describe('every response carries the strict headers', () => {
  test.each([
    ['a page', 'GET', '/', 200],
    ['a page of the console', 'GET', '/volumes/abc', 200],
    ['an asset', 'GET', '/assets/a-1.js', 200],
    ['an asset that is gone', 'GET', '/assets/old-1.js', 404],
    ['an answer of the federation', 'GET', '/api/v2/volumes', 200],
    ['a session', 'GET', '/auth/session', 200],
    ['a refused path', 'GET', '/api/v2/a%5cb', 400],
    ['an unknown path', 'GET', '/api/v2/nothing', 404],
    ['a wrong method', 'DELETE', '/auth/session', 405],
    ['a wrong method for the console', 'POST', '/volumes', 405],
    ['bad input', 'POST', '/auth/login', 400],
    ['health', 'GET', '/health', 200],
    ['readiness', 'GET', '/ready', 200],
  ])('%s', async (_name, method, path, status) => {
    const accept = { accept: 'text/html,*/*' };
    const answer = await browser.send(method, path, { headers: accept });
    expect(answer.status).toBe(status);
    expect(Object.fromEntries(answer.headers)).toMatchObject(STRICT);
    expect(answer.headers.get('x-powered-by')).toBeNull();
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    [
      'an upgrade',
      'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
      426,
    ],
    ['another host', 'GET / HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n', 421],
    ['what is not HTTP', 'HELLO\r\n\r\n', 400],
    [
      'headers without an end',
      `GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
    ],
    ['an expectation', 'GET / HTTP/1.1\r\nHost: localhost\r\nExpect: the-best\r\n\r\n', 417],
  ])('%s', async (_name, bytes, status) => {
    const answer = await sendRaw(bff.port, bytes);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    for (const [name, value] of Object.entries(STRICT)) {
      expect(answer.toLowerCase()).toContain(`${name}: ${value.toLowerCase()}\r\n`);
    }
    expect(answer).toMatch(/\{"error":"[^"]+","code":\d+,"message":"[^"]+","requestId":"[^"]+"\}$/);
  });

  test('on a 304 response', async () => {
    const { headers } = await navigate('/');
    const answer = await navigate('/', { 'if-none-match': headers.get('etag') ?? '' });
    expect(answer.status).toBe(304);
    expect(Object.fromEntries(answer.headers)).toMatchObject(STRICT);
  });
});

describe('an error', () => {
  test.each([
    '/api/v2/nothing',
    '/auth/nothing',
    '/demo/clusters',
    '/events/x',
    '/assets/no.js',
    '/metrics',
  ])('of %s is JSON with a request id, and nobody keeps it', async (path) => {
    const answer = await browser.get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(JSON.parse(answer.text)).toEqual({
      error: 'There is nothing at this path.',
      code: 5,
      message: 'There is nothing at this path.',
      requestId: answer.headers.get('x-request-id'),
    });
  });

  test('that is unexpected reveals nothing, and is logged with the id of the request', async () => {
    await bff.database.query('alter table bff.sessions rename to away');
    const answer = await createBrowser(bff).login('admin');
    await bff.database.query('alter table bff.away rename to sessions');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 13,
      message: 'Something went wrong on the server.',
    });
    const id = String(answer.headers.get('x-request-id'));
    const line = bff
      .log()
      .split('\n')
      .find((text) => text.includes(id) && text.includes('err'));
    expect(line).toContain('sessions');
  });
});

describe('the console', () => {
  test('is revalidated each time, and its hashed files are cached forever', async () => {
    expect((await navigate('/')).headers.get('cache-control')).toBe('no-cache');
    const asset = await browser.get('/assets/a-1.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  test('is served with the compression of its build', async () => {
    const answer = await sendRaw(
      bff.port,
      'GET /assets/a-1.js HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\n\r\n',
    );
    expect(answer).toContain('Content-Encoding: br');
    expect(answer).toContain('brotli');
    expect(answer).toContain('Vary: Accept-Encoding');
  });

  test('serves every page that a person opens, and nothing else', async () => {
    expect((await navigate('/clusters/some.name')).text).toContain('<title>Asterism</title>');
    expect((await navigate('/assets/gone.js')).status).toBe(404);
    expect((await browser.get('/config.json')).status).toBe(404);
    expect((await navigate('/../../etc/passwd')).status).toBe(200);
    expect(
      await sendRaw(bff.port, 'GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    ).toMatch(/^HTTP\/1\.1 400/);
  });
});

describe('a BFF with other settings', () => {
  let other: TestBff;
  beforeAll(async () => {
    other = await startTestBff({
      webDist: '/nowhere',
      arrival: { headers: 200, whole: 400 },
      hsts: false,
    });
  });
  afterAll(() => other.close());

  test('explains how to build the console when there is none', async () => {
    const answer = await fetch(other.url);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });

  test.each([
    'GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n',
    'HELLO\r\n\r\n',
  ])('sends all strict headers except HSTS when the reverse proxy adds it: %j', async (bytes) => {
    const answer = (await sendRaw(other.port, bytes)).toLowerCase();
    expect(answer).toContain('x-content-type-options: nosniff');
    expect(answer).not.toContain('strict-transport-security');
  });

  test.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    [
      'body',
      'POST /auth/login HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('drops a request whose %s stop arriving', async (_name, bytes) => {
    const socket = connect(other.port, '127.0.0.1');
    await once(socket, 'connect');
    socket.write(bytes);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('closes a connection on which nothing is asked, without an answer that nobody waits for', async () => {
    const socket = connect(other.port, '127.0.0.1');
    expect(await text(socket)).toBe('');
  });

  test('serves what was asked on an open connection while the process stood still', async () => {
    const socket = connect(other.port, '127.0.0.1');
    await once(socket, 'connect');
    // By then the server has the connection, and has read nothing of it.
    for (let turn = 0; turn < 3; turn += 1) await nextTurn();
    socket.write('GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('failed sign-ins from an address do not block others there', async () => {
  const guesser = createBrowser(bff);
  for (let guess = 0; guess < 60; guess += 1) {
    expect((await guesser.login(`user${guess}`, 'wrong')).status).toBe(401);
  }
  expect((await createBrowser(bff).login('admin')).status).toBe(200);
});

test('no secret leaks into a response, the log or the database', async () => {
  const seen: string[] = [];
  bff.upstream.answer((request, response) =>
    sendJson(response, request.url?.includes('cluster') === true ? 500 : 200, { volumes: [] }),
  );
  for (const [method, path, body] of [
    ['GET', '/api/v2/volumes', undefined],
    ['GET', '/api/v2/clusters', undefined],
    ['GET', '/auth/session', undefined],
    ['POST', '/auth/login', { username: 'admin', password: `${PASSWORD}-wrong` }],
    ['POST', '/auth/login', { username: `x\r\n${PASSWORD}`, password: 'x', token: PASSWORD }],
    ['GET', `/api/v2/volumes?token=${PASSWORD}`, undefined],
  ] as const) {
    const answer = await browser.send(method, path, body === undefined ? {} : { body });
    seen.push(answer.text, JSON.stringify([...answer.headers]));
  }
  const metrics = await fetch(bff.metricsUrl);
  expect(metrics.status).toBe(200);
  seen.push(await metrics.text());
  const { rows } = await bff.database.query('select * from bff.sessions');
  const everything = [...seen, bff.log(), JSON.stringify(rows)].join('\n');
  const cookie = browser.cookie() ?? '';
  const basic = Buffer.from(`admin:${PASSWORD}`).toString('base64');
  for (const secret of [PASSWORD, tokenOf('admin'), cookie, basic]) {
    expect(everything.includes(secret)).toBe(false);
  }
  expect(bff.log()).toContain('/api/v2/volumes');
});
