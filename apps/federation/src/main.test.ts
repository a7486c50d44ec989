import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod/mini';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import {
  failToStart,
  startProcess,
  type Environment,
  type FederationProcess,
} from './test-support/federation-process.ts';
import { followToEnd, followUntil } from './test-support/follow-workflow.ts';
import { bearer, basic, send, signIn } from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

/** The measure: a killed federation carries on within this time of its restart. */
const RESUME_MS = 15_000;

/** New at the first start. */
let dataDir: string;
/** Another one, with a database in it. */
let elsewhere: string;
let simulator: TestSimulator;
const running: FederationProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-federation-'));
  elsewhere = await copyTemplate();
  simulator = await startTestSimulator(1, 4500);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((each) => each.end('SIGKILL')));
});
afterAll(async () => {
  await simulator.close();
  await Promise.all(
    [dataDir, elsewhere].map((folder) => rm(folder, { recursive: true, force: true })),
  );
});

async function start(environment: Partial<Environment> = {}): Promise<FederationProcess> {
  const started = await startProcess({ ASTERISM_DATA_DIR: dataDir, ...environment });
  running.push(started);
  return started;
}

async function madeUpPassword(): Promise<string> {
  const text = await readFile(join(dataDir, 'passwords.json'), 'utf8');
  return z.object({ admin: z.string() }).parse(JSON.parse(text)).admin;
}

async function everyFile(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('the federation as a process', () => {
  test('goes on with an attach after kill -9, and keeps no secret in its database', async () => {
    const first = await start();
    const password = await madeUpPassword();
    const before = await signIn(first.url, 'admin', password);
    const apiEndpoint = simulator.clusters[0]?.apiEndpoint ?? '';
    await simulator.importKey(apiEndpoint, before.client);
    await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 400 } });
    const started = await before.client.attachCluster({ apiEndpoint });
    const workflowId = started.ok ? started.value.workflowId : '';
    const seen = await followUntil(
      before.client,
      workflowId,
      ({ progress }) => progress.percent > 40,
    );
    expect(seen.at(-1)?.state).toBe('RUNNING');
    // Nothing more comes to its end before the kill does.
    await simulator.order('faults', { apiEndpoint, fault: { stall: true } });
    await first.end('SIGKILL');
    await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 400 } });

    const second = await start();
    const restartedAt = performance.now();
    // The token of before is good: the login key is kept.
    const headers = bearer(before.token);
    expect((await send(second.url, 'GET', '/api/v2/clusters', headers)).json).toEqual({
      clusters: [],
    });
    const { client } = await signIn(second.url, 'admin', password);
    seen.push(...(await followToEnd(client, workflowId)));
    expect(performance.now() - restartedAt).toBeLessThan(RESUME_MS);

    expect(seen.at(-1)).toMatchObject({ state: 'COMPLETED', progress: { percent: 100 } });
    const percents = seen.map(({ progress }) => progress.percent);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(new Set(seen.map(({ createdAt, startedAt }) => `${createdAt} ${startedAt}`)).size).toBe(
      1,
    );
    const clusters = await client.listClusters({});
    expect(clusters.ok ? clusters.value.clusters : []).toHaveLength(1);

    expect(await second.end('SIGTERM')).toBe(0);
    const leaks: string[] = [];
    for (const file of await everyFile(join(dataDir, 'database'))) {
      const content = await readFile(file, 'latin1');
      if (content.includes('PRIVATE KEY') || content.includes(password)) leaks.push(file);
    }
    expect(leaks).toEqual([]);
  });

  test('keeps a password that was made up, and takes a chosen one instead', async () => {
    const password = await madeUpPassword();
    const chosen = await start({ ASTERISM_ADMIN_PASSWORD: 'chosen-instead' });
    const login = (text: string) =>
      send(chosen.url, 'POST', '/api/v2/cflogin', { authorization: basic('admin', text) });
    expect((await login(password)).status).toBe(401);
    expect((await login('chosen-instead')).status).toBe(200);

    // Meanwhile the directory and the port are taken.
    const second = await failToStart({ ASTERISM_DATA_DIR: dataDir });
    expect(second).toEqual({
      code: 1,
      errors: `The data directory ${dataDir} is in use by another Asterism (process ${chosen.pid}).\n`,
    });
    const { port } = new URL(chosen.url);
    const taken = await failToStart({
      ASTERISM_DATA_DIR: elsewhere,
      ASTERISM_FEDERATION_PORT: port,
    });
    expect(taken.code).toBe(1);
    expect(taken.errors).toBe(
      `The federation cannot listen on 127.0.0.1:${port}: the port is taken; set ASTERISM_FEDERATION_PORT to one that is free.\n`,
    );
    expect(await chosen.end('SIGTERM')).toBe(0);
  });

  test.each([
    [{ ASTERISM_FEDERATION_PORT: '99999' }, /^ASTERISM_FEDERATION_PORT must be .*\n$/],
    [{ ASTERISM_CLUSTER_NETWORKS: '10.0.0.0/99' }, /^ASTERISM_CLUSTER_NETWORKS must be .*\n$/],
    [{ ASTERISM_DATA_DIR: '/proc/asterism' }, /^The data directory \/proc\/asterism cannot .*\n$/],
  ])('says in one line what is wrong with %o', async (environment, line) => {
    const { code, errors } = await failToStart({ ASTERISM_DATA_DIR: dataDir, ...environment });
    expect(code).toBe(1);
    expect(errors).toMatch(line);
  });

  test('is set by the names of the release before too, and warns of each, and of a name that is none', async () => {
    const started = await start({
      ASTERISM_DATA_DIR: elsewhere,
      ASTERISM_LOG_LEVEL: '',
      LOG_LEVEL: 'warn',
      ASTERISM_FEDERATION_PROT: '1',
    });
    expect(await started.end('SIGTERM')).toBe(0);
    const lines = (await started.log).trim().split('\n');
    expect(lines.map((line) => z.object({ msg: z.string() }).parse(JSON.parse(line)).msg)).toEqual([
      'LOG_LEVEL is now called ASTERISM_LOG_LEVEL; LOG_LEVEL will not be read after the next release',
      'ASTERISM_FEDERATION_PROT is not a setting; did you mean ASTERISM_FEDERATION_PORT?',
    ]);
  });

  test('says in one line that the master key is lost, and makes no other in its place', async () => {
    const key = join(dataDir, 'master.key');
    await rename(key, `${key}.kept`);
    const { code, errors } = await failToStart({ ASTERISM_DATA_DIR: dataDir });
    await expect(stat(key)).rejects.toThrow('ENOENT');
    await rename(`${key}.kept`, key);
    expect(code).toBe(1);
    expect(errors).toMatch(
      /^The master key .*master\.key .* put the right file back.*forget-keys.*\n$/,
    );
  });

  test('refuses a master key that others may read', async () => {
    const path = join(dataDir, 'open.key');
    await writeFile(path, Buffer.alloc(32, 7), { mode: 0o644 });
    const environment = { ASTERISM_DATA_DIR: dataDir, ASTERISM_MASTER_KEY_FILE: path };
    const { code, errors } = await failToStart(environment);
    expect(code).toBe(1);
    expect(errors).toBe(`The master key ${path} can be read by others: chmod 600 it.\n`);
  });
});
