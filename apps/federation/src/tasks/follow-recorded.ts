import type { TaskFailure, TaskKind } from '@asterism/api-types/fleet-api/fleet-task';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { SnapshotRow } from '../snapshots/snapshot-row.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { followSnapshot } from './snapshot-volumes.ts';
import type { TaskAction } from './task-action.ts';
import { isLeaving, notFinished } from './task-action-of.ts';

type Followed = ReturnType<TaskAction['follow']>;

const DELETED: TaskFailure = { kind: 'gone', reason: 'The volume was deleted meanwhile.' };
/** Its cluster did not say whether it has done it, and the volume does not show it. */
const UNCLEAR: TaskFailure = {
  kind: 'unknown',
  reason: 'It may have been done: its cluster gave no clear answer.',
};

type Snapshots = Pick<SnapshotIndex, 'ofVolume' | 'asOf'>;

const rowOf = (snapshots: Snapshots, { volumeId, snapshotId }: TaskItemRow) =>
  [...snapshots.ofVolume(volumeId)].find(({ UUID }) => UUID === snapshotId);

function followDeleted(row: SnapshotRow | undefined, isKnown: boolean): Followed {
  if (row === undefined || row.state === 'Deleted') return 'done';
  if (row.state === 'Deleting' || row.state === 'Unknown') return 'under way';
  if (!isKnown) return UNCLEAR;
  const reason = `Its cluster accepted it, but the snapshot is ${row.state} now.`;
  return { kind: 'not-finished', reason };
}

/** What has become of a write of a volume or a snapshot: of one that its cluster has accepted, or may have. */
export const followRecorded =
  (kind: TaskKind, isKnown: boolean, snapshots: Snapshots): TaskAction['follow'] =>
  (volume, item) => {
    if (kind === 'create snapshot') return followSnapshot(snapshots, rowOf(snapshots, item), item);
    if (kind === 'delete snapshot') {
      const isRead = snapshots.asOf(item.clusterId ?? '') !== undefined;
      return isRead ? followDeleted(rowOf(snapshots, item), isKnown) : 'under way';
    }
    if (kind === 'delete volume') {
      if (volume === undefined) return 'done';
      if (isLeaving(volume)) return 'under way';
    } else if (volume === undefined) return DELETED;
    if (volume.state === 'Unknown' || isTransitional(volume.state)) return 'under way';
    if (!isKnown) return UNCLEAR;
    return kind === 'delete volume' || volume.state === 'Failed' ? notFinished(volume) : 'done';
  };
