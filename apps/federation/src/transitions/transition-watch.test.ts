import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import type { KeptKind } from '@asterism/api-types/fleet-api/fleet-task';
import { rightsOf } from '@asterism/api-types/rules/roles';
import { createInventory } from '../inventory/inventory.ts';
import { createStores } from '../store/stores.ts';
import { createTransitionStore } from '../store/transition-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { listTransitions } from './list-transitions.ts';
import { createTransitionWatch } from './transition-watch.ts';

const CLUSTER = uuidOf(9_001);
const START = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
let time = START;
/** Whether the cluster can be reached, so that it is read all the time; and whether it is attached. */
let isAway = false;
let isAttached = true;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => {
  time = START;
  [isAway, isAttached] = [false, true];
});

/** A federation's knowledge of one cluster with these volumes, and its watch, as after a start. */
async function started(...volumes: readonly Partial<Volume>[]) {
  const inventory = createInventory(() => undefined);
  inventory.nameCluster(CLUSTER, 'north');
  const walk = inventory.walk(CLUSTER);
  walk.takePage(volumes.map((facts, n) => volumeOf(n + 1, { projectName: 'blue', ...facts })));
  await walk.commit();
  const events: FleetEvent[] = [];
  let readAt = time;
  const watch = await createTransitionWatch({
    inventory: {
      ...inventory,
      asOf(id) {
        if (!isAway) readAt = time;
        return inventory.asOf(id) && new Date(readAt);
      },
    },
    monitor: { clusters: () => (isAttached ? [{ id: CLUSTER }] : []) },
    store: createTransitionStore(opened.database.orm),
    publish: (event) => void events.push(event),
    log: pino({ level: 'silent' }),
    now: () => time,
  });
  await watch.poll();
  const put = (n: number, facts: Partial<Volume>) =>
    inventory.put(CLUSTER, volumeOf(n, { projectName: 'blue', ...facts }));
  return { inventory, watch, events, put };
}

test('since when a volume is Deleting is known over a restart, and forgotten once it is gone', async () => {
  const first = await started({ state: 'Available' });
  first.put(1, { state: 'Deleting', ETag: '2' });
  await first.watch.poll();
  time += MINUTE;
  await first.watch.poll();
  time += 9 * MINUTE;
  const again = await started({ state: 'Deleting', ETag: '3' });
  expect(again.watch.all()).toMatchObject([
    { state: 'Deleting', since: new Date(START).toISOString(), isAtLeast: false },
  ]);
  again.inventory.drop(CLUSTER, uuidOf(1));
  await again.watch.poll();
  expect(again.watch.all()).toEqual([]);
  const later = await started({ state: 'Deleting', ETag: '3' });
  expect(later.watch.all()).toMatchObject([
    { since: new Date(time).toISOString(), isAtLeast: true },
  ]);
  later.inventory.drop(CLUSTER, uuidOf(1));
  await later.watch.poll();
});

test('what began while its cluster was away, or was not attached, has been so for at least the time since', async () => {
  const { inventory, watch, put } = await started({ state: 'Available' }, { state: 'Available' });
  isAway = true;
  time += 10 * MINUTE;
  await watch.poll();
  isAway = false;
  put(1, { state: 'Deleting', ETag: '2' });
  await watch.poll();
  expect(watch.all()).toMatchObject([{ UUID: uuidOf(1), isAtLeast: true }]);
  put(2, { state: 'Deleting', ETag: '2' });
  await watch.poll();
  expect(watch.all()).toMatchObject([{ isAtLeast: true }, { UUID: uuidOf(2), isAtLeast: false }]);

  isAttached = false;
  inventory.forget(CLUSTER);
  await watch.poll();
  expect(watch.all()).toEqual([]);
  isAttached = true;
  inventory.nameCluster(CLUSTER, 'north');
  const walk = inventory.walk(CLUSTER);
  walk.takePage([volumeOf(2, { projectName: 'blue', state: 'Deleting', ETag: '2' })]);
  await walk.commit();
  await watch.poll();
  expect(watch.all()).toMatchObject([{ UUID: uuidOf(2), isAtLeast: true }]);
  inventory.drop(CLUSTER, uuidOf(2));
  await watch.poll();
});

