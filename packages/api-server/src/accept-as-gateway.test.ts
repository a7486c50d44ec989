import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptAsGateway } from './accept-as-gateway.ts';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const ifMatch = request.headers['if-match'] ?? 'none';
      response.end(`If-Match ${ifMatch}, body ${Buffer.concat(chunks).toString()}`);
    });
  });
  acceptAsGateway(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a TCP port has an address of this shape.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

/** Sends the lines as a request; everything that came back until the server closed the connection. */
async function answerTo(lines: readonly string[], body = ''): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write([...lines, '', body].join('\r\n'));
  return text(socket);
}

const POST = ['POST /x HTTP/1.1', 'Host: localhost', 'Content-Length: 4'];

describe('Expect', () => {
  test.each([
    ['an empty one', ['Expect:']],
    ['one of spaces', ['Expect:   ']],
    ['an empty one before another', ['Expect:', 'Expect: the-best']],
  ])('%s expects nothing', async (_, headers) => {
    const answer = await answerTo([...POST, ...headers, 'Connection: close'], 'body');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(answer).toMatch(/body body$/);
  });

  test.each(['100-continue', '100-CONTINUE'])('%s is answered before the body', async (value) => {
    const socket = connect(port, '127.0.0.1');
    socket.write([...POST, `Expect: ${value}`, 'Connection: close', '', ''].join('\r\n'));
    const first = await new Promise((resolve) =>
      socket.once('data', (chunk: Buffer) => resolve(chunk.toString())),
    );
    expect(first).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    socket.write('body');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK[^]*body body$/);
  });

  test('anything else is 417 in the error body, and ends the connection', async () => {
    const answer = await answerTo(['GET /x HTTP/1.1', 'Host: localhost', 'Expect: the-best']);
    expect(answer).toMatch(/^HTTP\/1\.1 417 Expectation Failed/);
    expect(answer).toMatch(/^Connection: close\r$/m);
    const message = 'Expect: must be 100-continue, or empty';
    expect(JSON.parse(answer.slice(answer.indexOf('{')))).toEqual({
      error: message,
      code: 3,
      message,
    });
  });
});

test('a header behind 2,000 others counts', async () => {
  const others = Array.from({ length: 2500 }, () => 'A:1');
  const headers = [...POST, 'Connection: close', ...others, 'If-Match: 7'];
  expect(await answerTo(headers, 'body')).toMatch(/If-Match 7, body body$/);
});
