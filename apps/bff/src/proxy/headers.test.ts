import { request as httpRequest, STATUS_CODES } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson, tokenOf } from '../test-support/upstream.ts';

/** Headers that have been used in attacks on proxies, gateways and applications. */
const SENT = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Forwarded',
  'From',
  'Grpc-Metadata-User',
  'Idempotency-Key',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Impersonate-Group',
  'Impersonate-User',
  'Keep-Alive',
  'Last-Event-ID',
  'Max-Forwards',
  'Origin',
  'Pragma',
  'Prefer',
  'Proxy-Authorization',
  'Proxy-Connection',
  'Range',
  'Referer',
  'Remote-User',
  'TE',
  'Traceparent',
  'True-Client-IP',
  'User-Agent',
  'Via',
  'Warning',
  'X-Api-Key',
  'api_key',
  'X-Auth-Request-User',
  'X-Client-Cert',
  'X-CSRF',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Port',
  'X-Forwarded-Proto',
  'X-Forwarded-Uri',
  'X-Forwarded-User',
  'X-HTTP-Method',
  'X-HTTP-Method-Override',
  'X-Method-Override',
  'X-Original-URL',
  'X-Real-IP',
  'X-Remote-Group',
  'X-Remote-User',
  'X-Requested-With',
  'X-Rewrite-URL',
  'X-Roles',
  'X_User',
  'X-User-Active',
] as const;

let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  bff = await startTestBff();
  browser = createBrowser(bff);
  await browser.login('admin');
});
afterAll(() => bff.close());
beforeEach(() => void bff.upstream.recorded.splice(0));

/** With Node's own client, because fetch refuses to send some of them. */
function sendAll(method: string, path: string, extra: Record<string, string>): Promise<number> {
  const headers = Object.fromEntries(SENT.map((name) => [name, 'canary-value']));
  return new Promise((resolve, reject) => {
    const sent = httpRequest(bff.url + path, {
      method,
      headers: {
        ...headers,
        Origin: bff.origin,
        Cookie: `__Host-Http-sid=${browser.cookie()}; other=canary-value`,
        'Sec-Fetch-Site': 'same-origin',
        ...extra,
      },
    });
    sent.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(extra['Content-Length'] === undefined ? undefined : '{"size":"2 GiB"}');
  });
}

describe('a request to the federation', () => {
  test('as a GET carries no header of the browser', async () => {
    expect(await sendAll('GET', '/api/v2/volumes', {})).toBe(200);
    const {
      'x-request-id': requestId,
      'x-asterism-proof': proof,
      ...headers
    } = bff.upstream.recorded[0]?.headers ?? {};
    expect(headers).toEqual({
      accept: 'application/json',
      authorization: `Bearer ${tokenOf('admin')}`,
      connection: 'keep-alive',
      host: new URL(bff.upstream.url).host,
      'x-forwarded-for': '127.0.0.1',
    });
    expect(proof).toMatch(/^[\w-]{43}$/);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('as a change carries its body and If-Match as well', async () => {
    const status = await sendAll('PUT', '/api/v2/volumes/11111111-1111-4111-8111-111111111111', {
      'Content-Type': 'application/json',
      'Content-Length': '16',
      'If-Match': '"1"',
    });
    expect(status).toBe(200);
    expect(Object.keys(bff.upstream.recorded[0]?.headers ?? {}).sort()).toEqual([
      'accept',
      'authorization',
      'connection',
      'content-length',
      'content-type',
      'host',
      'if-match',
      'x-asterism-proof',
      'x-forwarded-for',
      'x-request-id',
    ]);
  });
});

describe('the idempotency key of a request', () => {
  const UUID = '11111111-1111-4111-8111-111111111111';
  const KEY = `"${UUID}"`;
  const volume = {
    name: 'v',
    size: '1 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_ANY'] },
    projectName: 'default',
  };
  const attach = { apiEndpoint: '10.0.0.1:443' };
  const post = (path: string, body: object, key: string) =>
    browser.send('POST', path, { headers: { 'idempotency-key': key }, body });

  test.each([
    ['/api/v2/volumes', volume],
    ['/api/v2/clusters', attach],
  ])('reaches the federation at %s', async (path, body) => {
    expect((await post(path, body, KEY)).status).toBe(200);
    expect(bff.upstream.recorded[0]?.headers['idempotency-key']).toBe(KEY);
  });

  test('goes no further where an operation has none', async () => {
    expect((await post('/api/v2/fleet/probe', attach, KEY)).status).toBe(200);
    expect(bff.upstream.recorded[0]?.headers).not.toHaveProperty('idempotency-key');
  });

  test.each([
    ['', 'empty'],
    [UUID, 'without quotes'],
    ['"short"', 'too short'],
    [`"${'a'.repeat(65)}"`, 'too long'],
    [`"${'a'.repeat(20)}\u00e9"`, 'with another letter'],
    [`${KEY}, ${KEY}`, 'given twice'],
    [`"${'a'.repeat(20)}\\"`, 'with an escape'],
  ])('%j is refused: %s', async (key) => {
    const refused = await post('/api/v2/volumes', volume, key);
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('"field":"Idempotency-Key"');
    expect(bff.upstream.recorded).toEqual([]);
  });
});

