import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LimitConnectionsOptions } from './connection-limits.ts';
import { startTestServer, type TestServer } from './test-support/test-server.ts';

const REQUEST = 'GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
const POLLING = { timeout: 20_000, interval: 20 };

let server: TestServer;
let dropped: string[];
const sockets: Socket[] = [];

async function start(
  settings: Pick<LimitConnectionsOptions, 'limits' | 'trustedProxies' | 'now'>,
): Promise<void> {
  dropped = [];
  server = await startTestServer((_request, response) => response.end('served'), {
    ...settings,
    onDropped: (limit) => dropped.push(limit),
  });
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** A connection that stays open, and that the server has accepted: it has responded on it. */
async function openConnection(localAddress: string): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'data');
  return socket;
}

/** What a new connection receives; nothing when it is dropped. */
async function ask(localAddress: string): Promise<string> {
  const socket = connect({ port: server.port, host: '127.0.0.1', localAddress });
  sockets.push(socket);
  socket.on('error', () => undefined);
  socket.write(REQUEST);
  return text(socket).catch(() => '');
}

test('one address cannot exceed its limit of connections, and does not affect other addresses', async () => {
  await start({ limits: { total: 100, perAddress: 2 }, trustedProxies: [] });
  const [first] = [await openConnection('127.0.0.1'), await openConnection('127.0.0.1')];
  expect(await ask('127.0.0.1')).toBe('');
  expect(dropped).toEqual(['perAddress']);
  expect(await ask('127.0.0.2')).toContain('served');

  first.destroy();
  await vi.waitFor(async () => expect(await ask('127.0.0.1')).toContain('served'), POLLING);
});

test('all addresses together cannot exceed the limit of the server', async () => {
  await start({ limits: { total: 2, perAddress: 100 }, trustedProxies: [] });
  const [first] = [await openConnection('127.0.0.1'), await openConnection('127.0.0.2')];
  expect(await ask('127.0.0.3')).toBe('');
  expect(dropped).toEqual(['total']);

  first.destroy();
  await vi.waitFor(async () => expect(await ask('127.0.0.3')).toContain('served'), POLLING);
});

test('the connections of a trusted proxy do not count for one address', async () => {
  await start({ limits: { total: 100, perAddress: 1 }, trustedProxies: ['127.0.0.0/31'] });
  await openConnection('127.0.0.1');
  await openConnection('127.0.0.1');
  expect(await ask('127.0.0.1')).toContain('served');
  await openConnection('127.0.0.2');
  expect(await ask('127.0.0.2')).toBe('');
});

describe('an address that sent more requests at once than may queue', () => {
  const flood = async (localAddress: string): Promise<void> => {
    const socket = connect({ port: server.port, host: '127.0.0.1', localAddress });
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.resume().write(REQUEST.replace('Connection: close\r\n', '').repeat(100));
    await once(socket, 'close');
  };
  const settings = { limits: { total: 100, perAddress: 100 }, trustedProxies: ['127.0.0.3'] };

  test('is blocked for a while, twice as long the next time, and no other address is', async () => {
    let now = 0;
    await start({ ...settings, now: () => now });
    await flood('127.0.0.2');
    now = 1999;
    expect(await ask('127.0.0.2')).toBe('');
    expect(dropped).toEqual(['pipelining']);
    expect(await ask('127.0.0.4')).toContain('served');

    now = 2000;
    expect(await ask('127.0.0.2')).toContain('served');
    await flood('127.0.0.2');
    now = 5999;
    expect(await ask('127.0.0.2')).toBe('');
    now = 6000;
    expect(await ask('127.0.0.2')).toContain('served');
  });

  test.each([
    ['a trusted proxy', '127.0.0.3'],
    ['this machine itself', '127.0.0.1'],
  ])('is not blocked when many clients may share it: %s', async (_whose, address) => {
    await start(settings);
    await flood(address);
    expect(await ask(address)).toContain('served');
    expect(dropped).toEqual([]);
  });
});
