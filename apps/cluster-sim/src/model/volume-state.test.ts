import { expect, test } from 'vitest';
import { created, smallCluster } from '../test-support/small-cluster.ts';
import { viewCluster } from './cluster-view.ts';
import { createSnapshot } from './create-snapshot.ts';
import { deleteVolume } from './delete-volume.ts';
import { updateVolume } from './update-volume.ts';
import { setVolumeCondition, type VolumeCondition } from './volume-state.ts';

function withVolume() {
  const { model, clock } = smallCluster();
  const { UUID } = created(model);
  clock.advance(2000);
  const now = () => {
    const volume = model.volumes.get(UUID);
    if (volume === undefined) throw new Error('the volume is gone');
    return volume;
  };
  const set = (condition: Omit<VolumeCondition, 'UUID'>) =>
    setVolumeCondition(model, { UUID, ...condition });
  return { model, clock, now, set };
}

test('a Migrating volume behaves as an Available one: it is updated, snapshotted and deleted', () => {
  const { model, clock, now, set } = withVolume();
  expect(set({ state: 'Migrating' }).ok).toBe(true);
  clock.advance(60_000);
  expect(now().state).toBe('Migrating');
  const request = { name: 'snap', projectName: 'default', sourceVolumeName: 'pg-data' };
  expect(createSnapshot(model, request).ok).toBe(true);
  expect(updateVolume(model, now(), { size: '20 GiB' }, undefined).ok).toBe(true);
  clock.advance(1000);
  set({ state: 'Migrating' });
  expect(deleteVolume(model, now(), undefined).ok).toBe(true);
});

test('a Failed volume stays so, is neither changed nor deleted, and gives its room back', () => {
  const { model, clock, now, set } = withVolume();
  set({ state: 'Failed' });
  clock.advance(60_000);
  expect(now().state).toBe('Failed');
  const refused = { error: { reason: 'volumeState', state: 'Failed' } };
  expect(updateVolume(model, now(), { newName: 'x' }, undefined)).toMatchObject(refused);
  expect(deleteVolume(model, now(), undefined)).toMatchObject(refused);
  expect(model.volumes.tally.provisioned).toBe(0n);
  set({ state: 'Available' });
  expect(deleteVolume(model, now(), undefined).ok).toBe(true);
});

test.each([
  ['Degraded', 'Warning', 'numDegradedVolumes'],
  ['ReadOnly', 'Error', 'numReadOnlyVolumes'],
  ['NotAvailable', 'Error', 'numNotAvailableVolumes'],
] as const)('a %s volume makes the health of the cluster %s', (protectionState, state, count) => {
  const { model, now, set } = withVolume();
  const before = now().revision;
  set({ protectionState });
  expect(now()).toMatchObject({ state: 'Available', revision: before + 1 });
  expect(viewCluster(model.spec, model.volumes.tally, []).health).toMatchObject({
    state,
    [count]: 1,
  });
  set({ protectionState: 'FullyProtected' });
  expect(viewCluster(model.spec, model.volumes.tally, []).health.state).toBe('OK');
});

test('a busy state that was set lasts until another is', () => {
  const { clock, model, now, set } = withVolume();
  set({ state: 'Updating' });
  clock.advance(60_000);
  expect(deleteVolume(model, now(), undefined)).toMatchObject({
    error: { reason: 'volumeState', state: 'Updating' },
  });
});

test('a condition with nothing to set, or for a volume that is not there, is refused', () => {
  const { model, set } = withVolume();
  expect(set({})).toMatchObject({ error: { reason: 'volumeStateMissing' } });
  const absent = { UUID: crypto.randomUUID(), state: 'Failed' } as const;
  expect(setVolumeCondition(model, absent)).toMatchObject({
    error: { reason: 'volumeToSetNotFound', UUID: absent.UUID },
  });
});

test('a volume that is put in Deleting stays there: its deletion does not end', () => {
  const { clock, now, set } = withVolume();
  set({ state: 'Deleting' });
  clock.advance(3_600_000);
  expect(now().state).toBe('Deleting');
  set({ state: 'Available' });
  expect(now().state).toBe('Available');
});
