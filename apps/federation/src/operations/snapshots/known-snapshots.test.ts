import { expect, test } from 'vitest';
import { snapshot, type Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { uuidOf } from '../../test-support/volumes.ts';
import { createKnownSnapshots } from './known-snapshots.ts';

const snapshotOf = (n: number, projectName = 'default'): Snapshot => ({
  ...snapshot.parse({ UUID: uuidOf(n) }),
  name: `snapshot-${n}`,
  projectName,
});
const CLUSTER = 'cluster-1';
const names = (known: ReturnType<typeof createKnownSnapshots>, projectName = 'default') =>
  known
    .of(CLUSTER, projectName)
    .map(({ name }) => name)
    .toSorted();

test('a page replaces what lies in it, and nothing before, beyond or in another project', () => {
  const known = createKnownSnapshots(() => true);
  for (const n of [1, 2, 3, 4, 5]) known.put(CLUSTER, snapshotOf(n));
  known.put(CLUSTER, snapshotOf(6, 'other'));
  known.putPage(CLUSTER, {
    projectName: 'default',
    offsetUUID: uuidOf(1),
    snapshots: [snapshotOf(3), snapshotOf(4)],
    isLast: false,
  });
  expect(names(known)).toEqual(['snapshot-1', 'snapshot-3', 'snapshot-4', 'snapshot-5']);
  known.putPage(CLUSTER, {
    projectName: 'default',
    offsetUUID: uuidOf(3),
    snapshots: [],
    isLast: true,
  });
  expect(names(known)).toEqual(['snapshot-1', 'snapshot-3']);
  expect(names(known, 'other')).toEqual(['snapshot-6']);
});

test('a snapshot is known to be on its cluster, however its UUID is written, until it is dropped', () => {
  const known = createKnownSnapshots(() => true);
  known.put(CLUSTER, { ...snapshotOf(10), UUID: uuidOf(10).toUpperCase() });
  expect(known.clusterOf(uuidOf(10))).toBe(CLUSTER);
  expect(known.of(CLUSTER, 'default')).toMatchObject([{ clusterId: CLUSTER }]);
  known.drop(CLUSTER, uuidOf(10));
  expect(known.clusterOf(uuidOf(10))).toBeUndefined();
});

test('of one cluster no more than 20,000 are remembered, the newest', () => {
  const known = createKnownSnapshots(() => true);
  for (let n = 0; n <= 20_000; n += 1) known.put(CLUSTER, snapshotOf(n));
  expect(known.of(CLUSTER, 'default')).toHaveLength(20_000);
  expect(known.clusterOf(uuidOf(0))).toBeUndefined();
  expect(known.clusterOf(uuidOf(20_000))).toBe(CLUSTER);
});

test('a cluster that was detached is forgotten', () => {
  const attached = new Set([CLUSTER, 'cluster-2']);
  const known = createKnownSnapshots((id) => attached.has(id));
  known.put(CLUSTER, snapshotOf(1));
  attached.delete(CLUSTER);
  known.put('cluster-2', snapshotOf(2));
  expect(known.of(CLUSTER, 'default')).toEqual([]);
});

test('a snapshot is where it was read first, whatever another cluster lists', () => {
  const known = createKnownSnapshots(() => true);
  const shadow = { ...snapshotOf(1), name: 'shadow' };
  // Known before, so that its place among the clusters does not decide.
  known.put('intruder', snapshotOf(9));
  known.put(CLUSTER, snapshotOf(1));
  known.put('intruder', shadow);
  const page = { projectName: 'default', offsetUUID: '', isLast: true };
  known.putPage('intruder', { ...page, snapshots: [shadow] });
  known.drop('intruder', uuidOf(1));
  expect(known.clusterOf(uuidOf(1))).toBe(CLUSTER);
  expect(names(known)).toEqual(['snapshot-1']);
  known.drop(CLUSTER, uuidOf(1));
  known.put('intruder', shadow);
  expect(known.clusterOf(uuidOf(1))).toBe('intruder');
});
