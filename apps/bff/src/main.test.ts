import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod/mini';
import { copyEmptyDatabase } from '@asterism/database/test-support/empty-database';
import { builtProgram } from '@asterism/server-kit/test-support/built-program';
import { makeConsole } from './test-support/test-bff.ts';

const MAIN = builtProgram(join(import.meta.dirname, '..'), 'main');
/** Enough file descriptors to start, but fewer than the connections that one address may have. */
const DESCRIPTORS = 200;
const CONNECTIONS = 240;

interface Started {
  readonly child: ChildProcess;
  readonly url: URL;
  readonly ended: Promise<unknown[]>;
  /** The whole log; available once the process has ended. */
  readonly log: Promise<string>;
}

/** Starts a BFF in a separate process, with its own console and database. */
async function start(environment: Readonly<Record<string, string>>): Promise<Started> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-bff-'));
  await copyEmptyDatabase(join(dataDir, 'bff'));
  const webDist = join(dataDir, 'dist');
  await makeConsole(webDist);
  const limited = `ulimit -n ${DESCRIPTORS}; exec "$0" "$1"`;
  const child = spawn('sh', ['-c', limited, process.execPath, MAIN], {
    env: { ASTERISM_DATA_DIR: dataDir, ASTERISM_WEB_DIST: webDist, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = text(child.stderr);
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
  return { child, url: new URL(readyLine.parse(JSON.parse(String(line))).url), ended, log };
}

const readyLine = z.object({ url: z.string() });
const warning = z.object({ msg: z.string() });

/** What an open connection receives. */
const askOn = (agent: Agent, url: URL, host = url.host): Promise<string> =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent, headers: { host } }, resolve).once('error', reject);
  }).then((answer) => text(answer));

test('a BFF without free file descriptors still serves the console, and closes cleanly', async () => {
  const { child, url, ended } = await start({
    ASTERISM_BFF_PORT: '0',
    ASTERISM_DRAIN_SECONDS: '0',
  });
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

test('a BFF accepts the setting names of the previous release, and warns of each and of unknown names', async () => {
  const { child, url, ended, log } = await start({
    PORT: 'http',
    ASTERISM_BFF_PORT: '0',
    PUBLIC_URL: 'https://former.example',
    DRAIN_SECONDS: '0',
    ASTERISM_PUBLIK_URL: 'https://typo.example',
  });
  const agent = new Agent();
  expect(await askOn(agent, url, 'former.example')).toContain('<title>Asterism</title>');
  agent.destroy();
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  const warnings = (await log)
    .split('\n')
    .filter((line) => line.includes('"level":40'))
    .map((line) => warning.parse(JSON.parse(line)).msg);
  expect(warnings).toEqual([
    'PUBLIC_URL is now called ASTERISM_PUBLIC_URL; PUBLIC_URL will not be read after the next release',
    'DRAIN_SECONDS is now called ASTERISM_DRAIN_SECONDS; DRAIN_SECONDS will not be read after the next release',
    'ASTERISM_PUBLIK_URL is not a setting; did you mean ASTERISM_PUBLIC_URL?',
  ]);
});
