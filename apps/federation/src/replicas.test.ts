import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { openDatabase } from '@asterism/database/open-database';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { openEventStream } from './test-support/event-stream.ts';
import {
  QUICK_FEDERATION,
  startProcess,
  type FederationProcess,
} from './test-support/federation-process.ts';
import { followToEnd, followUntil } from './test-support/follow-workflow.ts';
import { valueOf } from './test-support/task-stack.ts';
import {
  bearer,
  ADMIN_PASSWORD,
  basic,
  send,
  signIn,
  type FederationClient,
} from './test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from './test-support/test-simulator.ts';

/** Federations in processes of their own, on one PostgreSQL. */
let folder: string;
let databaseUrl: string;
let simulator: TestSimulator;
/** The replica that outlives the others. */
let steady: Replica;
/** One that is stopped for a while. */
let paused: Replica;
const running: FederationProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asterism-replicas-'));
  databaseUrl = await createPostgresDatabase();
  simulator = await startTestSimulator(3, 20);
  await writeFile(join(folder, 'master.key'), randomBytes(32), { mode: 0o600 });
  steady = await startReplica();
});
afterAll(async () => {
  await Promise.all(running.map((each) => each.end('SIGKILL')));
  await simulator.close();
  await rm(folder, { recursive: true, force: true });
});

interface Replica {
  readonly process: FederationProcess;
  readonly client: FederationClient;
  readonly token: string;
}

async function startReplica(program?: typeof QUICK_FEDERATION): Promise<Replica> {
  const process = await startProcess(
    {
      ASTERISM_DATA_DIR: folder,
      ASTERISM_MASTER_KEY_FILE: join(folder, 'master.key'),
      ASTERISM_ADMIN_PASSWORD: ADMIN_PASSWORD,
      ASTERISM_DATABASE_URL: databaseUrl,
    },
    program,
  );
  running.push(process);
  return { process, ...(await signIn(process.url, 'admin', ADMIN_PASSWORD)) };
}

const endpointOf = (cluster: number): string => simulator.clusters[cluster]?.apiEndpoint ?? '';

/** Begins to attach a cluster that takes its time, and waits until the work on it is well under way. */
async function beginAttach(at: FederationClient, cluster: number): Promise<string> {
  const apiEndpoint = endpointOf(cluster);
  await simulator.importKey(apiEndpoint, at);
  await simulator.order('faults', { apiEndpoint, fault: { latencyMs: 1_000 } });
  const started = await at.attachCluster({ apiEndpoint });
  if (!started.ok) throw new Error(started.error.message);
  const { workflowId } = started.value;
  await followUntil(at, workflowId, ({ progress }) => progress.percent > 20);
  return workflowId;
}

function expectNeverBack(seen: readonly FleetWorkflow[]): void {
  const percents = seen.map(({ progress }) => progress.percent);
  expect(percents).toEqual(percents.toSorted((a, b) => a - b));
}

const attached = async (at: FederationClient): Promise<number> => {
  const clusters = await at.listClusters({});
  return clusters.ok ? clusters.value.clusters.length : -1;
};

test('what is done at one replica is known at the other, and published there', async () => {
  const other = await startReplica();
  const stream = await openEventStream(steady.process.url, other.token);
  expect(stream.status).toBe(200);
  await simulator.importKey(endpointOf(0), other.client);
  const started = await other.client.attachCluster({ apiEndpoint: endpointOf(0) });
  const workflowId = started.ok ? started.value.workflowId : '';
  await followToEnd(steady.client, workflowId);
  await expect
    .poll(() => stream.events.map(({ event }) => event.type))
    .toEqual(expect.arrayContaining(['workflow', 'cluster']));
  stream.close();
  for (const { client } of [steady, other]) {
    await expect
      .poll(async () => client.listFleetVolumes({}))
      .toMatchObject({ ok: true, value: { total: 20 } });
  }

  expect(await other.client.revokeToken({ idToken: other.token })).toMatchObject({ ok: true });
  const headers = bearer(other.token);
  await expect
    .poll(async () => (await send(steady.process.url, 'GET', '/api/v2/clusters', headers)).status)
    .toBe(401);
  expect(await other.process.end('SIGTERM')).toBe(0);
  expect(await attached(steady.client)).toBe(1);
});

test('an attach of a replica that is killed ends at another', async () => {
  const killed = await startReplica();
  const workflowId = await beginAttach(killed.client, 1);
  await killed.process.end('SIGKILL');
  const seen = await followToEnd(steady.client, workflowId);
  expectNeverBack(seen);
  expect(seen.at(-1)).toMatchObject({ state: 'COMPLETED', progress: { percent: 100 } });
  expect(await attached(steady.client)).toBe(2);
});

