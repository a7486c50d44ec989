import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import { deleteSnapshotOn } from '../../operations/snapshots/delete-snapshot.ts';
import type { SnapshotIndex } from '../../snapshots/snapshot-index.ts';
import { isLeaving, type SnapshotRow } from '../../snapshots/snapshot-row.ts';
import { isSurelyLater } from '../surely-later.ts';
import type { TaskAction, Targets } from '../task-action.ts';

/** The snapshots of a task, as the index has them. */
export const snapshotTargets = (
  snapshots: Pick<SnapshotIndex, 'withUuid' | 'asOf'>,
): Targets<SnapshotRow> => ({
  find: ({ volumeId, clusterId }) => snapshots.withUuid(volumeId, clusterId ?? ''),
  asOf: (clusterId) => snapshots.asOf(clusterId),
});

/** Deletes each snapshot that is still what it was. */
export const deleteSnapshots: TaskAction<SnapshotRow> = {
  refusal(snapshot) {
    if (isLeaving(snapshot)) {
      return { kind: 'nothing-to-do', reason: 'It is being deleted already.' };
    }
    const verdict = snapshotCan.delete(snapshot);
    return verdict.allowed ? undefined : { kind: 'state', reason: verdict.reason };
  },
  now(snapshot) {
    if (snapshot === undefined) return 'done';
    return isLeaving(snapshot) ? 'under way' : 'to do';
  },
  follow(snapshot, item, asOf) {
    if (snapshot === undefined) return 'done';
    if (isLeaving(snapshot) || snapshot.state === 'Unknown') return 'under way';
    if (!isSurelyLater(asOf, item)) return 'under way';
    const reason = `Its cluster accepted it, but the snapshot is ${snapshot.state} now.`;
    return { kind: 'not-finished', reason };
  },
  relevant: ({ name, projectName, sourceVolumeUUID, description, retentionTime, labels }) => [
    name,
    projectName,
    sourceVolumeUUID,
    description,
    retentionTime,
    labels,
  ],
  async send(deps, principal, snapshot) {
    const cluster = deps.monitor.cluster(snapshot.clusterId);
    if (cluster === undefined) return err(failure('unavailable', 'its cluster was detached'));
    const found = { cluster, snapshot };
    const deleted = await deleteSnapshotOn(deps, principal, found, snapshot.ETag);
    // What is gone meanwhile, by its retention or by an earlier attempt, is as it is wanted.
    return !deleted.ok && deleted.error.kind === 'notFound' ? ok({}) : deleted;
  },
};