describe('a response to the browser', () => {
  test('carries its type, length and ETag, and no other header of the federation', async () => {
    bff.upstream.answer((_request, response) => {
      for (const name of [
        'Access-Control-Allow-Origin',
        'Access-Control-Allow-Credentials',
        'Alt-Svc',
        'Clear-Site-Data',
        'Content-Disposition',
        'Grpc-Metadata-Content-Type',
        'Link',
        'Location',
        'Refresh',
        'Server',
        'Server-Timing',
        'Set-Cookie',
        'SourceMap',
        'Strict-Transport-Security',
        'Via',
        'WWW-Authenticate',
        'X-Powered-By',
        'X-Request-Id',
        'X-Frame-Options',
        'Vary',
        'Age',
        'Expires',
      ]) {
        response.setHeader(name, 'canary-value');
      }
      response.setHeader('Content-Security-Policy', "default-src * 'unsafe-inline'");
      response.setHeader('Cache-Control', 'public, max-age=9999');
      response.setHeader('ETag', '"7"');
      response.setHeader(NEWEST_EVENT_HEADER, 'f.41');
      response.setHeader('Content-Type', 'application/json');
      response.end('{"volumes":[]}');
    });
    const answer = await browser.get('/api/v2/volumes');
    expect(answer.status).toBe(200);
    expect(JSON.stringify([...answer.headers])).not.toContain('canary-value');
    expect(answer.headers.get('etag')).toBe('"7"');
    expect(answer.headers.get(NEWEST_EVENT_HEADER)).toBe('f.41');
    expect(answer.headers.get('content-length')).toBe('14');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual(
      [],
    );
  });

  test.each([400, 403, 404, 409, 412, 429, 500, 501, 503])(
    'keeps the message of an error %i',
    async (status) => {
      bff.upstream.answer((_request, response) => {
        response.setHeader('Retry-After', '3');
        response.setHeader('Set-Cookie', 'a=b');
        response.setHeader('WWW-Authenticate', 'Basic');
        sendJson(response, status, { error: 'e', code: 9, message: 'a\u0007b\r\nc', secret: 'x' });
      });
      const answer = await browser.get('/api/v2/volumes');
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.text)).toEqual({
        error: 'a b c',
        code: 9,
        message: 'a b c',
        requestId: answer.headers.get('x-request-id'),
      });
      expect(answer.headers.get('retry-after')).toBe('3');
      expect(answer.headers.get('set-cookie')).toBeNull();
      expect(answer.headers.get('www-authenticate')).toBeNull();
    },
  );

  test('reports only the status of an error that does not fit the API', async () => {
    bff.upstream.answer((_request, response) => {
      response.writeHead(500, { 'content-type': 'text/html' });
      response.end('<h1>Stack trace</h1>');
    });
    const answer = await browser.get('/api/v2/volumes');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toMatchObject({ message: 'The federation answered 500.' });
  });

  test('truncates a very long message', async () => {
    bff.upstream.answer((_request, response) =>
      sendJson(response, 400, { error: '', code: 3, message: 'x'.repeat(10_000) }),
    );
    const answer = await browser.get('/api/v2/volumes');
    expect(JSON.parse(answer.text)).toMatchObject({ message: 'x'.repeat(512) });
  });

  test.each([201, 204, 206, 300, 301, 302, 303, 304, 307, 308])(
    'is 502 for a %i, which the API does not have, and never redirects',
    async (status) => {
      bff.upstream.answer((_request, response) => {
        response.writeHead(status, STATUS_CODES[status], {
          location: 'http://169.254.169.254/latest/meta-data',
          'content-type': 'application/json',
        });
        response.end();
      });
      const answer = await browser.get('/api/v2/volumes');
      expect(answer.status).toBe(502);
      expect(answer.headers.get('location')).toBeNull();
      expect(JSON.parse(answer.text)).toMatchObject({ code: 13 });
    },
  );

  test.each([['text/html'], ['text/plain'], [''], ['application/jsonp'], ['image/svg+xml']])(
    'is 502 for a 200 of the type "%s"',
    async (type) => {
      bff.upstream.answer((_request, response) => {
        response.setHeader('content-type', type);
        response.end('<script>alert(1)</script>');
      });
      expect((await browser.get('/api/v2/volumes')).status).toBe(502);
    },
  );
});

test.each([
  [15, 'whole'],
  [17, 'cut off'],
])('an answer of %i MiB is %s', async (size, outcome) => {
  bff.upstream.answer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (let megabyte = 0; megabyte < size; megabyte += 1) response.write(' '.repeat(1024 * 1024));
    response.end();
  });
  const came = await browser.get('/api/v2/volumes').then(
    () => 'whole',
    () => 'cut off',
  );
  expect(came).toBe(outcome);
});
