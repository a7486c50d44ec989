import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openDatabaseAdmin,
  type DatabaseAdmin,
} from '@asterism/database/test-support/database-admin';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { startFederation, type Federation } from './federation.ts';
import { followToEnd } from './test-support/follow-workflow.ts';
import {
  bearer,
  ADMIN_PASSWORD,
  send,
  signIn,
  type Answer,
  type FederationClient,
} from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

const VOLUMES = 20;

let dataDir: string;
let admin: DatabaseAdmin;
let simulator: TestSimulator;
let federation: Federation;
let client: FederationClient;
let headers: Record<string, string>;
const lines: string[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'asterism-trouble-'));
  const databaseUrl = await createPostgresDatabase();
  admin = await openDatabaseAdmin(databaseUrl);
  simulator = await startTestSimulator(2, VOLUMES);
  const started = await startFederation({
    port: 0,
    host: '127.0.0.1',
    dataDir,
    databaseUrl,
    passwords: { admin: ADMIN_PASSWORD },
    log: pino({ level: 'warn' }, { write: (line) => void lines.push(line) }),
  });
  if (!started.ok) throw new Error(started.error.message);
  federation = started.value;
  const signedIn = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  ({ client } = signedIn);
  headers = bearer(signedIn.token);
  await simulator.importKey(endpointOf(0), client);
  const attached = await attach(0);
  await followToEnd(client, String(attached.json['workflowId']));
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
  await admin.close();
  await rm(dataDir, { recursive: true, force: true });
});

const ask = (path: string): Promise<Answer> => send(federation.url, 'GET', path, headers);

const endpointOf = (cluster: number): string => simulator.clusters[cluster]?.apiEndpoint ?? '';

function attach(cluster: number): Promise<Answer> {
  const body = JSON.stringify({ apiEndpoint: endpointOf(cluster) });
  return send(federation.url, 'POST', '/api/v2/clusters', headers, body);
}

test('while its connections are cut again and again, each request is carried out or is 503', async () => {
  const cutting = new AbortController();
  const answers: Answer[] = [];
  const asking = ['/api/v2/clusters', '/api/v2/fleet/volumes', '/api/v2/workflows'].map(
    async (path) => {
      while (!cutting.signal.aborted) answers.push(await ask(path));
    },
  );
  for (let cut = 0; cut < 40; cut += 1) {
    const answered = answers.length;
    await admin.cutConnections();
    await expect.poll(() => answers.length, { interval: 5 }).toBeGreaterThan(answered + 3);
  }
  cutting.abort();
  await Promise.all(asking);
  const refused = answers.filter(({ status }) => status !== 200);
  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  for (const { json, headers: given } of refused) {
    expect(json).toMatchObject({ code: 14 });
    expect(json['message']).toContain('the database');
    expect(given.get('retry-after')).toBe('1');
  }
  await expect.poll(async () => (await ask('/api/v2/clusters')).status).toBe(200);
  await expect.poll(async () => (await ask('/ready')).status).toBe(200);
});

test('while nothing can be written, writes say "storage", reads go on and it is not ready; then it recovers', async () => {
  await simulator.importKey(endpointOf(1), client);
  await admin.setReadOnly(true);
  // The first to ask meet connections that were cut; this waits until a new one has been tried.
  await expect
    .poll(async () => (await ask('/ready')).text)
    .toBe('{"status":"storage: the database cannot write"}');
  lines.length = 0;
  const refused = await attach(1);
  expect(refused).toMatchObject({ status: 503, json: { code: 14 } });
  expect(refused.json['message']).toMatch(/^storage: /);
  expect(refused.headers.get('retry-after')).toBe('10');
  expect(await client.listFleetVolumes({})).toMatchObject({ ok: true, value: { total: VOLUMES } });
  const queue = lines.filter((line) => line.includes('the workflow queue failed'));
  expect(queue.length).toBeLessThan(5);

  await admin.setReadOnly(false);
  await expect.poll(async () => (await ask('/ready')).status).toBe(200);
  const started = await attach(1);
  expect(started.status).toBe(200);
  const seen = await followToEnd(client, String(started.json['workflowId']));
  expect(seen.at(-1)?.state).toBe('COMPLETED');
});
