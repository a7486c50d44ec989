import { request as httpRequest, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { decodeDetails } from '@asterism/api-types/common/error-details';
import { errorBody } from '@asterism/api-types/common/failure';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson } from '../test-support/upstream.ts';

const UUID = '11111111-1111-4111-8111-111111111111';
const ROUTES = [
  ['GET', '/api/v2/volumes', undefined],
  ['GET', '/api/v2/cluster', undefined],
  ['PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' }],
  ['POST', '/api/v2/clusters', { apiEndpoint: '10.0.0.1:443' }],
] as const;

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff();
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());
afterEach(() => bff.upstream.setBroken(false));

const ask = (method: string, path: string, body: unknown) =>
  browser.send(method, path, {
    headers: { 'if-match': '"1"' },
    ...(body === undefined ? {} : { body }),
  });

/** How the upstream fails before it has sent anything that could be forwarded. */
const EARLY: readonly (readonly [string, (response: ServerResponse) => void, number])[] = [
  ['hangs up without a word', (response) => void response.destroy(), 502],
  ['resets the connection', (response) => void response.socket?.resetAndDestroy(), 502],
  [
    'says what is not HTTP',
    (response) => void response.socket?.end('SSH-2.0-OpenSSH\r\n\r\n'),
    502,
  ],
  ['fails', (response) => sendJson(response, 500, { error: 'oh', code: 13, message: 'oh' }), 500],
  [
    'is behind a proxy that lost it',
    (response) => {
      response.writeHead(502, { 'content-type': 'text/html' });
      response.end('<h1>Bad Gateway</h1>');
    },
    502,
  ],
  [
    'is full',
    (response) => sendJson(response, 503, { error: 'full', code: 14, message: 'full' }),
    503,
  ],
  [
    'announces too much',
    (response) => {
      const length = String(17 * 1024 * 1024);
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': length });
      response.flushHeaders();
    },
    502,
  ],
  [
    'does not say where its answer ends',
    (response) => {
      response.socket?.end(
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"volumes":[]}',
      );
    },
    502,
  ],
];

/** How the upstream fails in the middle of a valid response. */
const LATE: readonly (readonly [string, (response: ServerResponse) => void])[] = [
  ['is reset', (response) => setImmediate(() => response.socket?.resetAndDestroy())],
  ['is cut off', (response) => setImmediate(() => response.socket?.destroy())],
  ['is ended short of its length', (response) => setImmediate(() => response.socket?.end())],
];

describe.each(ROUTES)('%s %s', (method, path, body) => {
  test.each(EARLY)(
    'a federation that %s is reported as such, in JSON',
    async (_name, goWrong, status) => {
      bff.upstream.answer((_request, response) => goWrong(response));
      const answer = await ask(method, path, body);
      expect(answer.status).toBe(status);
      const said = errorBody.parse(JSON.parse(answer.text));
      expect(said.requestId).toBe(answer.headers.get('x-request-id'));
      // Only a refusal proves that nothing was changed.
      const isUnknown = method !== 'GET' && status !== 503;
      expect(/not known/.test(answer.text)).toBe(isUnknown);
      expect(decodeDetails(said.details).info?.reason).toBe(
        isUnknown ? 'OUTCOME_UNKNOWN' : undefined,
      );
    },
  );

  test.each(LATE)(
    'a response that %s never reaches the browser as complete',
    async (_name, goWrong) => {
      for (const framing of [{}, { 'content-length': '1000000' }]) {
        bff.upstream.answer((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json', ...framing });
          response.write('{"volumes":[{"name":"');
          goWrong(response);
        });
        // The response to a change is read whole before any of it is forwarded.
        const expected = method === 'GET' ? 'broken' : 'answered 502';
        expect(await outcome(ask(method, path, body))).toBe(expected);
      }
    },
  );
});

/** Whether the response was complete; its text may be long. */
const outcome = (answer: Promise<Answered>): Promise<string> =>
  answer.then(
    ({ status }) => `answered ${status}`,
    () => 'broken',
  );

test('a change whose error is cut short is reported as unknown', async () => {
  bff.upstream.answer((_request, response) => {
    response.writeHead(500, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"error":');
    setImmediate(() => response.socket?.destroy());
  });
  const answer = await ask('PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' });
  expect(answer.status).toBe(502);
  expect(answer.text).toContain('OUTCOME_UNKNOWN');
});

