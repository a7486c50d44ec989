import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { startTestServer, type TestServer } from './test-support/test-server.ts';

let server: TestServer;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

async function open(localAddress: string): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

const ask = (socket: Socket): boolean => socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');

test('a client that sends from many connections at once is not served before everybody else', async () => {
  const served: string[] = [];
  server = await startTestServer(({ socket }, response) => {
    served.push(socket.remoteAddress ?? '');
    response.end('served');
  });
  const many: Socket[] = [];
  for (let i = 0; i < 60; i += 1) many.push(await open('127.0.0.2'));
  const other = await open('127.0.0.3');
  // All requests have arrived before the server reads them: it runs in this thread too.
  for (const socket of many) ask(socket);
  ask(other);
  await expect.poll(() => served.length).toBe(61);
  expect(served.indexOf('127.0.0.3')).toBeLessThan(20);
});

test('the queued requests of a client that disconnects are not served', async () => {
  let served = 0;
  server = await startTestServer((_request, response) => {
    served += 1;
    for (const socket of sockets) socket.destroy();
    response.end('served');
  });
  for (let i = 0; i < 20; i += 1) await open('127.0.0.2');
  for (const socket of sockets) ask(socket);
  await expect.poll(() => served).toBeGreaterThan(0);
  const answer = await fetch(server.url);
  expect(answer.status).toBe(200);
});
