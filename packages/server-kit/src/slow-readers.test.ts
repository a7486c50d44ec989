import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ReadingLimits } from './slow-readers.ts';
import { startTestServer, type TestServer } from './test-support/test-server.ts';

/** More than the system buffers for a client that does not read. */
const LONG = Buffer.alloc(32 * 1024 * 1024);
const NEVER = 3_600_000;
const STALLED: ReadingLimits = { stalledMs: 200, wholeMs: NEVER, unsentBytes: 2 * LONG.length };

let server: TestServer;
const responses: ServerResponse[] = [];

async function start(reading: ReadingLimits): Promise<void> {
  responses.length = 0;
  server = await startTestServer(
    (_request, response) => {
      responses.push(response);
    },
    { reading },
  );
}
afterEach(() => server.close());

/** Sends a request without reading the response; returns the server's response object. */
async function ask(): Promise<{ socket: Socket; response: ServerResponse }> {
  const before = responses.length;
  const socket = connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await expect.poll(() => responses.length).toBe(before + 1);
  const response = responses[before];
  if (response === undefined) throw new Error('no response');
  return { socket, response };
}

test('a client that reads nothing of its response loses its connection', async () => {
  await start(STALLED);
  const { response } = await ask();
  response.end(LONG);
  await once(response, 'close');
  expect(response.writableFinished).toBe(false);
});

test('a stream that nobody reads ends, despite its heartbeats', async () => {
  await start(STALLED);
  const { response } = await ask();
  response.write(LONG);
  const heart = setInterval(() => response.write(': still here\n\n'), 2 * STALLED.stalledMs);
  await once(response, 'close');
  clearInterval(heart);
  expect(response.writableEnded).toBe(false);
});

test('a client keeps its connection while the server works on its response', async () => {
  await start(STALLED);
  const { socket, response } = await ask();
  await pause(3 * STALLED.stalledMs);
  let size = 0;
  socket.on('data', (chunk: Buffer) => (size += chunk.length));
  response.end(LONG);
  await once(response, 'finish');
  await expect.poll(() => size).toBeGreaterThan(LONG.length);
  socket.destroy();
});

test('a client that reads its response too slowly loses its connection in the end', async () => {
  await start({ ...STALLED, stalledMs: NEVER, wholeMs: 400 });
  const { socket, response } = await ask();
  response.end(LONG);
  const drops = setInterval(() => void socket.read(1), 20);
  await once(response, 'close');
  clearInterval(drops);
  expect(response.writableFinished).toBe(false);
});

test('a client with too many buffered bytes loses its connection', async () => {
  await start({ stalledMs: NEVER, wholeMs: NEVER, unsentBytes: 1024 * 1024 });
  const { response } = await ask();
  response.write(LONG);
  const heart = setInterval(() => response.write('more'), 50);
  await once(response, 'close');
  clearInterval(heart);
  expect(response.writableEnded).toBe(false);
});
