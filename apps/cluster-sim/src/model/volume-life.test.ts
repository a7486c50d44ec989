import { expect, test } from 'vitest';
import type { VolumeState } from '@asterism/api-types/rules/volume-states';
import { created, request, smallCluster } from '../test-support/small-cluster.ts';
import { createVolume } from './create-volume.ts';
import { deleteVolume } from './delete-volume.ts';
import { listVolumes } from './list-volumes.ts';
import { updateVolume } from './update-volume.ts';
import { etagOf, type VolumeRecord } from './volume-record.ts';
import { viewVolume } from './volume-view.ts';
import type { ClusterModel } from './cluster-model.ts';

function now(model: ClusterModel, { UUID }: VolumeRecord): VolumeRecord {
  const volume = model.volumes.get(UUID);
  if (volume === undefined) throw new Error('the volume is gone');
  return volume;
}

test('a new volume is Creating for its time, with unknown protection, then Available and protected', () => {
  const { model, clock } = smallCluster();
  const volume = created(model);
  expect(viewVolume(model, volume)).toMatchObject({
    state: 'Creating',
    protectionState: 'Unknown',
    ETag: '1',
    IPAcl: { values: ['ALLOW_ANY'] },
    sectorSize: 4096,
    compression: 'false',
    size: String(10 * 2 ** 30),
  });
  clock.advance(1999);
  expect(now(model, volume).state).toBe('Creating');
  clock.advance(1);
  expect(viewVolume(model, now(model, volume))).toMatchObject({
    state: 'Available',
    protectionState: 'FullyProtected',
    ETag: '2',
  });
});

test('an update shows its new values at once, is Updating for its time, and every step changes the ETag', () => {
  const { model, clock } = smallCluster();
  const volume = created(model);
  clock.advance(2000);
  expect(updateVolume(model, now(model, volume), { size: '20 GiB' }, '2').ok).toBe(true);
  expect(now(model, volume)).toMatchObject({
    state: 'Updating',
    size: 20n * 2n ** 30n,
    revision: 3,
  });
  clock.advance(1000);
  expect(now(model, volume)).toMatchObject({ state: 'Available', revision: 4 });
});

test('a deleted volume is Deleting, hidden from the list but shown on demand, then gone', () => {
  const { model, clock } = smallCluster();
  const volume = created(model);
  clock.advance(2000);
  expect(deleteVolume(model, now(model, volume), undefined).ok).toBe(true);
  expect(now(model, volume).state).toBe('Deleting');
  expect(listVolumes(model, {})).toEqual({ ok: true, value: [] });
  expect(listVolumes(model, { showAll: true })).toMatchObject({ value: [{ state: 'Deleting' }] });
  clock.advance(2000);
  expect(model.volumes.get(volume.UUID)).toBeUndefined();
  expect(model.volumes.tally.provisioned).toBe(0n);
});

const REFUSING: VolumeState[] = ['Creating', 'Updating', 'Rollback', 'Deleting', 'Failed'];
test.each(REFUSING)('a volume that is %s is neither updated nor deleted', (state) => {
  const { model } = smallCluster();
  const volume = { ...created(model), state };
  const refusal = { ok: false, error: { reason: 'volumeState', state } };
  expect(updateVolume(model, volume, { size: '20 GiB' }, undefined)).toMatchObject(refusal);
  expect(deleteVolume(model, volume, undefined)).toMatchObject(refusal);
});

test('of a thousand updates with one ETag exactly one wins; the others are refused because the volume has changed', () => {
  const { model, clock } = smallCluster();
  const volume = created(model);
  clock.advance(2000);
  const etag = etagOf(now(model, volume));
  const outcomes = Array.from({ length: 1000 }, (_, index) =>
    updateVolume(model, now(model, volume), { newName: `name-${index}` }, etag),
  );
  expect(outcomes.filter((one) => one.ok)).toHaveLength(1);
  expect(outcomes.filter((one) => !one.ok && one.error.reason === 'etagMismatch')).toHaveLength(
    999,
  );
});

test('a name is free in other projects, taken in its own, and free again once its volume is being deleted', () => {
  const { model, clock } = smallCluster();
  const first = created(model);
  created(model, { projectName: 'acme' });
  expect(createVolume(model, request())).toMatchObject({
    error: { reason: 'nameInUse', kind: 'volume' },
  });
  clock.advance(2000);
  deleteVolume(model, now(model, first), undefined);
  const second = created(model);
  expect(model.volumes.findByName('default', 'pg-data')?.UUID).toBe(second.UUID);
  clock.advance(2000);
  expect(model.volumes.findByName('default', 'pg-data')?.UUID).toBe(second.UUID);
});

test('a rename moves the name, and cannot take one that is taken', () => {
  const { model, clock } = smallCluster();
  const volume = created(model);
  created(model, { name: 'taken' });
  clock.advance(2000);
  expect(updateVolume(model, now(model, volume), { newName: 'taken' }, undefined)).toMatchObject({
    error: { reason: 'nameInUse', kind: 'volume' },
  });
  expect(updateVolume(model, now(model, volume), { newName: 'moved' }, undefined).ok).toBe(true);
  expect(model.volumes.findByName('default', 'pg-data')).toBeUndefined();
  expect(model.volumes.findByName('default', 'moved')?.UUID).toBe(volume.UUID);
});

test('shrinking needs Force; an update of nothing is refused; labels stay when none are given', () => {
  const { model, clock } = smallCluster();
  const volume = created(model, { labels: [{ key: 'env', value: 'prod' }] });
  clock.advance(2000);
  const shrink = (Force?: boolean) =>
    updateVolume(model, now(model, volume), { size: '1 GiB', labels: [], Force }, undefined);
  expect(shrink()).toMatchObject({ error: { reason: 'shrinkNotForced' } });
  expect(
    updateVolume(model, now(model, volume), { labels: [], Force: true }, undefined),
  ).toMatchObject({
    error: { reason: 'volumeUnchanged' },
  });
  expect(shrink(true).ok).toBe(true);
  expect(now(model, volume)).toMatchObject({
    size: 2n ** 30n,
    labels: [{ key: 'env', value: 'prod' }],
  });
});

test('a change that cannot be recorded does not happen', () => {
  const { model } = smallCluster(0, () => {
    throw new Error('disk full');
  });
  expect(() => createVolume(model, request())).toThrow('disk full');
  expect(model.volumes.size).toBe(0);
});
