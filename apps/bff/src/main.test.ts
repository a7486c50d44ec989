import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod/mini';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { makeConsole } from './test-support/test-bff.ts';

const MAIN = join(import.meta.dirname, 'main.ts');
/** Enough to start, and fewer than one address may have connections. */
const DESCRIPTORS = 200;
const CONNECTIONS = 240;

const readyLine = z.object({ url: z.string() });

/** What one connection, which is open already, gets. */
const askOn = (agent: Agent, url: URL): Promise<string> =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent }, resolve).once('error', reject);
  }).then((answer) => text(answer));

test('a BFF that has no file descriptor left serves the console on, and ends well', async () => {
  const dataDir = await copyTemplate();
  const webDist = join(dataDir, 'dist');
  await makeConsole(webDist);
  const limited = `ulimit -n ${DESCRIPTORS}; exec "$0" "$1"`;
  const child = spawn('sh', ['-c', limited, process.execPath, MAIN], {
    env: { ASTERISM_DATA_DIR: dataDir, WEB_DIST: webDist, PORT: '0', DRAIN_SECONDS: '0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(dataDir, { recursive: true });
  });
  const line = await Promise.race([
    new Promise((resolve) => child.stdout.once('data', resolve)),
    ended.then(() => '{}'),
  ]);
  const url = new URL(readyLine.parse(JSON.parse(String(line))).url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  expect(await askOn(agent, url)).toContain('<title>Asterism</title>');

  const sockets = Array.from({ length: CONNECTIONS }, () =>
    connect(Number(url.port), url.hostname)
      .on('error', () => undefined)
      .resume(),
  );
  await expect.poll(() => sockets.some(({ closed }) => closed)).toBe(true);
  expect(await askOn(agent, url)).toContain('<title>Asterism</title>');
  expect(await askOn(agent, new URL('/assets/a-1.js', url))).toBe('plain');
  for (const socket of sockets) socket.destroy();
  await expect.poll(() => fetch(url).then(({ status }) => status, String)).toBe(200);

  agent.destroy();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