test('a cancel at one replica ends the attach of another that stands still', async () => {
  paused = await startReplica();
  const workflowId = await beginAttach(paused.client, 2);
  process.kill(paused.process.pid, 'SIGSTOP');
  const answer = await steady.client.cancelWorkflow({ workflowId });
  expect(answer).toMatchObject({ ok: true, value: { state: 'CANCELED' } });
  process.kill(paused.process.pid, 'SIGCONT');
  const canceled = answer.ok ? answer.value : undefined;
  expect(await followToEnd(paused.client, workflowId)).toEqual([canceled]);
  expect(await attached(paused.client)).toBe(2);
});

test('wrong passwords count at all replicas together', async () => {
  const authorization = basic('nobody', 'guess');
  const statuses: number[] = [];
  for (let n = 0; n < 11; n += 1) {
    const { url } = (n % 2 === 0 ? steady : paused).process;
    statuses.push((await send(url, 'POST', '/api/v2/cflogin', { authorization })).status);
  }
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  const other = await send(paused.process.url, 'POST', '/api/v2/cflogin', { authorization });
  expect(other.status).toBe(429);
});

test('a replica that stood still while another did its work changes nothing when it goes on', async () => {
  const workflowId = await beginAttach(paused.client, 2);
  process.kill(paused.process.pid, 'SIGSTOP');
  const seen = await followToEnd(steady.client, workflowId);
  expect(seen.at(-1)?.state).toBe('COMPLETED');
  process.kill(paused.process.pid, 'SIGCONT');
  expect(await followToEnd(paused.client, workflowId)).toEqual([seen.at(-1)]);
  expect(await paused.process.end('SIGTERM')).toBe(0);
  expect(await followToEnd(steady.client, workflowId)).toEqual([seen.at(-1)]);
  expectNeverBack(seen);
  expect(await attached(steady.client)).toBe(3);
});

/** By how many replicas, one after the other, a task was run. */
async function runsOf(taskId: string): Promise<unknown> {
  const opened = await openDatabase({ databaseUrl, dataDir: folder, skipBackup: true });
  if (!opened.ok) throw new Error(opened.error.message);
  const { rows } = await opened.value.query(
    `select run from federation.tasks where id = '${taskId}'`,
  );
  await opened.value.close();
  return rows[0]?.['run'];
}

test('of a task that one replica begins and another ends each item is done once, also when the first goes on', async () => {
  const eachTakes = async (latencyMs: number): Promise<void> => {
    const fault = { latencyMs, method: 'POST', path: '/snapshots' };
    for (const { apiEndpoint } of simulator.clusters) {
      await simulator.order('faults', { apiEndpoint, fault });
    }
  };
  const { id, total, projects } = valueOf(
    await steady.client.draftTask({
      kind: 'snapshot volumes',
      snapshot: { name: '{volume}-once' },
      matching: { state: ['Available'] },
    }),
  );
  const task = async ({ client }: Replica) => valueOf(await client.getTask({ taskId: id }));
  // So long that much is left when the first replica stops.
  await eachTakes(6_000);
  valueOf(await steady.client.startTask({ taskId: id }));
  // Nobody else can begin it.
  await expect.poll(async () => (await task(steady)).counts.running).toBeGreaterThan(0);
  const other = await startReplica(QUICK_FEDERATION);
  await expect.poll(async () => (await task(other)).counts.done).toBeGreaterThan(2);
  process.kill(steady.process.pid, 'SIGSTOP');
  const stopped = await task(other);
  expect(stopped.counts.waiting).toBeGreaterThan(0);
  await eachTakes(0);
  await expect.poll(async () => (await task(other)).state, { timeout: 60_000 }).toBe('COMPLETED');
  expect(await runsOf(id)).toBe(2);

  process.kill(steady.process.pid, 'SIGCONT');
  const ended = await task(other);
  expect(ended.counts).toMatchObject({ done: total, failed: 0 });
  expect(await task(steady)).toEqual(ended);
  const { items } = valueOf(await other.client.listTaskItems({ taskId: id, limit: '200' }));
  const volumes = items.map(({ target }) => target.UUID).toSorted();
  expect(volumes).toHaveLength(total);
  // As the clusters have them, by way of the one that goes on.
  const taken = await Promise.all(
    projects.map(async (projectName) => {
      const { snapshots } = valueOf(await steady.client.listSnapshots({ projectName }));
      return snapshots.filter(({ name }) => name.endsWith('-once'));
    }),
  );
  expect(
    taken
      .flat()
      .map(({ sourceVolumeUUID }) => sourceVolumeUUID)
      .toSorted(),
  ).toEqual(volumes);
  expect(await steady.process.end('SIGTERM')).toBe(0);
  expect(await task(other)).toEqual(ended);
});
