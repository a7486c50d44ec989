import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { builtProgram } from '@asterism/server-kit/test-support/built-program';
import { createTestClient } from './test-support/cluster-client.ts';

const MAIN = builtProgram(join(import.meta.dirname, '..'), 'main');
const line = z.object({
  apiEndpoint: z.string(),
  clusterUUID: z.string(),
  fingerprint256: z.string(),
  adminJwt: z.string(),
});
type Line = z.infer<typeof line>;

let running: ChildProcess[];
let directory: string;
let client: ReturnType<typeof createTestClient>;
beforeEach(() => {
  running = [];
  directory = mkdtempSync(join(tmpdir(), 'cluster-sim-'));
  client = createTestClient();
});
afterEach(async () => {
  await client.close();
  for (const child of running) child.kill('SIGKILL');
  rmSync(directory, { recursive: true });
});

function run(...args: string[]) {
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += String(text)));
  const ended = once(child, 'close').then(([code]: unknown[]) => ({ code, stderr }));
  return { child, ended };
}

/** Runs it and waits for the lines of that many clusters. */
async function serve(clusters: number, ...args: string[]) {
  const process = run('--clusters', String(clusters), '--port', '0', ...args);
  const lines: Line[] = [];
  for await (const text of createInterface({ input: process.child.stdout })) {
    lines.push(line.parse(JSON.parse(text)));
    if (lines.length === clusters) break;
  }
  const [first] = lines;
  if (first === undefined) throw new Error((await process.ended).stderr);
  return { ...process, lines, first };
}

const send = (cluster: Line, method: string, path: string, body?: object) =>
  client.send(method, `https://${cluster.apiEndpoint}/api/v2${path}`, {
    token: cluster.adminJwt,
    body,
  });

test('it prints one line for each cluster, serves with that certificate and token, and ends with SIGTERM', async () => {
  const { child, ended, lines } = await serve(2, '--volumes', '3,5');
  for (const [index, cluster] of lines.entries()) {
    expect(await client.fingerprintOf(cluster.apiEndpoint)).toBe(cluster.fingerprint256);
    expect((await send(cluster, 'GET', '/volumes')).json['volumes']).toHaveLength(
      [3, 5][index] ?? 0,
    );
    expect((await send(cluster, 'GET', '/cluster')).json['UUID']).toBe(cluster.clusterUUID);
  }
  child.kill('SIGTERM');
  expect(await ended).toEqual({ code: 0, stderr: '' });
});

test('the same seed gives the same volumes in every run', async () => {
  const runs = [await serve(1, '--volumes', '50'), await serve(1, '--volumes', '50')];
  const [one, two] = await Promise.all(runs.map(({ first }) => send(first, 'GET', '/volumes')));
  expect(one?.status).toBe(200);
  expect(one?.text).toBe(two?.text);
});

test('killed in the middle of its work it comes back with everything that it had accepted', async () => {
  const args = ['--volumes', '20', '--data', directory, '--creating-ms', '100'];
  const before = await serve(1, ...args);
  const body = (name: string) => ({
    name,
    size: '4 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
    projectName: 'mine',
  });
  const seeded = (await send(before.first, 'GET', '/volumes?limit=1')).text;
  const victim = String(/"UUID":"([^"]+)"/.exec(seeded)?.[1]);
  await send(before.first, 'POST', '/projects', { name: 'mine' });
  const accepted: string[] = [];
  for (let index = 0; index < 30; index += 1) {
    const answer = await send(before.first, 'POST', '/volumes', body(`v-${index}`));
    accepted.push(String(answer.json['UUID']));
  }
  expect((await send(before.first, 'DELETE', `/volumes/${victim}`)).status).toBe(200);
  before.child.kill('SIGKILL');
  await before.ended;

  const after = await serve(1, ...args);
  expect(after.first.fingerprint256).toBe(before.first.fingerprint256);
  const old = { ...after.first, adminJwt: before.first.adminJwt };
  for (const uuid of accepted) {
    await expect
      .poll(async () => (await send(old, 'GET', `/volumes/${uuid}`)).json['state'])
      .toBe('Available');
  }
  await expect.poll(async () => (await send(old, 'GET', `/volumes/${victim}`)).status).toBe(404);
});

test('a data directory serves one simulator at a time, and the simulation that it was made for', async () => {
  const { first, child, ended } = await serve(1, '--volumes', '2', '--data', directory);
  const second = await run('--port', '0', '--volumes', '2', '--data', directory).ended;
  expect(second).toEqual({
    code: 1,
    stderr: `The data directory ${directory} is in use by another simulator (process ${child.pid}).\n`,
  });
  expect((await send(first, 'GET', '/version')).status).toBe(200);
  child.kill('SIGTERM');
  await ended;
  const other = await run('--port', '0', '--volumes', '3', '--data', directory).ended;
  expect(other.code).toBe(1);
  expect(other.stderr).toMatch(/^.*belongs to a simulation of .*\n$/);
});

test('a data directory that cannot be made is one line and exit code 1', async () => {
  const { code, stderr } = await run('--port', '0', '--data', '/dev/null/data').ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^The data directory \/dev\/null\/data cannot be written: .*\n$/);
});

test('a port that is taken is one line and exit code 1', async () => {
  const { first } = await serve(1, '--volumes', '0');
  const port = first.apiEndpoint.split(':')[1] ?? '';
  expect(await run('--port', port, '--volumes', '0').ended).toEqual({
    code: 1,
    stderr: `A simulated cluster cannot listen on 127.0.0.1:${port}: the port is taken.\n`,
  });
});

test.each([
  [['--volumes', 'many'], '--volumes must be a whole number'],
  [['--clusters', '0'], '--clusters must be a whole number from 1'],
  [['--port', '65535', '--clusters', '2'], '--port 65535 leaves no ports for 2 clusters'],
  [['--from', '2026-11-24'], '--from needs --living'],
  [['--living', '--from', 'yesterday'], '--from must be a time such as 2026-11-24T08:00:00Z'],
  [['--living', '--time-factor', '0'], '--time-factor must be a whole number from 1'],
  [['--colour', 'red'], "Unknown option '--colour'"],
  [['extra'], "Unexpected argument 'extra'"],
])('%j is a usage error: one line and exit code 2', async (args, message) => {
  const { code, stderr } = await run(...args).ended;
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('--help tells how to use it', async () => {
  const { child, ended } = run('--help');
  let stdout = '';
  child.stdout.on('data', (text: Buffer) => (stdout += String(text)));
  expect(await ended).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('--creating-ms');
});
