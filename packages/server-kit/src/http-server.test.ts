import { once } from 'node:events';
import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { startTestServer } from './test-support/test-server.ts';

const HOUR_MS = 3_600_000;
const GET = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n';

test('a draining server responds as before, and asks every client to disconnect', async () => {
  const server = await startTestServer((_request, response) => response.end('served'));
  const kept = connect(server.port, '127.0.0.1');
  kept.write(GET);
  await once(kept, 'readable');
  expect(String(kept.read())).toContain('Connection: keep-alive');
  server.drain();
  kept.write(GET);
  const last = await text(kept);
  expect(last).toContain('Connection: close');
  expect(last).toContain('served');
  expect((await fetch(server.url)).headers.get('connection')).toBe('close');
  await server.close();
});

test('a closing server lets responses finish, and keeps no connection after them', async () => {
  const open: ServerResponse[] = [];
  const server = await startTestServer(
    (_request, response) => {
      open.push(response);
      response.write('begun');
    },
    { keepAliveMs: HOUR_MS, closeMs: HOUR_MS },
  );
  const agent = new Agent({ keepAlive: true });
  const asked = httpRequest(server.url, { agent }).end();
  const answer = await new Promise<IncomingMessage>((resolve) => asked.once('response', resolve));
  const closed = server.close();
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
  for (const response of open) response.end(' and ended');
  expect(await text(answer)).toBe('begun and ended');
  await closed;
  agent.destroy();
});

test('a request with too large headers is refused', async () => {
  const server = await startTestServer((_request, response) => response.end('served'));
  const answer = await fetch(server.url, { headers: { 'x-large': 'a'.repeat(17 * 1024) } });
  expect(answer.status).toBe(431);
  await server.close();
});

test('an error of the port itself is reported, and the server keeps running', async () => {
  const server = await startTestServer((_request, response) => response.end('served'));
  const error = new Error('accept EMFILE');
  server.server.emit('error', error);
  expect(server.errors).toEqual([error]);
  expect((await fetch(server.url)).status).toBe(200);
  await server.close();
});
