import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser } from '../test-support/browser.ts';
import { sendClosing, sendRaw, statusOf } from '../test-support/raw-socket.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { tokenOf } from '../test-support/upstream.ts';

const OWN = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';
const SMUGGLED = `DELETE /api/v2/volumes/${OTHER} HTTP/1.1\r\nHost: localhost\r\nIf-Match: *\r\n\r\n`;
const CHUNKED = `${SMUGGLED.length.toString(16)}\r\n${SMUGGLED}\r\n0\r\n\r\n`;

let bff: TestBff;
let cookie: string;

beforeAll(async () => {
  bff = await startTestBff();
  const browser = createBrowser(bff);
  await browser.login('admin');
  cookie = `Cookie: __Host-Http-sid=${browser.cookie()}`;
});
afterAll(() => bff.close());
beforeEach(() => void bff.upstream.recorded.splice(0));

/** A request as a signed-in browser would send it from the console, plus the given lines. */
const request = (line: string, headers: readonly string[], body = ''): string =>
  [
    `${line} HTTP/1.1`,
    'Host: localhost',
    cookie,
    'Sec-Fetch-Site: same-origin',
    ...headers,
    '',
    body,
  ].join('\r\n');

const transcript = (): string[] =>
  bff.upstream.recorded.map(({ method, url, body }) => `${method} ${url} ${body}`.trim());

const DELETE = `DELETE /api/v2/volumes/${OWN}`;
const MATCH = 'If-Match: "1"';
const JSON_TYPE = 'Content-Type: application/json';
const POST_BODY = '{"apiEndpoint":"10.0.0.1:443"}';

