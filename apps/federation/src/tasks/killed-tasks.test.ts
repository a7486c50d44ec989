import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '@asterism/cluster-sim/simulator';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import { simulatorOf } from '@asterism/test-stack/simulator-client';
import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { valueOf } from '../test-support/task-stack.ts';
import { ADMIN_PASSWORD, signIn, type FederationClient } from '../test-support/test-federation.ts';
import { startProcess, type FederationProcess } from '../test-support/federation-process.ts';

const SOON = { timeout: 60_000, interval: 100 };
const VOLUMES = 1000;

let dataDir: string;
let simulator: Simulator;
let federation: FederationProcess;
let admin: FederationClient;

async function start(): Promise<void> {
  federation = await startProcess({
    ASTERISM_DATA_DIR: dataDir,
    ASTERISM_ADMIN_PASSWORD: ADMIN_PASSWORD,
  });
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
}

beforeAll(async () => {
  dataDir = await copyTemplate();
  simulator = await startSimulator({
    clusters: 2,
    volumes: VOLUMES / 2 + 20,
    seed: 11,
    controlPort: 0,
    timing: { creatingMs: 50, updatingMs: 50, deletingMs: 50 },
  });
  await start();
  const attached = await attachClusters({
    federationUrl: federation.url,
    simulatorControlUrl: simulator.controlUrl ?? '',
    adminPassword: ADMIN_PASSWORD,
    apiEndpoints: simulator.clusters.map(({ apiEndpoint }) => apiEndpoint),
  });
  if (!attached.ok) throw new Error(attached.error);
});
afterAll(async () => {
  await federation.end('SIGTERM');
  await simulator.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function itemsOf(taskId: string): Promise<TaskItem[]> {
  const items: TaskItem[] = [];
  for (;;) {
    const offset = String(items.length);
    const page = valueOf(await admin.listTaskItems({ taskId, limit: '200', offset }));
    items.push(...page.items);
    if (page.items.length === 0) return items;
  }
}

const read = async ({ id }: FleetTask) => valueOf(await admin.getTask({ taskId: id }));

/** How much of a task is done, from 0 to 1. */
async function shareOf(task: FleetTask): Promise<number> {
  const { counts, total } = await read(task);
  return counts.done / total;
}

/** Has each request about snapshots take so long. */
async function slowSnapshots(latencyMs: number): Promise<void> {
  const control = simulatorOf({ simulatorControlUrl: simulator.controlUrl ?? '' });
  for (const { apiEndpoint } of simulator.clusters) {
    valueOf(await control.setFault({ apiEndpoint, fault: { latencyMs, path: '/snapshots' } }));
  }
}

/** Expects that each item is done and what it was about is gone, or that it says why it is not, once the task has ended. */
async function expectReported(
  task: FleetTask,
  left: () => Promise<readonly string[]>,
): Promise<void> {
  const { counts } = await vi.waitFor(async () => {
    const now = await read(task);
    expect(now.endedAt).toBeDefined();
    return now;
  }, SOON);
  const items = await itemsOf(task.id);
  expect(items).toHaveLength(task.total);
  const untold = items.filter(
    ({ state, failure }) => state !== 'done' && (state !== 'failed' || !failure?.reason),
  );
  expect(untold).toEqual([]);
  expect(counts).toMatchObject({ waiting: 0, running: 0, following: 0 });
  expect(counts.done + counts.failed).toBe(task.total);
  expect(counts.done).toBeGreaterThan(task.total * 0.9);
  const there = new Set(await left());
  const belied = items.filter(({ state, failure, target: { UUID } }) =>
    there.has(UUID) ? state === 'done' : state === 'failed' && failure?.kind !== 'unknown',
  );
  expect(belied).toEqual([]);
}

async function volumesLeft(): Promise<string[]> {
  const state = 'Available,Deleting';
  const { total, volumes } = valueOf(await admin.listFleetVolumes({ state, limit: '200' }));
  expect(volumes).toHaveLength(total);
  return volumes.map(({ UUID }) => UUID);
}

/** As the clusters have them: this is no question to the index. */
async function snapshotsLeft(projects: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    projects.map((projectName) => admin.listSnapshots({ projectName, showAll: 'true' })),
  );
  return lists.flatMap((list) => valueOf(list).snapshots).map(({ UUID }) => UUID);
}

test('of 1,000 volumes and all snapshots that are deleted while the federation is killed three times, each is gone or says why it is not', async () => {
  const snapshots = await vi.waitFor(async () => {
    const { clusters } = valueOf(await admin.listFleetSnapshots({ limit: '1' }));
    expect(clusters.every(({ asOf }) => asOf !== undefined)).toBe(true);
    return valueOf(await admin.draftSnapshotsTask({ kind: 'delete snapshots', matching: {} }));
  }, SOON);
  expect(snapshots.total).toBeGreaterThan(50);
  const volumes = valueOf(
    await admin.draftTask({ kind: 'delete volumes', matching: { state: ['Available'] } }),
  );
  expect(volumes.total).toBeGreaterThanOrEqual(VOLUMES);
  await slowSnapshots(2000);
  valueOf(await admin.startTask({ taskId: snapshots.id }));
  valueOf(await admin.startTask({ taskId: volumes.id }));
  const stateAtKill: string[] = [];
  for (const share of [0.1, 0.4, 0.7]) {
    await vi.waitFor(async () => {
      expect(await shareOf(volumes)).toBeGreaterThan(share);
      expect(await shareOf(snapshots)).toBeGreaterThan(0);
    }, SOON);
    stateAtKill.push((await read(snapshots)).state);
    await federation.end('SIGKILL');
    await slowSnapshots(0);
    await start();
  }
  // The first kill found both under way.
  expect(stateAtKill[0]).toBe('RUNNING');
  await expectReported(volumes, volumesLeft);
  await expectReported(snapshots, () => snapshotsLeft(snapshots.projects));
});
