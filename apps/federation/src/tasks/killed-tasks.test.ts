import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from '@asterism/cluster-sim/simulator';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import type { TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
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
    const page = await admin.listTaskItems({ taskId, limit: '200', offset: String(items.length) });
    if (!page.ok) throw new Error(page.error.message);
    items.push(...page.value.items);
    if (page.value.items.length === 0) return items;
  }
}

test('of 1,000 volumes that are deleted while the federation is killed three times, each is gone or says why it is not', async () => {
  const draft = await admin.draftTask({
    kind: 'delete volumes',
    matching: { state: ['Available'] },
  });
  if (!draft.ok) throw new Error(draft.error.message);
  const { id, total } = draft.value;
  expect(total).toBeGreaterThanOrEqual(VOLUMES);
  await admin.startTask({ taskId: id });
  for (const share of [0.1, 0.4, 0.7]) {
    await vi.waitFor(async () => {
      const task = await admin.getTask({ taskId: id });
      expect(task.ok && task.value.counts.done / total).toBeGreaterThan(share);
    }, SOON);
    await federation.end('SIGKILL');
    await start();
  }
  const task = await vi.waitFor(async () => {
    const now = await admin.getTask({ taskId: id });
    if (!now.ok || now.value.endedAt === undefined) throw new Error('not yet');
    return now.value;
  }, SOON);
  const items = await itemsOf(id);
  expect(items).toHaveLength(total);
  const untold = items.filter(
    ({ state, failure }) => state !== 'done' && (state !== 'failed' || !failure?.reason),
  );
  expect(untold).toEqual([]);
  expect(task.counts).toMatchObject({ waiting: 0, running: 0, following: 0 });
  expect(task.counts.done + task.counts.failed).toBe(total);
  expect(task.counts.done).toBeGreaterThan(VOLUMES * 0.95);
  const left = await admin.listFleetVolumes({ state: 'Available,Deleting', limit: '1' });
  expect(left.ok && left.value.total).toBe(task.counts.failed);
});