test('what the federation learned about a change is passed on', async () => {
  const details = [
    {
      '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
      reason: 'NOT_APPLIED',
      domain: 'asterism',
      metadata: { what: 'volume' },
    },
  ];
  bff.upstream.answer((_request, response) =>
    sendJson(response, 502, { error: 'lost', code: 13, message: 'lost', details }),
  );
  const answer = await ask('PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' });
  expect(JSON.parse(answer.text)).toMatchObject({ message: 'lost', details });
});

test('the fields that the federation or a cluster refuses are passed on, and other details are not', async () => {
  const violations = {
    '@type': 'type.googleapis.com/google.rpc.BadRequest',
    fieldViolations: [{ field: 'size', description: 'is too large' }],
  };
  const other = { '@type': 'type.googleapis.com/google.rpc.DebugInfo', detail: 'at line 7' };
  const message = 'north: size: is too large';
  bff.upstream.answer((_request, response) =>
    sendJson(response, 400, { error: message, code: 3, message, details: [other, violations] }),
  );
  const answer = await ask('PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' });
  expect(answer.status).toBe(400);
  expect(JSON.parse(answer.text)).toEqual({
    error: message,
    code: 3,
    message,
    details: [violations],
    requestId: answer.headers.get('x-request-id'),
  });
});

test('when the browser disconnects, the request to the federation is aborted long before the deadline', async () => {
  const held = new Map<string, ServerResponse>();
  bff.upstream.answer(({ url }, response) => void held.set(url ?? '', response));
  const [stays, leaves] = ['stays', 'leaves'].map((name) =>
    httpRequest(`${bff.url}/api/v2/volumes?name=${name}`, {
      headers: { cookie: `__Host-Http-sid=${browser.cookie()}` },
    })
      .on('error', () => undefined)
      .end(),
  );
  const isOpen = (name: string) => held.get(`/api/v2/volumes?name=${name}`)?.destroyed === false;
  await expect.poll(() => [isOpen('stays'), isOpen('leaves')]).toEqual([true, true]);
  leaves?.destroy();
  await expect.poll(() => isOpen('leaves'), { timeout: 15_000 }).toBe(false);
  expect(isOpen('stays')).toBe(true);
  stays?.destroy();
});

test('one session cannot use up all connections', async () => {
  const held: ServerResponse[] = [];
  bff.upstream.answer((_request, response) => void held.push(response));
  const waiting = Array.from({ length: 32 }, () => browser.get('/api/v2/volumes'));
  await expect.poll(() => held.length).toBe(32);
  expect((await browser.get('/api/v2/volumes')).status).toBe(429);
  for (const response of held) sendJson(response, 200, {});
  expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(waiting.map(() => 200));
  bff.upstream.answer((_request, response) => sendJson(response, 200, {}));
  expect((await browser.get('/api/v2/volumes')).status).toBe(200);
});

test('afterwards only the connection kept for the next call is open', async () => {
  bff.upstream.answer((_request, response) => sendJson(response, 200, {}));
  await browser.get('/api/v2/volumes');
  const before = await bff.upstream.connections();
  bff.upstream.answer((_request, response) => void response.destroy());
  for (let call = 0; call < 20; call += 1) await browser.get('/api/v2/volumes');
  await expect.poll(() => bff.upstream.connections()).toBeLessThanOrEqual(before);
});

test('the readiness of the BFF reports that the federation is warming up', async () => {
  const ready = () => browser.get('/ready');
  bff.upstream.setReadiness('warming up');
  await expect.poll(async () => (await ready()).status).toBe(503);
  const answer = await ready();
  expect(answer.text).toContain('The federation is warming up');
  expect(answer.headers.get('retry-after')).toBe('2');
  bff.upstream.setReadiness('shutting down');
  await expect.poll(async () => (await ready()).status).toBe(200);
});

test('an unreachable federation is 503 with a retry time, and sessions stay', async () => {
  await bff.upstream.close();
  const answer = await browser.get('/api/v2/volumes');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('5');
  await expect.poll(async () => (await browser.get('/ready')).status).toBe(503);
  expect((await browser.get('/health')).status).toBe(200);
  expect((await browser.get('/auth/session')).status).toBe(200);
  expect((await createBrowser(bff).login('admin')).status).toBe(503);
  const change = await ask('PUT', `/api/v2/volumes/${UUID}`, { size: '2 GiB' });
  expect(change.status).toBe(503);
  expect(change.text).not.toContain('OUTCOME_UNKNOWN');
});
