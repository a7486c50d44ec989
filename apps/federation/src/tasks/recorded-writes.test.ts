import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createClient, type ApiResult } from '@asterism/api-types/client/client';
import { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { FleetTask, TaskKind } from '@asterism/api-types/fleet-api/fleet-task';
import { forwardedHeaders } from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import {
  ADMIN_PASSWORD,
  bearer,
  signIn,
  startTestFederation,
  type FederationClient,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { startTestSimulator, type TestSimulator } from '../test-support/test-simulator.ts';

const SOON = { timeout: 20_000, interval: 30 };

let federation: TestFederation;
let simulator: TestSimulator;
let admin: FederationClient;
let token: string;

beforeAll(async () => {
  simulator = await startTestSimulator(1, 4);
  federation = await startTestFederation();
  ({ client: admin, token } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  const attached = await attachClusters({
    federationUrl: federation.url,
    simulatorControlUrl: simulator.controlUrl ?? '',
    adminPassword: ADMIN_PASSWORD,
    apiEndpoints: simulator.clusters.map(({ apiEndpoint }) => apiEndpoint),
  });
  if (!attached.ok) throw new Error(attached.error);
});
afterAll(async () => {
  await federation.close();
  await simulator.close();
});

function valueOf<T>(result: ApiResult<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const create = (name: string, client: Pick<FederationClient, 'createVolume'> = admin) =>
  client.createVolume({
    name,
    projectName: 'default',
    size: '4 GiB',
    replicaCount: 1,
    acl: { values: ['ALLOW_NONE'] },
  });

/** The only recorded write of a kind on a volume, once it has ended. */
const endOf = (kind: TaskKind, name: string): Promise<FleetTask> =>
  vi.waitFor(async () => {
    const { tasks } = valueOf(await admin.listTasks({ kind, limit: '200' }));
    const found = tasks.filter(({ subject }) => subject === name);
    expect(found).toHaveLength(1);
    const [task] = found;
    if (task?.endedAt === undefined) throw new Error('not yet');
    return task;
  }, SOON);

test('a single create, change and delete are tasks that end when the cluster has ended', async () => {
  // Once it is known how much room the cluster has.
  const { UUID } = await vi.waitFor(async () => valueOf(await create('recorded')), SOON);
  const created = await endOf('create volume', 'recorded');
  expect(created).toMatchObject({
    state: 'COMPLETED',
    startedBy: 'admin',
    origin: 'api',
    projects: ['default'],
  });
  valueOf(await admin.updateVolume({ UUID, size: '8 GiB' }));
  await endOf('change volume', 'recorded');
  expect(valueOf(await admin.getVolume({ UUID })).state).toBe('Available');
  valueOf(await admin.deleteVolume({ UUID }));
  const deleted = await endOf('delete volume', 'recorded');
  expect(deleted.counts).toMatchObject({ done: 1, failed: 0 });
  const lookup = await admin.getVolume({ UUID });
  expect(lookup.ok ? 200 : lookup.error.status).toBe(404);
  const refused = await admin.retryTask({ taskId: deleted.id });
  expect(refused.ok ? 200 : refused.error.status).toBe(409);
});

test('a snapshot that is taken, cloned, rolled back to and deleted is a task each time', async () => {
  const volume = await vi.waitFor(async () => valueOf(await create('source')), SOON);
  await endOf('create volume', 'source');
  const { projectName } = volume;
  const taken = valueOf(
    await admin.createSnapshot({
      projectName,
      name: 'before-upgrade',
      sourceVolumeUUID: volume.UUID,
    }),
  );
  const created = await endOf('create snapshot', 'before-upgrade');
  expect(created).toMatchObject({ state: 'COMPLETED', startedBy: 'admin', projects: ['default'] });
  const { items } = valueOf(await admin.listTaskItems({ taskId: created.id }));
  expect(items).toMatchObject([{ target: { UUID: volume.UUID, name: 'source' } }]);
  valueOf(
    await admin.rollbackVolume({ projectName, UUID: volume.UUID, srcSnapshotUUID: taken.UUID }),
  );
  expect(await endOf('roll back volume', 'source')).toMatchObject({ state: 'COMPLETED' });
  const clone = { name: 'copy', projectName, size: '4 GiB', replicaCount: 1 };
  const acl = { values: ['ALLOW_NONE'] };
  valueOf(await admin.createVolume({ ...clone, acl, sourceSnapshotUUID: taken.UUID }));
  expect(await endOf('clone snapshot', 'copy')).toMatchObject({ state: 'COMPLETED' });
  valueOf(await admin.deleteSnapshot({ projectName, UUID: taken.UUID }));
  expect(await endOf('delete snapshot', 'before-upgrade')).toMatchObject({ state: 'COMPLETED' });
  const lookup = await admin.getSnapshot({ projectName, UUID: taken.UUID });
  expect(lookup.ok ? 200 : lookup.error.status).toBe(404);
});

test('what was refused is no task, and what came through the console says so', async () => {
  const keys = await loadBffProofKeys({ dataDir: federation.dataDir, masterKeyFile: undefined });
  if (!keys.ok) throw new Error(keys.error.message);
  const proof = forwardedHeaders(keys.value, { address: '192.0.2.7', requestId: 'r-1' });
  const client = createClient(federationApi, {
    fetch,
    baseUrl: federation.url,
    headers: () => ({ ...bearer(token), ...proof }),
  });
  valueOf(await create('by-console', client));
  expect((await create('by-console')).ok).toBe(false);
  expect((await endOf('create volume', 'by-console')).origin).toBe('console');
});

test('a write that was under way when the federation ended is followed by the next one', async () => {
  const { apiEndpoint = '' } = simulator.clusters[0] ?? {};
  const { UUID } = valueOf(await create('left-behind'));
  await endOf('create volume', 'left-behind');
  valueOf(await admin.deleteVolume({ UUID }));
  await simulator.order('faults', { apiEndpoint, fault: { status: 503 } });
  await vi.waitFor(async () => {
    const { total } = valueOf(await admin.listTasks({ kind: 'delete volume', state: 'RUNNING' }));
    expect(total).toBe(1);
  }, SOON);
  await federation.restart(async () => {
    await simulator.order('faults', { apiEndpoint, fault: null });
    // What the next one reads is to be surely newer than the write.
    await federation.database.query(
      `update federation.task_items set started_at = started_at - interval '2 minutes' where state = 'following'`,
    );
  });
  ({ client: admin } = await signIn(federation.url, 'admin', ADMIN_PASSWORD));
  expect(await endOf('delete volume', 'left-behind')).toMatchObject({ state: 'COMPLETED' });
});
