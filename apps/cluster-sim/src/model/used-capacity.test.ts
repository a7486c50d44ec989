import { expect, test } from 'vitest';
import { smallCluster, usedCluster } from '../test-support/small-cluster.ts';
import { clusterStatisticsOf } from './capacity.ts';
import type { ClusterModel } from './cluster-model.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteVolume } from './delete-volume.ts';
import { updateVolume } from './update-volume.ts';
import type { VolumeRecord } from './volume-record.ts';

const STEP_MS = 300_000;
const DAY_MS = 86_400_000;
const statistics = ({ spec, volumes }: ClusterModel) => clusterStatisticsOf(spec, volumes.tally);
const logicalOf = (model: ClusterModel): bigint =>
  [...model.volumes.after('')]
    .filter(({ state }) => state !== 'Failed')
    .reduce((sum, one) => sum + model.currentOf(one).used * BigInt(one.replicaCount), 0n);

/** A volume that hosts use and that may be changed. */
function busyVolume(model: ClusterModel): VolumeRecord {
  const found = [...model.volumes.after('')].find(
    ({ state, connectedHosts, protection }) =>
      state === 'Available' && protection === 'FullyProtected' && connectedHosts.length > 0,
  );
  if (found === undefined) throw new Error('no volume is used');
  return found;
}

test('what a cluster uses is the sum of what its volumes use, also while volumes come, go and change', () => {
  const { model, clock } = usedCluster(200);
  let before = 0n;
  for (let day = 0; day < 5; day += 1) {
    const volume = busyVolume(model);
    if (day % 2 === 0) deleteVolume(model, volume, undefined);
    else updateVolume(model, volume, { size: String(volume.size * 2n) }, undefined);
    clock.advance(DAY_MS);
    const logical = logicalOf(model);
    expect(statistics(model).logicalUsedStorage).toBe(String(logical));
    expect(logical).not.toBe(before);
    before = logical;
  }
});

test('used capacity moves in steps of five minutes, and stays what it was in between', () => {
  const { model, clock } = usedCluster(200);
  clock.advance(STEP_MS - (clock.now() % STEP_MS));
  const before = statistics(model);
  clock.advance(STEP_MS - 1);
  expect(statistics(model)).toEqual(before);
  clock.advance(1);
  const after = statistics(model);
  expect(BigInt(after.logicalUsedStorage)).toBeGreaterThan(BigInt(before.logicalUsedStorage));
  expect(BigInt(after.physicalUsedStorage)).toBeGreaterThan(BigInt(before.physicalUsedStorage));
  expect(BigInt(after.freePhysicalStorage)).toBeLessThan(BigInt(before.freePhysicalStorage));
});

test('a resized volume uses what it did, a shrunk one no more than its size; a snapshot has what was written', () => {
  const { model, clock } = usedCluster(200);
  clock.advance(10 * DAY_MS);
  const volume = busyVolume(model);
  const used = model.currentOf(volume).used;
  expect(used).toBeGreaterThan(volume.used);
  const request = {
    name: 'now',
    projectName: volume.projectName,
    sourceVolumeName: volume.name,
  };
  const snapshot = createSnapshot(model, request);
  expect(snapshot).toMatchObject({ ok: true, value: { used } });

  const resize = (size: bigint) => {
    const current = model.volumes.get(volume.UUID);
    if (current === undefined) throw new Error('the volume is gone');
    expect(updateVolume(model, current, { size: String(size), Force: true }, undefined).ok).toBe(
      true,
    );
    clock.advance(1000);
    const changed = model.volumes.get(volume.UUID);
    return changed === undefined ? -1n : model.currentOf(changed).used;
  };
  expect(resize(volume.size * 2n)).toBe(used);
  const half = (used / 2n) & ~4095n;
  expect(resize(half)).toBe(half);
});

test('without hosts nothing moves in ten years', () => {
  const { model, clock } = smallCluster(200);
  const before = statistics(model);
  clock.advance(3650 * DAY_MS);
  expect(statistics(model)).toEqual(before);
  for (const volume of model.volumes.after(''))
    expect(model.currentOf(volume).used).toBe(volume.used);
});
