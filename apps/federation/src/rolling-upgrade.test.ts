import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { startProcess, type FederationProcess } from './test-support/federation-process.ts';
import { followToEnd } from './test-support/follow-workflow.ts';
import { unpackReleaseBefore, type ReleaseBefore } from './test-support/release-before.ts';
import { bearer, ADMIN_PASSWORD, send, signIn } from './test-support/test-federation.ts';
import type { FederationClient } from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

let folder: string;
let simulator: TestSimulator;
const running: FederationProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-upgrade-'));
  simulator = await startTestSimulator(2, 10);
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.end('SIGKILL')));
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

async function attach(client: FederationClient, cluster: number): Promise<string> {
  const apiEndpoint = simulator.clusters[cluster]?.apiEndpoint ?? '';
  await simulator.importKey(apiEndpoint, client);
  const started = await client.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  return started.value.workflowId;
}

test('the release before starts on the new schema, and both serve and work on one database', async (context) => {
  const unpacked = await unpackReleaseBefore();
  const release = unpacked.ok ? unpacked.value : context.skip(unpacked.error);
  const masterKey = join(folder, 'master.key');
  await writeFile(masterKey, randomBytes(32), { mode: 0o600 });
  const environment = {
    ASTERISM_DATA_DIR: folder,
    ASTERISM_MASTER_KEY_FILE: masterKey,
    ASTERISM_ADMIN_PASSWORD: ADMIN_PASSWORD,
    ASTERISM_DATABASE_URL: await createPostgresDatabase(),
  };
  const start = async (before?: ReleaseBefore): Promise<FederationProcess> => {
    const started = await startProcess(environment, before);
    running.push(started);
    return started;
  };
  // It makes the schema as it is now; whoever started first would do.
  const newer = await start();
  const atNewer = await signIn(newer.url, 'admin', ADMIN_PASSWORD);
  const first = await followToEnd(atNewer.client, await attach(atNewer.client, 0));
  expect(first.at(-1)?.state).toBe('COMPLETED');

  const older = await start(release);
  const headers = bearer(atNewer.token);
  const clusters = await send(older.url, 'GET', '/api/v2/clusters', headers);
  expect(clusters).toMatchObject({ status: 200, json: { clusters: [{}] } });
  const atOlder = await signIn(older.url, 'admin', ADMIN_PASSWORD);
  const second = await followToEnd(atNewer.client, await attach(atOlder.client, 1));
  expect(second.at(-1)?.state).toBe('COMPLETED');
  for (const { client } of [atNewer, atOlder]) {
    await expect
      .poll(() => client.listFleetVolumes({}))
      .toMatchObject({ ok: true, value: { total: 20 } });
  }
  // The one that ends leaves the other at work.
  expect(await newer.end('SIGTERM')).toBe(0);
  expect((await send(older.url, 'GET', '/api/v2/clusters', headers)).status).toBe(200);
  await release.remove();
});
