import { expect, test } from 'vitest';
import { rawExchange } from '../http/raw-exchange.ts';
import { newName, volumesOf } from '../targets/volumes.ts';
import type { Target } from '../targets/target.ts';
import { UNKNOWN_UUID } from './ask.ts';

const LIST = '/api/v2/volumes?limit=1';
const GET = `GET ${LIST} HTTP/1.1`;
const CLOSE = 'Connection: close';

/** HTTP itself, by the byte: what Go takes our servers take, unless it would be unsafe (decision 0012). */
export function testRawHttp(target: () => Target): void {
  const host = (): string => new URL(target().baseUrl).host;
  const authorization = (): string =>
    `Authorization: ${target().credentials('admin')['authorization']}`;

  /** The answer to a request of these lines; `Host` and the credentials come first unless `isBare`. */
  const send = (line: string, headers: readonly string[], body = '', isBare = false) => {
    const first = isBare ? [] : [`Host: ${host()}`, authorization()];
    const bytes = [line, ...first, ...headers, '', body].join('\r\n');
    return rawExchange(target().baseUrl, bytes, { untilClosed: headers.includes(CLOSE) });
  };

  test.each([
    ['an empty Expect', ['Expect: ']],
    ['an empty Expect without a space', ['Expect:']],
    ['TE and Connection: TE, close', ['TE: deflate,gzip;q=0.3', 'Connection: TE, close']],
    ['an upgrade to HTTP/2', ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c']],
    ['an upgrade to a web socket', ['Connection: upgrade', 'Upgrade: websocket']],
    ['a Trailer, a Range and a condition', ['Trailer: X', 'Range: bytes=0-3', 'If-None-Match: *']],
    ['headers without a value', ['If-Match:', 'Accept:', 'Content-Type:', 'Upgrade:', 'TE:']],
    ['a wish for HTML, compressed', ['Accept: text/html', 'Accept-Encoding: gzip, br']],
    ['a value in tabs', ['X-A:\tone\t']],
    ['2,500 headers', Array.from({ length: 2500 }, () => 'A:1')],
  ])('A read with %s is answered as without', async (_, headers) => {
    const answer = await send(GET, headers);
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(answer.json).toHaveProperty('volumes');
  });

  test('A connection ends after its answer when the client wants that', async () => {
    // The answer is only there once the server has closed.
    expect((await send(GET, [CLOSE])).status).toBe(200);
  });

  test('HTTP/1.0 is answered, with Host and without', async () => {
    const line = `GET ${LIST} HTTP/1.0`;
    expect((await send(line, [authorization(), CLOSE], '', true)).status).toBe(200);
    expect((await send(line, [CLOSE])).status).toBe(200);
    // HTTP/1.1 demands it.
    expect((await send(GET, [authorization(), CLOSE], '', true)).status).toBe(400);
  });

  test.each(['http', 'https'])('The target may be a whole %s address', async (protocol) => {
    const answer = await send(`GET ${protocol}://${host()}${LIST} HTTP/1.1`, []);
    expect(answer.status).toBe(200);
  });

  test('An If-Match behind 2,500 headers counts', async () => {
    const { UUID } = await volumesOf(target()).createAvailable();
    const others = Array.from({ length: 2500 }, () => 'A:1');
    const body = '{"size":"2 gib"}';
    const headers = [...others, `Content-Length: ${body.length}`, 'If-Match: stale'];
    const answer = await send(`PUT /api/v2/volumes/${UUID} HTTP/1.1`, headers, body);
    expect(answer).toMatchObject({ status: 412, json: { code: 9 } });
  });

  test('A body may come in chunks, with extensions and trailers', async () => {
    const { project } = target();
    const body = `{"name":"${newName()}","size":"1 gib","replicaCount":1,"acl":{"values":["ALLOW_NONE"]},"projectName":"${project}"}`;
    const half = body.length >> 1;
    const chunks = [body.slice(0, half), body.slice(half)]
      .map((chunk) => `${chunk.length.toString(16)};x=y\r\n${chunk}\r\n`)
      .join('');
    const headers = ['Transfer-Encoding: chunked'];
    const answer = await send(
      'POST /api/v2/volumes HTTP/1.1',
      headers,
      `${chunks}0\r\nX-T: 1\r\n\r\n`,
    );
    expect(answer).toMatchObject({ status: 200, json: { projectName: project } });
  });

  test('A body of no bytes is an empty message, and none at all is too', async () => {
    const post = 'POST /api/v2/volumes HTTP/1.1';
    expect(await send(post, ['Content-Length: 0'])).toMatchObject({
      status: 400,
      json: { code: 3 },
    });
    expect(await send(post, [])).toMatchObject({ status: 400, json: { code: 3 } });
    const gone = `DELETE /api/v2/volumes/${UNKNOWN_UUID} HTTP/1.1`;
    expect(await send(gone, ['Content-Length: 0'])).toMatchObject({
      status: 404,
      json: { code: 5 },
    });
  });

  test('A form is no way to another method', async () => {
    const headers = [
      'Content-Type: application/x-www-form-urlencoded',
      'X-HTTP-Method-Override: GET',
      'Content-Length: 7',
    ];
    const answer = await send('POST /api/v2/volumes HTTP/1.1', headers, 'limit=1');
    expect(answer).toMatchObject({ status: 400, json: { code: 3 } });
  });

  // Go takes most of these. A front that reads them otherwise than we do could be made to pass on what it would refuse.
  test.each([
    ['a header over two lines', GET, ['X-A: one', ' two', CLOSE], ''],
    ['a space before a colon', GET, ['X-A : one', CLOSE], ''],
    ['lines that end in LF alone', GET, ['X-A: one\nX-B: two', CLOSE], ''],
    [
      'a length and chunks',
      'POST /api/v2/volumes HTTP/1.1',
      ['Content-Length: 2', 'Transfer-Encoding: chunked', CLOSE],
      '2\r\n{}\r\n0\r\n\r\n',
    ],
    [
      'two lengths',
      'POST /api/v2/volumes HTTP/1.1',
      ['Content-Length: 2', 'Content-Length: 2', CLOSE],
      '{}',
    ],
    ['bytes beyond ASCII in the target', `GET ${LIST}&name=\u00e9 HTTP/1.1`, [CLOSE], ''],
  ])('%s: 400, and the connection ends', async (_, line, headers, body) => {
    expect((await send(line, headers, body)).status).toBe(400);
  });

  test('An escaped letter in the fixed part of a path is another path', async () => {
    expect((await send('GET /api/v2/%76olumes?limit=1 HTTP/1.1', [])).status).toBe(404);
  });
}