describe('a request that two parsers could read differently is never forwarded', () => {
  test.each([
    ['chunked DELETE', DELETE, [MATCH, 'Transfer-Encoding: chunked'], CHUNKED],
    [
      'chunked DELETE, upgrade in Connection',
      DELETE,
      [MATCH, 'Transfer-Encoding: chunked', 'Connection: upgrade, keep-alive'],
      CHUNKED,
    ],
    ['chunked GET', 'GET /api/v2/volumes', ['Transfer-Encoding: chunked'], CHUNKED],
    ['chunked POST', 'POST /api/v2/clusters', [JSON_TYPE, 'Transfer-Encoding: chunked'], CHUNKED],
    [
      'chunked PUT',
      `PUT /api/v2/volumes/${OWN}`,
      [JSON_TYPE, MATCH, 'Transfer-Encoding: chunked'],
      CHUNKED,
    ],
    ['both lengths', DELETE, [MATCH, 'Content-Length: 4', 'Transfer-Encoding: chunked'], CHUNKED],
    [
      'both lengths, other order',
      DELETE,
      [MATCH, 'Transfer-Encoding: chunked', 'Content-Length: 4'],
      CHUNKED,
    ],
    [
      'two lengths',
      DELETE,
      [MATCH, 'Content-Length: 0', `Content-Length: ${SMUGGLED.length}`],
      SMUGGLED,
    ],
    ['a list of lengths', DELETE, [MATCH, `Content-Length: 0, ${SMUGGLED.length}`], SMUGGLED],
    ['a signed length', DELETE, [MATCH, `Content-Length: +${SMUGGLED.length}`], SMUGGLED],
    ['a hexadecimal length', DELETE, [MATCH, 'Content-Length: 0x10'], SMUGGLED],
    ['a negative length', DELETE, [MATCH, 'Content-Length: -1'], SMUGGLED],
    ['a space before the colon', DELETE, [MATCH, 'Transfer-Encoding : chunked'], CHUNKED],
    ['a tab in the name', DELETE, [MATCH, 'Transfer\tEncoding: chunked'], CHUNKED],
    ['an unknown coding', DELETE, [MATCH, 'Transfer-Encoding: xchunked'], CHUNKED],
    ['two codings', DELETE, [MATCH, 'Transfer-Encoding: gzip, chunked'], CHUNKED],
    ['a coding with a vertical tab', DELETE, [MATCH, 'Transfer-Encoding: \u000bchunked'], CHUNKED],
    [
      'two coding headers',
      DELETE,
      [MATCH, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'],
      CHUNKED,
    ],
    ['a folded coding', DELETE, [MATCH, 'Transfer-Encoding:', ' chunked'], CHUNKED],
    ['a coding in a bare-LF line', DELETE, [`${MATCH}\nTransfer-Encoding: chunked`], CHUNKED],
    ['a NUL in a header', DELETE, [MATCH, 'X-A: \u0000'], ''],
    ['a bare CR in a header', DELETE, [MATCH, 'X-A: a\rTransfer-Encoding: chunked'], CHUNKED],
  ])('%s', async (_name, line, headers, body) => {
    const answer = await sendRaw(bff.port, request(line, headers, body));
    expect([400, 411]).toContain(statusOf(answer));
    expect(transcript()).toEqual([]);
  });

  test.each(['chunked', 'identity', 'gzip'])(
    'Transfer-Encoding: %s is answered 411 or 400 in JSON',
    async (coding) => {
      const answer = await sendRaw(
        bff.port,
        request(DELETE, [MATCH, `Transfer-Encoding: ${coding}`], '0\r\n\r\n'),
      );
      expect([400, 411]).toContain(statusOf(answer));
      expect(answer).toMatch(
        /\{"error":"[^"]+","code":\d+,"message":"[^"]+","requestId":"[^"]+"\}/,
      );
    },
  );
});

describe('exactly one request is forwarded', () => {
  test.each([
    [
      'a DELETE whose body is a request',
      DELETE,
      [MATCH, `Content-Length: ${SMUGGLED.length}`],
      SMUGGLED,
      `DELETE /api/v2/volumes/${OWN}`,
    ],
    [
      'a GET whose body is a request',
      'GET /api/v2/volumes',
      [`Content-Length: ${SMUGGLED.length}`],
      SMUGGLED,
      'GET /api/v2/volumes',
    ],
    [
      'upgrade in Connection without an upgrade',
      DELETE,
      [MATCH, 'Connection: upgrade, keep-alive'],
      '',
      `DELETE /api/v2/volumes/${OWN}`,
    ],
    [
      'Transfer-Encoding named in Connection',
      DELETE,
      [MATCH, 'Connection: keep-alive, transfer-encoding'],
      '',
      `DELETE /api/v2/volumes/${OWN}`,
    ],
    [
      'a POST that waits for 100 Continue',
      'POST /api/v2/clusters',
      [JSON_TYPE, 'Expect: 100-continue', `Content-Length: ${POST_BODY.length}`],
      POST_BODY,
      `POST /api/v2/clusters ${POST_BODY}`,
    ],
    [
      'TE and trailers announced',
      DELETE,
      [MATCH, 'TE: trailers', 'Trailer: X-A'],
      '',
      `DELETE /api/v2/volumes/${OWN}`,
    ],
    ['HEAD', 'HEAD /api/v2/volumes', [], '', 'GET /api/v2/volumes'],
  ])('%s', async (_name, line, headers, body, golden) => {
    await sendRaw(bff.port, request(line, headers, body));
    expect(transcript()).toEqual([golden]);
  });

  test('with a JSON body that was serialized again, without duplicates', async () => {
    const body = '{"apiEndpoint":"10.0.0.9:443", "apiEndpoint" : "10.0.0.1:443"}';
    await sendRaw(
      bff.port,
      request('POST /api/v2/clusters', [JSON_TYPE, `Content-Length: ${body.length}`], body),
    );
    expect(transcript()).toEqual([`POST /api/v2/clusters ${POST_BODY}`]);
  });

  test('with its credential, whatever headers the browser declares hop-by-hop', async () => {
    const headers = [MATCH, 'Connection: close, authorization, if-match'];
    await sendClosing(bff.port, request(DELETE, headers));
    expect(bff.upstream.recorded[0]?.headers).toMatchObject({
      authorization: `Bearer ${tokenOf('admin')}`,
      'if-match': '"1"',
    });
  });

  test('for each of several requests on one connection', async () => {
    const one = request('GET /api/v2/volumes', []);
    const answer = await sendRaw(bff.port, one + one + request(DELETE, [MATCH]));
    expect(answer.match(/HTTP\/1\.1 200/g)).toHaveLength(4);
    // Pipelined requests may be forwarded in any order.
    const got = transcript().toSorted();
    expect(got).toEqual([DELETE, 'GET /api/v2/volumes', 'GET /api/v2/volumes']);
  });
});

describe('an upgrade', () => {
  test.each(['websocket', 'h2c', 'TLS/1.0'])(
    'to %s is 426 and never forwarded',
    async (protocol) => {
      for (const path of ['/api/v2/volumes', '/events', '/', '/health']) {
        const answer = await sendRaw(
          bff.port,
          request(`GET ${path}`, ['Connection: Upgrade', `Upgrade: ${protocol}`]),
        );
        expect(statusOf(answer)).toBe(426);
        expect(answer).toContain('content-security-policy');
      }
      expect(transcript()).toEqual([]);
    },
  );

  test('with CONNECT opens no tunnel', async () => {
    const answer = await sendRaw(
      bff.port,
      'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: localhost\r\n\r\n',
    );
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
    expect(transcript()).toEqual([]);
  });
});
