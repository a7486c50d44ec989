import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';

const PROGRAM = new URL('test-support/few-descriptors.ts', import.meta.url).pathname;
const LIMIT = 64;

test('a server that runs out of file descriptors goes on when there are some again', async () => {
  const child = spawn(
    'sh',
    ['-c', `ulimit -n ${LIMIT}; exec "$0" "$1"`, process.execPath, PROGRAM],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(child, 'exit');
  const line = await new Promise<Buffer>((resolve) => child.stdout.once('data', resolve));
  const url = new URL(String(line).trim());
  const sockets: Socket[] = [];
  for (let i = 0; i < 2 * LIMIT; i += 1) {
    const socket = connect(Number(url.port), url.hostname);
    socket.on('error', () => undefined);
    sockets.push(socket);
    await once(socket, 'connect');
  }
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => fetch(url).then((answer) => answer.text(), String)).toBe('served');
  child.kill();
  expect(await ended).toEqual([null, 'SIGTERM']);
});
