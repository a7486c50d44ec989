import { randomBytes } from 'node:crypto';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { startFederation } from '../federation.ts';
import { followToEnd } from '../test-support/follow-workflow.ts';
import { ADMIN_PASSWORD, signIn, type FederationClient } from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';
import { forgetLostKeys } from './open-vault.ts';
import { createStores } from '../store/stores.ts';

let dataDir: string;
let masterKeyFile: string;
let database: Database;
let simulator: TestSimulator;

beforeAll(async () => {
  dataDir = await copyTemplate();
  masterKeyFile = join(dataDir, 'own.key');
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  database = opened.value;
  simulator = await startTestSimulator(1, 5);
  await makeKey();
  await using federation = await start();
  await attach(federation.client);
});
afterAll(async () => {
  await simulator.close();
  await database.close();
  await rm(dataDir, { recursive: true, force: true });
});

const makeKey = (): Promise<void> => writeFile(masterKeyFile, randomBytes(32), { mode: 0o600 });

const tryToStart = () =>
  startFederation({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    masterKeyFile,
    database,
    passwords: { admin: ADMIN_PASSWORD },
    log: pino({ level: 'silent' }),
  });

async function start(): Promise<AsyncDisposable & { client: FederationClient }> {
  const started = await tryToStart();
  if (!started.ok) throw new Error(started.error.message);
  const { client } = await signIn(started.value.url, 'admin', ADMIN_PASSWORD);
  return { client, [Symbol.asyncDispose]: () => started.value.close() };
}

/** Why it did not start. */
async function refusal(): Promise<string> {
  const started = await tryToStart();
  if (!started.ok) return started.error.message;
  await started.value.close();
  throw new Error('it started');
}

async function attach(client: FederationClient): Promise<void> {
  const apiEndpoint = simulator.clusters[0]?.apiEndpoint ?? '';
  await simulator.importKey(apiEndpoint, client);
  const started = await client.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  const seen = await followToEnd(client, started.value.workflowId);
  expect(seen.at(-1)?.state).toBe('COMPLETED');
}

const LOST = /^The master key .*own\.key is not the one .* put the right file back\..*$/;

test('a master key that is missing, or another one, keeps the federation from starting, in one line', async () => {
  await rename(masterKeyFile, `${masterKeyFile}.kept`);
  expect(await refusal()).toMatch(LOST);
  await expect(stat(masterKeyFile)).rejects.toThrow('ENOENT');
  await makeKey();
  expect(await refusal()).toMatch(LOST);
  await rename(`${masterKeyFile}.kept`, masterKeyFile);
  await using federation = await start();
  expect(await federation.client.listClusters({})).toMatchObject({
    value: { clusters: [{}] },
  });
});

test('nothing is forgotten while the master key is right', async () => {
  const { sealedKeys } = createStores(database.orm);
  expect(await forgetLostKeys(sealedKeys, { dataDir, masterKeyFile }, true)).toMatchObject({
    ok: true,
  });
  await using federation = await start();
  expect(await federation.client.listClusters({})).toMatchObject({
    value: { clusters: [{}] },
  });
});

test('without it one goes on by forgetting its keys, if that is meant, and attaches the clusters anew', async () => {
  await makeKey();
  const { sealedKeys } = createStores(database.orm);
  const source = { dataDir, masterKeyFile };
  const asked = await forgetLostKeys(sealedKeys, source, false);
  expect(asked.ok ? '' : asked.error).toMatch(/^\d keys would be forgotten: add --yes/);
  expect(await refusal()).toMatch(LOST);
  const forgot = await forgetLostKeys(sealedKeys, source, true);
  expect(forgot.ok ? forgot.value : '').toContain(simulator.clusters[0]?.apiEndpoint);
  await using federation = await start();
  expect(await federation.client.listClusters({})).toMatchObject({ value: { clusters: [] } });
  await attach(federation.client);
});
