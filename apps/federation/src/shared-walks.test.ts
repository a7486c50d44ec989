import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { createClusterForwarder } from './test-support/cluster-forwarder.ts';
import { openEventStream } from './test-support/event-stream.ts';
import {
  QUICK_FEDERATION,
  startProcess,
  type FederationProcess,
} from './test-support/federation-process.ts';
import { followToEnd } from './test-support/follow-workflow.ts';
import { ADMIN_PASSWORD, signIn, type FederationClient } from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';
import { startTlsServer, type TestServer } from './test-support/tls-server.ts';

const VOLUMES = 30;
/** In so many walks it shows whether they are shared. */
const WALKS = 6;

let folder: string;
let databaseUrl: string;
let simulator: TestSimulator;
let cluster: Awaited<ReturnType<typeof startCountingFront>>;
const replicas: FederationProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-shared-walks-'));
  databaseUrl = await createPostgresDatabase();
  simulator = await startTestSimulator(1, VOLUMES);
  cluster = await startCountingFront(simulator.clusters[0]?.apiEndpoint ?? '');
  await writeFile(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
});
afterAll(async () => {
  await Promise.all(replicas.map((each) => each.end('SIGKILL')));
  await cluster.close();
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

/** A front of the cluster that counts the walks over its volumes, and can leave those who begin one without an answer. */
async function startCountingFront(clusterEndpoint: string) {
  const forwarder = createClusterForwarder(clusterEndpoint);
  let walks = 0;
  let isStopped = false;
  const waiting: (() => void)[] = [];
  const server: TestServer = await startTlsServer((request, response) => {
    const pass = (): void => {
      forwarder.pass(request, response).catch(() => request.socket.destroy());
    };
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://cluster');
    if (pathname !== '/api/v2/volumes' || searchParams.has('offsetUUID')) return pass();
    walks += 1;
    if (isStopped) waiting.push(pass);
    else pass();
  });
  return {
    endpoint: server.endpoint,
    walks: () => walks,
    stop: () => void (isStopped = true),
    waiting: () => waiting.length,
    resume() {
      isStopped = false;
      for (const pass of waiting.splice(0)) pass();
    },
    async close() {
      await server.close();
      forwarder.close();
    },
  };
}

interface Replica {
  readonly process: FederationProcess;
  readonly client: FederationClient;
  /** How often its volumes were found to be as of now. */
  readonly readings: () => number;
}

async function startReplica(): Promise<Replica> {
  const process = await startProcess(
    {
      ASTERISM_DATA_DIR: folder,
      ASTERISM_MASTER_KEY_FILE: join(folder, 'master.key'),
      ASTERISM_ADMIN_PASSWORD: ADMIN_PASSWORD,
      ASTERISM_DATABASE_URL: databaseUrl,
    },
    QUICK_FEDERATION,
  );
  replicas.push(process);
  const { client, token } = await signIn(process.url, 'admin', ADMIN_PASSWORD);
  const { events } = await openEventStream(process.url, token);
  const readings = (): number =>
    new Set(events.map(({ event }) => (event.type === 'freshness' ? event.asOf : undefined))).size;
  return { process, client, readings };
}

async function attach({ client }: Replica): Promise<void> {
  await simulator.importKey(simulator.clusters[0]?.apiEndpoint ?? '', client);
  const started = await client.attachCluster({ apiEndpoint: cluster.endpoint });
  if (!started.ok) throw new Error(started.error.message);
  const seen = await followToEnd(client, started.value.workflowId);
  expect(seen.at(-1)).toMatchObject({ state: 'COMPLETED' });
}

/** What both have read in so many walks, to these walks: 1 when each walks for itself, 2 when one walks for both. */
async function readingsOfAWalk(both: readonly [Replica, Replica]): Promise<number> {
  const readings = (): number => both[0].readings() + both[1].readings();
  const before = { walks: cluster.walks(), readings: readings() };
  await expect.poll(() => cluster.walks()).toBeGreaterThanOrEqual(before.walks + WALKS);
  return (readings() - before.readings) / (cluster.walks() - before.walks);
}

async function failVolume({ client }: Replica, n: number): Promise<void> {
  const page = await client.listFleetVolumes({ offset: String(n), limit: '1' });
  const UUID = page.ok ? page.value.volumes[0]?.UUID : undefined;
  const apiEndpoint = simulator.clusters[0]?.apiEndpoint;
  await simulator.order('volume-state', { apiEndpoint, UUID, state: 'Failed' });
}

const expectFailed = (at: Replica, total: number): Promise<void> =>
  expect
    .poll(() => at.client.listFleetVolumes({ state: 'Failed' }))
    .toMatchObject({ ok: true, value: { total } });

test('replicas share the walks, the one whose other is killed walks on, and a restarted one takes its part again', async () => {
  const steady = await startReplica();
  await attach(steady);
  const killed = await startReplica();
  await expect.poll(() => readingsOfAWalk([steady, killed])).toBeGreaterThan(1.5);

  // A change that nobody announces: each walks itself, and then they share again.
  await failVolume(steady, 0);
  await expectFailed(steady, 1);
  await expectFailed(killed, 1);
  await expect.poll(() => readingsOfAWalk([steady, killed])).toBeGreaterThan(1.5);

  cluster.stop();
  await expect.poll(() => cluster.waiting()).toBe(2);
  await killed.process.end('SIGKILL');
  await failVolume(steady, 1);
  cluster.resume();
  await expectFailed(steady, 2);
  const readings = steady.readings();
  await expect.poll(() => steady.readings()).toBeGreaterThan(readings + 2);
  await failVolume(steady, 2);
  await expectFailed(steady, 3);

  const restarted = await startReplica();
  await expectFailed(restarted, 3);
  await expect.poll(() => readingsOfAWalk([steady, restarted])).toBeGreaterThan(1.5);
  for (const { client } of [steady, restarted]) {
    expect(await client.listFleetVolumes({})).toMatchObject({
      ok: true,
      value: { total: VOLUMES },
    });
  }
});