test('an update that began while nobody looked is not taken for the one before, and a creation began when its cluster says', async () => {
  const first = await started({ state: 'Updating', ETag: '2' });
  time += MINUTE;
  await first.watch.poll();
  const creationTime = new Date(START - 5 * MINUTE).toISOString();
  const again = await started(
    { state: 'Updating', ETag: '4' },
    { state: 'Creating', creationTime, name: 'new' },
  );
  expect(again.watch.all()).toMatchObject([
    { state: 'Creating', since: creationTime, isAtLeast: false },
    { state: 'Updating', since: new Date(time).toISOString(), isAtLeast: true },
  ]);
  again.put(1, { state: 'Available', ETag: '5' });
  again.put(2, { state: 'Available' });
  await again.watch.poll();
});

/** A task whose items took 20, 40 and 60 seconds. */
async function keepTask(n: number, kind: KeptKind): Promise<void> {
  const stores = createStores(opened.database.orm);
  const taskId = uuidOf(n);
  await stores.tasks.add({
    id: taskId,
    kind,
    origin: 'api',
    change: null,
    policy: null,
    total: 3,
    skipped: 0,
    capacity: 1n,
    mayBeInUse: 0,
    modified: 0,
    snapshots: null,
    clones: null,
    subject: '',
    projects: ['blue'],
    clusterIds: [CLUSTER],
    startedBy: 'ada',
    retryOf: null,
  });
  const items = [20, 40, 60].map((seconds, index) => ({
    taskId,
    index,
    volumeId: uuidOf(78),
    name: 'old',
    projectName: 'blue',
    clusterId: CLUSTER,
    size: '1',
    etag: '1',
    seen: '',
    isModified: false,
    mayBeInUse: false,
    snapshots: null,
    clones: null,
    failure: null,
    state: 'done' as const,
    startedAt: new Date(START),
    endedAt: new Date(START + seconds * 1000),
  }));
  await stores.taskItems.add(items);
  await opened.database.orm.execute(`update federation.tasks set ended_at = now()`);
}

test('a volume that is Deleting for much longer than earlier ones is said to be slow, and to nobody else than who may see it', async () => {
  await keepTask(77, 'delete volumes');
  const { watch, events, put, inventory } = await started({ state: 'Available' });
  put(1, { state: 'Deleting' });
  await watch.poll();
  expect(watch.all()).toMatchObject([{ usualSeconds: 40, slowAfterSeconds: 200 }]);
  time += 199_000;
  await watch.poll();
  expect(events).toEqual([]);
  time += 2_000;
  await watch.poll();
  await watch.poll();
  expect(events).toEqual([{ type: 'slow' }]);
  const asked = { slow: true, volume: undefined };
  const slowFor = (role: string) =>
    listTransitions(watch, { rights: rightsOf([role]) }, asked, time);
  expect(slowFor('blue:viewer')).toMatchObject({ total: 1, transitions: [{ UUID: uuidOf(1) }] });
  expect(slowFor('green:admin')).toEqual({ total: 0, transitions: [] });
  inventory.drop(CLUSTER, uuidOf(1));
  await watch.poll();
  expect(events).toHaveLength(2);
});

test.each([
  ['Rollback', 'roll back volume'],
  ['Creating', 'clone snapshot'],
] as const)(
  'how long a volume usually is in the state %s is known from what was done',
  async (state, kind) => {
    await keepTask(state === 'Rollback' ? 79 : 80, kind);
    const { watch, put } = await started({ state: 'Available' });
    put(1, { state, ETag: '2' });
    await watch.poll();
    expect(watch.all()).toMatchObject([{ state, usualSeconds: 40, slowAfterSeconds: 200 }]);
    put(1, { state: 'Available', ETag: '3' });
    await watch.poll();
  },
);
