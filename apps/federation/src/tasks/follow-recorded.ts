import type { TaskFailure, TaskKind } from '@asterism/api-types/fleet-api/fleet-task';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { SnapshotRow } from '../snapshots/snapshot-row.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { followSnapshot } from './snapshots/snapshot-volumes.ts';
import { isSurelyLater } from './surely-later.ts';
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

/** A write that is only followed. */
export interface FollowedWrite {
  readonly kind: TaskKind;
  /** Whether its cluster has accepted it, or may have. */
  readonly isKnown: boolean;
  /** Whether this process has made it: then its index was read anew since. */
  readonly isOwn: boolean;
}

const CREATES: ReadonlySet<TaskKind> = new Set<TaskKind>(['create volume', 'clone snapshot']);

const rowOf = (snapshots: Snapshots, { volumeId, snapshotId }: TaskItemRow) =>
  [...snapshots.ofVolume(volumeId)].find(({ key }) => key === snapshotId?.toLowerCase());

function followDeleted(
  { isKnown, isOwn }: FollowedWrite,
  row: SnapshotRow | undefined,
  isLater: boolean,
): Followed {
  if (row?.state === 'Deleting' || row?.state === 'Unknown') return 'under way';
  if (!isLater && !(isOwn && row === undefined)) return 'under way';
  if (row === undefined || row.state === 'Deleted') return 'done';
  if (!isKnown) return UNCLEAR;
  const reason = `Its cluster accepted it, but the snapshot is ${row.state} now.`;
  return { kind: 'not-finished', reason };
}

/** What has become of a write of a volume or a snapshot: of one that its cluster has accepted, or may have. */
export const followRecorded =
  (write: FollowedWrite, snapshots: Snapshots): TaskAction['follow'] =>
  (volume, item, asOf) => {
    const { kind, isKnown, isOwn } = write;
    if (kind === 'create snapshot') return followSnapshot(snapshots, rowOf(snapshots, item), item);
    if (kind === 'delete snapshot') {
      const readAt = snapshots.asOf(item.clusterId ?? '');
      if (readAt === undefined) return 'under way';
      return followDeleted(write, rowOf(snapshots, item), isSurelyLater(readAt, item));
    }
    if (volume !== undefined) {
      if (volume.state === 'Unknown' || isTransitional(volume.state)) return 'under way';
      if (kind === 'delete volume' && isLeaving(volume)) return 'under way';
    }
    const showsWrite =
      isSurelyLater(asOf, item) ||
      (CREATES.has(kind) && volume !== undefined) ||
      (isOwn && volume?.ETag !== item.etag);
    if (!showsWrite) return 'under way';
    if (volume === undefined) return kind === 'delete volume' ? 'done' : DELETED;
    if (!isKnown) return UNCLEAR;
    return kind === 'delete volume' || volume.state === 'Failed' ? notFinished(volume) : 'done';
  };
