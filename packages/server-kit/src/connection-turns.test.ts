import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setImmediate as soon } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-support/test-server.ts';

const request = (path: string, ...lines: string[]): string =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost', ...lines, '', ''].join('\r\n');

let server: TestServer;
/** Requests in progress, and their maximum so far. */
let open: ServerResponse[];
let served: string[];
let most: number;

async function start(): Promise<void> {
  open = [];
  served = [];
  most = 0;
  server = await startTestServer(({ url = '' }, response) => {
    open.push(response);
    served.push(url);
    most = Math.max(most, open.length);
    response.once('close', () => open.splice(open.indexOf(response), 1));
    setImmediate(() => response.end(url));
  });
}
afterEach(() => server.close());

test('pipelined requests are answered one at a time, in their order', async () => {
  await start();
  const paths = ['/a', '/b', '/c', '/d', '/e'];
  const socket = connect(server.port, '127.0.0.1');
  socket.write(paths.map((path) => request(path)).join('') + request('/f', 'Connection: close'));
  const bodies = (await text(socket)).split('\r\n').filter((line) => line.startsWith('/'));
  expect(bodies.map((line) => line.slice(0, 2))).toEqual([...paths, '/f']);
  expect(most).toBe(1);
});

test('a client that sends 1,400 requests at once has one of them in progress, and loses its connection', async () => {
  await start();
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.resume();
  socket.write(request('/a').repeat(1400));
  await once(socket, 'close');
  await soon();
  expect(most).toBe(1);
  expect(served.length).toBeLessThan(10);
  expect((await fetch(server.url)).status).toBe(200);
});

test('requests after the last response of a connection are not executed', async () => {
  await start();
  server.drain();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(request('/a') + request('/b'));
  const answer = await text(socket);
  expect(answer).toContain('Connection: close');
  expect(answer).not.toContain('/b');
  expect(served).toEqual(['/a']);
});

test('a client that disconnects while its requests are queued leaves nothing behind', async () => {
  await start();
  const socket = connect(server.port, '127.0.0.1');
  socket.write(request('/a') + request('/b'));
  await expect.poll(() => served.length).toBeGreaterThan(0);
  socket.destroy();
  await expect.poll(() => open.length).toBe(0);
  expect((await fetch(server.url)).status).toBe(200);
});
