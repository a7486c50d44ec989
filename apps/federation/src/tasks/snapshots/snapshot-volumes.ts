import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { durationIn } from '@asterism/api-types/common/scalars';
import { failure } from '@asterism/api-types/common/failure';
import { err } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumesSnapshot } from '@asterism/api-types/fleet-api/volumes-snapshot';
import { snapshotNameOf } from '@asterism/api-types/rules/snapshot-names';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { createSnapshot } from '../../operations/snapshots/create-snapshot.ts';
import { findSnapshot } from '../../operations/snapshots/find-snapshot.ts';
import type { SnapshotIndex } from '../../snapshots/snapshot-index.ts';
import { isLeaving, type SnapshotRow } from '../../snapshots/snapshot-row.ts';
import type { TaskItemRow } from '../../store/task-item-store.ts';
import { isSurelyLater } from '../surely-later.ts';
import type { TaskAction } from '../task-action.ts';

const DELETED: TaskFailure = { kind: 'gone', reason: 'The snapshot was deleted meanwhile.' };

type Followed = ReturnType<TaskAction['follow']>;

/** What has become of a snapshot that a cluster has accepted to take. */
export function followSnapshot(
  snapshots: Pick<SnapshotIndex, 'asOf'>,
  row: SnapshotRow | undefined,
  { clusterId, startedAt }: Pick<TaskItemRow, 'clusterId' | 'startedAt'>,
): Followed {
  if (row === undefined) {
    return isSurelyLater(snapshots.asOf(clusterId ?? ''), { startedAt }) ? DELETED : 'under way';
  }
  if (row.state === 'Creating' || row.state === 'Unknown') return 'under way';
  if (row.state === 'Available') return 'done';
  return row.state === 'Failed'
    ? { kind: 'not-finished', reason: 'Its cluster accepted it, but the snapshot has failed.' }
    : DELETED;
}

const isOf = (UUID: string, { sourceVolumeUUID }: Pick<Snapshot, 'sourceVolumeUUID'>): boolean =>
  sourceVolumeUUID.toLowerCase() === UUID.toLowerCase();

/** Takes a snapshot of each volume. What is written into a volume meanwhile is no conflict. */
export function snapshotVolumes(request: VolumesSnapshot, snapshots: SnapshotIndex): TaskAction {
  const { name: names, retentionTime, ...facts } = request;
  /** One that is being deleted has given up its name. */
  const ofVolume = (UUID: string, volumeName: string): SnapshotRow | undefined => {
    const name = snapshotNameOf(names, volumeName);
    return [...snapshots.ofVolume(UUID)].find((row) => row.name === name && !isLeaving(row));
  };
  return {
    refusal(volume) {
      const verdict = volumeCan.snapshot(volume);
      if (!verdict.allowed && (!isTransitional(volume.state) || volume.state === 'Deleting')) {
        return { kind: 'state', reason: verdict.reason };
      }
      const named = volumeNameRule(snapshotNameOf(names, volume.name));
      return named.allowed
        ? undefined
        : { kind: 'not-valid', reason: `The name of the snapshot ${named.reason}.` };
    },
    refusalOfDraft: ({ UUID, name }) =>
      ofVolume(UUID, name) === undefined
        ? undefined
        : { kind: 'nothing-to-do', reason: 'It has a snapshot of this name already.' },
    now: () => 'to do',
    follow: (_, item) => followSnapshot(snapshots, ofVolume(item.volumeId, item.name), item),
    relevant: ({ name, projectName }) => [name, projectName],
    async send(deps, principal, { UUID, name, projectName }, isRepeat) {
      const snapshotName = snapshotNameOf(names, name);
      if (isRepeat) {
        const which = { projectName, UUID: '', name: snapshotName };
        const found = await findSnapshot(deps, principal, which);
        if (found.ok && isOf(UUID, found.value.snapshot)) return found;
        if (!found.ok && found.error.kind !== 'notFound') return err(found.error);
      }
      const created = await createSnapshot(deps, principal, {
        ...facts,
        ...(retentionTime === undefined ? {} : { retentionTime: durationIn.parse(retentionTime) }),
        projectName,
        name: snapshotName,
        sourceVolumeUUID: UUID,
      });
      if (isRepeat && !created.ok && created.error.kind === 'alreadyExists') {
        // The attempt before has its name still reserved, or has taken it since it was looked for.
        return err(failure('unavailable', created.error.message));
      }
      return created;
    },
  };
}
