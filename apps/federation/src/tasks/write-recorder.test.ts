import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { snapshot, type Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { RecordedKind, TaskState } from '@asterism/api-types/fleet-api/fleet-task';
import { createEventBus } from '../events/event-bus.ts';
import { createInventory } from '../inventory/inventory.ts';
import { createSnapshotIndex } from '../snapshots/snapshot-index.ts';
import { createRecordedTaskStore } from '../store/recorded-task-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createWriteRecorder, type WriteRecorder } from './write-recorder.ts';

const CLUSTER = uuidOf(9_001);
const START = Date.parse('2026-11-29T12:00:00Z');
const MINUTE = 60_000;

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
const recorders: WriteRecorder[] = [];
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  await opened.database.query('delete from federation.tasks');
  await opened.database.query('delete from federation.task_items');
});
afterEach(async () => {
  for (const recorder of recorders.splice(0)) await recorder.close();
  vi.useRealTimers();
});

const volume = (facts: Partial<Volume> = {}): Volume =>
  volumeOf(1, { projectName: 'blue', ETag: '1', ...facts });
const taken = (facts: Partial<Snapshot> = {}): Snapshot => ({
  ...snapshot.parse({ UUID: uuidOf(77) }),
  name: 'before-upgrade',
  projectName: 'blue',
  sourceVolumeUUID: uuidOf(1),
  ...facts,
});

/** A process on the database that all share, with what it knows of the cluster. */
function startReplica() {
  const bus = createEventBus((error) => {
    throw error;
  });
  const inventory = createInventory((event, audience) => bus.publish(event, audience));
  const snapshots = createSnapshotIndex((event, audience) => bus.publish(event, audience));
  inventory.nameCluster(CLUSTER, 'north');
  snapshots.nameCluster(CLUSTER, 'north');
  const store = createRecordedTaskStore(opened.database.orm);
  const adopted = Promise.withResolvers<undefined>();
  const recorder = createWriteRecorder({
    store: {
      ...store,
      async unended() {
        const rows = await store.unended();
        // When those are followed.
        setImmediate(() => adopted.resolve(undefined));
        return rows;
      },
    },
    bus,
    inventory,
    snapshots,
    monitor: { cluster: (id) => (id === CLUSTER ? {} : undefined) },
    log: pino({ level: 'silent' }),
    onChange: () => undefined,
  });
  recorders.push(recorder);
  return {
    recorder,
    put: (found: Volume) => inventory.put(CLUSTER, found),
    async adopt() {
      recorder.followLeft();
      await adopted.promise;
    },
    /** It has read all that the cluster has. */
    async reads(volumes: readonly Volume[], ofThem?: readonly Snapshot[]) {
      const walk = inventory.walk(CLUSTER);
      walk.takePage(volumes);
      await walk.commit();
      bus.publish({ type: 'freshness', clusterId: CLUSTER, status: 'Connected', overdue: false });
      if (ofThem === undefined) return;
      const all = snapshots.walk(CLUSTER);
      all.takePage(
        { projectName: 'blue', offset: '' },
        ofThem,
        { unreadable: 0, firstFault: '', next: '', text: 0, digest: '', readable: ofThem.length },
        all.beginPage(),
      );
      all.commit();
    },
  };
}

interface Left {
  readonly kind: RecordedKind;
  readonly isKnown?: boolean;
  readonly UUID?: string;
}

/** A write that another process has made, and does not follow any more. */
async function leave({ kind, isKnown = true, UUID = uuidOf(77) }: Left): Promise<void> {
  const other = startReplica();
  const write = { kind, volume: volume({ clusterId: CLUSTER }), startedBy: 'ada', isKnown };
  const named = kind.endsWith('snapshot') ? { snapshot: { UUID, name: 'before-upgrade' } } : {};
  other.recorder.record({ ...write, ...named, origin: 'api' });
  await other.recorder.close();
}

/** The states of all that was recorded. */
async function states(): Promise<unknown[]> {
  const { rows } = await opened.database.query('select state from federation.tasks');
  return rows.map(({ state }) => state);
}

describe('a write that another process has left', () => {
  const gone: readonly Volume[] = [];
  const old = [volume()];
  test.each<[RecordedKind, string, readonly Volume[], readonly Volume[], TaskState]>([
    ['create volume', 'does not have it yet', gone, old, 'COMPLETED'],
    ['clone snapshot', 'does not have it yet', gone, old, 'COMPLETED'],
    ['change volume', 'has it as before', old, [volume({ state: 'Failed' })], 'FAILED'],
    ['roll back volume', 'does not have it yet', gone, old, 'COMPLETED'],
    ['delete volume', 'has it as before', old, gone, 'COMPLETED'],
    ['delete volume', 'does not have it yet', gone, old, 'FAILED'],
  ])('(%s) is not ended by an index that %s', async (kind, _, before, after, state) => {
    await leave({ kind });
    const replica = startReplica();
    await replica.reads(before);
    await replica.adopt();
    await replica.reads(before);
    vi.setSystemTime(START + 2 * MINUTE);
    await replica.reads(after);
    await expect.poll(states).toEqual([state]);
  });

  test.each<[string, readonly Snapshot[], readonly Snapshot[], TaskState]>([
    ['has it as before', [taken({ state: 'Available' })], [], 'COMPLETED'],
    ['does not have it yet', [], [taken({ state: 'Available' })], 'FAILED'],
  ])('(delete snapshot) is not ended by an index that %s', async (_, before, after, state) => {
    await leave({ kind: 'delete snapshot' });
    const replica = startReplica();
    await replica.reads(old, before);
    await replica.adopt();
    await replica.reads(old, before);
    vi.setSystemTime(START + 2 * MINUTE);
    await replica.reads(old, after);
    await expect.poll(states).toEqual([state]);
  });

  test('is ended by an index that is surely newer, though nothing has changed in it', async () => {
    await leave({ kind: 'change volume' });
    const replica = startReplica();
    await replica.reads(old);
    await replica.adopt();
    vi.setSystemTime(START + 2 * MINUTE);
    await replica.reads(old);
    await expect.poll(states).toEqual(['COMPLETED']);
  });
});

test('a change is not done by how the volume was before, when it could not be read since', async () => {
  const replica = startReplica();
  await replica.reads([volume()]);
  const write = { volume: volume({ clusterId: CLUSTER }), isKnown: true, startedBy: 'ada' };
  replica.recorder.record({ ...write, kind: 'change volume', origin: 'api' });
  await expect.poll(states).toEqual(['RUNNING']);
  await replica.reads([volume()]);
  replica.put(volume({ state: 'Failed', ETag: '2' }));
  await expect.poll(states).toEqual(['FAILED']);
});

test('a snapshot whose UUID its cluster writes in capitals is found', async () => {
  const UUID = 'ABCDEF00-0000-4000-8000-000000000001';
  await leave({ kind: 'create snapshot', UUID });
  const replica = startReplica();
  await replica.reads([volume()], [taken({ UUID, state: 'Available' })]);
  await replica.adopt();
  await expect.poll(states).toEqual(['COMPLETED']);
});
