import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { durationIn } from '@asterism/api-types/common/scalars';
import { ok } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumesSnapshot } from '@asterism/api-types/fleet-api/volumes-snapshot';
import { nameByVolume } from '@asterism/api-types/rules/names-by-volume';
import { createSnapshot } from '../../operations/snapshots/create-snapshot.ts';
import { findSnapshot } from '../../operations/snapshots/find-snapshot.ts';
import type { SnapshotIndex } from '../../snapshots/snapshot-index.ts';
import { isLeaving, type SnapshotRow } from '../../snapshots/snapshot-row.ts';
import type { TaskItemRow } from '../../store/task-item-store.ts';
import { isSurelyLater } from '../surely-later.ts';
import type { TaskAction } from '../task-action.ts';
import { createOnce } from './create-once.ts';
import { refusalByName } from './refusal-by-name.ts';

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
    const name = nameByVolume(names, volumeName);
    return [...snapshots.ofVolume(UUID)].find((row) => row.name === name && !isLeaving(row));
  };
  return {
    refusal: (volume) => refusalByName(volume, names, 'snapshot'),
    refusalOfDraft: ({ UUID, name }) =>
      ofVolume(UUID, name) === undefined
        ? undefined
        : { kind: 'nothing-to-do', reason: 'It has a snapshot of this name already.' },
    now: () => 'to do',
    follow: (_, item) => followSnapshot(snapshots, ofVolume(item.volumeId, item.name), item),
    relevant: ({ name, projectName }) => [name, projectName],
    send(deps, principal, { UUID, name, projectName }, isRepeat) {
      const snapshotName = nameByVolume(names, name);
      return createOnce<Snapshot>(isRepeat, {
        async find() {
          const which = { projectName, UUID: '', name: snapshotName };
          const found = await findSnapshot(deps, principal, which);
          if (!found.ok) return found.error.kind === 'notFound' ? ok(undefined) : found;
          const { snapshot } = found.value;
          return ok(isOf(UUID, snapshot) ? snapshot : undefined);
        },
        create: () =>
          createSnapshot(deps, principal, {
            ...facts,
            ...(retentionTime === undefined
              ? {}
              : { retentionTime: durationIn.parse(retentionTime) }),
            projectName,
            name: snapshotName,
            sourceVolumeUUID: UUID,
          }),
      });
    },
  };
}
