import { expect, test } from 'vitest';
import type { CreateSnapshotRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { created, request, smallCluster } from '../test-support/small-cluster.ts';
import type { Change } from './change.ts';
import type { ClusterModel } from './cluster-model.ts';
import { createSnapshot } from './create-snapshot.ts';
import { createVolume } from './create-volume.ts';
import { deleteSnapshot } from './delete-snapshot.ts';
import { deleteVolume } from './delete-volume.ts';
import { listSnapshots } from './find-snapshots.ts';
import { listVolumes } from './list-volumes.ts';
import { rollbackVolume } from './rollback-volume.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import { updateVolume } from './update-volume.ts';
import { viewSnapshot } from './snapshot-view.ts';
import type { VolumeRecord } from './volume-record.ts';

function volumeNow(model: ClusterModel, { UUID }: VolumeRecord): VolumeRecord {
  const volume = model.volumes.get(UUID);
  if (volume === undefined) throw new Error('the volume is gone');
  return volume;
}
function snapshotNow(model: ClusterModel, { UUID }: SnapshotRecord): SnapshotRecord {
  const snapshot = model.snapshots.get(UUID);
  if (snapshot === undefined) throw new Error('the snapshot is gone');
  return snapshot;
}
const ask = (changes: Partial<CreateSnapshotRequest> = {}): CreateSnapshotRequest => ({
  name: 'snap-1',
  projectName: 'default',
  sourceVolumeName: 'pg-data',
  ...changes,
});
function taken(model: ClusterModel, changes: Partial<CreateSnapshotRequest> = {}): SnapshotRecord {
  const snapshot = createSnapshot(model, ask(changes));
  if (!snapshot.ok) throw new Error(`refused: ${snapshot.error.reason}`);
  return snapshot.value;
}
/** A cluster with one Available volume. */
function withVolume(record?: (change: Change) => void) {
  const { model, clock } = smallCluster(0, record);
  const volume = created(model, { labels: [{ key: 'env', value: 'prod' }] });
  clock.advance(2000);
  return { model, clock, volume: volumeNow(model, volume) };
}

test('a snapshot is Creating for its time, then Available, and shows what its volume was', () => {
  const { model, clock, volume } = withVolume();
  const snapshot = taken(model, { description: 'before', retentionTime: '7200s' });
  expect(viewSnapshot(snapshot)).toMatchObject({
    state: 'Creating',
    ETag: '1',
    sourceVolumeUUID: volume.UUID,
    sourceVolumeName: 'pg-data',
    size: String(10 * 2 ** 30),
    compression: false,
    description: 'before',
    retentionTime: '7200s',
    labels: [{ key: 'env', value: 'prod' }],
  });
  clock.advance(2000);
  expect(viewSnapshot(snapshotNow(model, snapshot))).toMatchObject({
    state: 'Available',
    ETag: '2',
  });
});

test.each([
  ['no source', { sourceVolumeName: '' }, 'uuidOrNameNeeded', 'sourceVolumeUUID'],
  ['an unknown volume', { sourceVolumeName: 'none' }, 'volumeNotInProject', 'sourceVolumeName'],
  ['another project', { projectName: 'acme' }, 'volumeNotInProject', 'sourceVolumeName'],
])('a snapshot of %s is refused', (_, changes, reason, field) => {
  const outcome = createSnapshot(withVolume().model, ask(changes));
  expect(outcome).toMatchObject({ error: { reason, field } });
});

test('a name is taken until its snapshot is being deleted; a second delete is refused, then it is gone', () => {
  const { model, clock } = withVolume();
  const first = taken(model);
  expect(deleteSnapshot(model, first, undefined)).toMatchObject({
    error: { reason: 'snapshotState', state: 'Creating' },
  });
  expect(createSnapshot(model, ask())).toMatchObject({
    error: { reason: 'nameInUse', kind: 'snapshot' },
  });
  clock.advance(2000);
  expect(deleteSnapshot(model, snapshotNow(model, first), '1')).toMatchObject({
    error: { reason: 'etagMismatch', kind: 'snapshot', etag: '2', given: '1' },
  });
  expect(deleteSnapshot(model, snapshotNow(model, first), '2').ok).toBe(true);
  expect(deleteSnapshot(model, snapshotNow(model, first), undefined)).toMatchObject({
    error: {
      reason: 'snapshotState',
      state: 'Deleting',
      rule: 'The snapshot is already being deleted.',
    },
  });
  const second = taken(model);
  const listed = listSnapshots(model, { projectName: 'default' });
  expect(listed).toMatchObject({ value: [{ UUID: second.UUID }] });
  clock.advance(2000);
  expect(model.snapshots.get(first.UUID)).toBeUndefined();
  expect(model.snapshots.findByName('default', 'snap-1')?.UUID).toBe(second.UUID);
});

test('a volume is cloned of a snapshot: its labels unless given, its data, and no smaller', () => {
  const { model, clock } = withVolume();
  const snapshot = taken(model);
  const clone = (changes: object) =>
    createVolume(model, request({ name: 'clone', sourceSnapshotName: 'snap-1', ...changes }));
  expect(clone({})).toMatchObject({ error: { reason: 'snapshotState', state: 'Creating' } });
  clock.advance(2000);
  expect(clone({ size: '9 GiB' })).toMatchObject({ error: { reason: 'sizeBelowSnapshot' } });
  const placed = {
    placementRestrictions: [{ labelValueKeyPairs: [{ key: 'FD', value: 'rack-1' }] }],
  };
  expect(clone({ replicaCount: 1, ...placed })).toMatchObject({
    error: { reason: 'placementOfClone' },
  });
  expect(clone({ sourceSnapshotUUID: crypto.randomUUID() })).toMatchObject({
    error: { reason: 'snapshotUnknown', field: 'sourceSnapshotUUID' },
  });
  expect(clone({ size: '12 GiB' })).toMatchObject({
    value: {
      sourceSnapshotUUID: snapshot.UUID,
      sourceSnapshotName: 'snap-1',
      labels: [{ key: 'env', value: 'prod' }],
    },
  });
  const own = [{ key: 'env', value: 'test' }];
  expect(clone({ name: 'other', labels: own })).toMatchObject({ value: { labels: own } });
  expect(listVolumes(model, { snapshotUUID: snapshot.UUID })).toMatchObject({
    value: [{}, {}],
  });
});

test('a snapshot is in use while a clone is made of it, and may be deleted once that is there', () => {
  const { model, clock } = withVolume();
  const snapshot = taken(model);
  clock.advance(2000);
  const clone = created(model, { name: 'clone', sourceSnapshotUUID: snapshot.UUID });
  expect(deleteSnapshot(model, snapshotNow(model, snapshot), undefined)).toMatchObject({
    error: { reason: 'snapshotInUse', UUID: snapshot.UUID },
  });
  clock.advance(2000);
  expect(deleteSnapshot(model, snapshotNow(model, snapshot), undefined).ok).toBe(true);
  clock.advance(2000);
  expect(model.snapshots.size).toBe(0);
  expect(volumeNow(model, clone).sourceSnapshotUUID).toBe(snapshot.UUID);
});

test('the snapshots of a deleted volume stay', () => {
  const { model, clock, volume } = withVolume();
  const snapshot = taken(model);
  clock.advance(2000);
  expect(deleteVolume(model, volumeNow(model, volume), undefined).ok).toBe(true);
  clock.advance(2000);
  expect(snapshotNow(model, snapshot).state).toBe('Available');
});

test('a rollback gives the volume its content and size again, and keeps everything else waiting', () => {
  const { model, clock, volume } = withVolume();
  const snapshot = taken(model);
  clock.advance(2000);
  updateVolume(model, volumeNow(model, volume), { size: '20 GiB' }, undefined);
  clock.advance(1000);
  expect(rollbackVolume(model, volumeNow(model, volume), { srcSnapshotName: 'snap-1' }).ok).toBe(
    true,
  );
  const rolling = volumeNow(model, volume);
  expect(rolling).toMatchObject({ state: 'Rollback', size: 10n * 2n ** 30n });
  const busy = { error: { reason: 'volumeState', state: 'Rollback' } };
  expect(updateVolume(model, rolling, { newName: 'x' }, undefined)).toMatchObject(busy);
  expect(deleteVolume(model, rolling, undefined)).toMatchObject(busy);
  expect(createSnapshot(model, ask({ name: 'snap-2' }))).toMatchObject(busy);
  expect(rollbackVolume(model, rolling, { srcSnapshotName: 'snap-1' })).toMatchObject(busy);
  expect(deleteSnapshot(model, snapshotNow(model, snapshot), undefined)).toMatchObject({
    error: { reason: 'snapshotInUse' },
  });
  clock.advance(1000);
  expect(volumeNow(model, volume)).toMatchObject({ state: 'Available', size: 10n * 2n ** 30n });
});

test('a rollback is to a snapshot of the volume itself', () => {
  const { model, clock, volume } = withVolume();
  const other = created(model, { name: 'other' });
  clock.advance(2000);
  const foreign = taken(model, { sourceVolumeName: 'other' });
  clock.advance(2000);
  const to = (source: object) => rollbackVolume(model, volumeNow(model, volume), source);
  expect(to({})).toMatchObject({ error: { reason: 'uuidOrNameNeeded', field: 'srcSnapshotUUID' } });
  expect(to({ srcSnapshotName: 'none' })).toMatchObject({ error: { reason: 'snapshotNotFound' } });
  expect(to({ srcSnapshotUUID: foreign.UUID })).toMatchObject({
    error: { reason: 'snapshotOfOtherVolume', field: 'srcSnapshotUUID' },
  });
  expect(rollbackVolume(model, other, { srcSnapshotUUID: foreign.UUID })).toMatchObject({
    error: { reason: 'volumeState', state: 'Creating' },
  });
});

test('a cluster that goes on from what was recorded is the same cluster', () => {
  const changes: Change[] = [];
  const { model, clock, volume } = withVolume((change) => changes.push(change));
  const kept = taken(model);
  const dropped = taken(model, { name: 'dropped' });
  clock.advance(2000);
  created(model, { name: 'clone', sourceSnapshotUUID: kept.UUID });
  deleteSnapshot(model, snapshotNow(model, dropped), undefined);
  rollbackVolume(model, volumeNow(model, volume), { srcSnapshotUUID: kept.UUID });

  const again = smallCluster();
  again.clock.advance(clock.now() - again.clock.now());
  for (const change of changes) again.model.replay(change);
  for (const at of [2000, 60_000]) {
    clock.advance(at);
    again.clock.advance(at);
    expect([...again.model.snapshots.after('')]).toMatchObject([{ name: 'snap-1' }]);
    expect([...again.model.volumes.after('')]).toEqual([...model.volumes.after('')]);
  }
});

test('seeded volumes have snapshots, and some are clones of no larger ones', () => {
  const { model } = smallCluster(3000);
  const clones = [...model.volumes.after('')].filter((one) => one.sourceSnapshotUUID !== '');
  expect(model.snapshots.size).toBeGreaterThan(100);
  expect(clones.length).toBeGreaterThan(10);
  for (const { size, projectName, sourceSnapshotUUID } of clones) {
    const source = model.snapshots.get(sourceSnapshotUUID);
    expect(source?.projectName).toBe(projectName);
    expect((source?.size ?? 0n) <= size).toBe(true);
  }
});
