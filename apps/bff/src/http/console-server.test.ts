import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import type { LimitConnectionsOptions } from './connection-limits.ts';
import { createConsoleServer } from './console-server.ts';
import { listen } from './listener.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const PATIENCE = { timeout: 20_000, interval: 20 };

let server: Server;
let port: number;
let dropped: string[];
const sockets: Socket[] = [];

async function start(settings: Pick<LimitConnectionsOptions, 'limits' | 'trustedProxies'>) {
  dropped = [];
  server = createConsoleServer((_request, response) => response.end('served'), {
    ...settings,
    arrival: { headers: 60_000, whole: 60_000 },
    onDropped: (limit) => dropped.push(limit),
  });
  const listening = await listen(server, { host: '127.0.0.1', port: 0 });
  if (!listening.ok) throw new Error(listening.error.message);
  port = Number(new URL(listening.value).port);
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

/** A connection that stays open, and that the server knows of: it has answered on it. */
async function hold(localAddress: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

/** What a new connection gets; nothing when it is dropped. */
async function ask(localAddress: string): Promise<string> {
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write(REQUEST);
  return text(socket).catch(() => '');
}

test('one address cannot hold more than its connections, and takes nobody else’s', async () => {
  await start({ limits: { total: 100, perAddress: 2 }, trustedProxies: [] });
  const [first] = [await hold('127.0.0.1'), await hold('127.0.0.1')];
  expect(await ask('127.0.0.1')).toBe('');
  expect(dropped).toEqual(['perAddress']);
  expect(await ask('127.0.0.2')).toContain('served');

  first.destroy();
  await vi.waitFor(async () => expect(await ask('127.0.0.1')).toContain('served'), PATIENCE);
});

test('all together cannot hold more than the server has room for', async () => {
  await start({ limits: { total: 2, perAddress: 100 }, trustedProxies: [] });
  const [first] = [await hold('127.0.0.1'), await hold('127.0.0.2')];
  expect(await ask('127.0.0.3')).toBe('');
  expect(dropped).toEqual(['total']);

  first.destroy();
  await vi.waitFor(async () => expect(await ask('127.0.0.3')).toContain('served'), PATIENCE);
});

test('the connections of a trusted proxy are counted for nobody', async () => {
  await start({ limits: { total: 100, perAddress: 1 }, trustedProxies: ['127.0.0.0/31'] });
  await hold('127.0.0.1');
  await hold('127.0.0.1');
  expect(await ask('127.0.0.1')).toContain('served');
  await hold('127.0.0.2');
  expect(await ask('127.0.0.2')).toBe('');
});
