import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import type { ClusterModel } from './cluster-model.ts';
import { checkIfMatch } from './if-match.ts';
import { snapshotAllowedNow } from './snapshot-busy.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

/** Whether a volume is being made of the snapshot, or rolled back to it, at this moment. */
function isInUse(model: ClusterModel, { UUID, sourceVolumeUUID }: SnapshotRecord): boolean {
  for (const volume of model.volumes.transitional()) {
    if (volume.state === 'Creating' && volume.sourceSnapshotUUID === UUID) return true;
    if (volume.state === 'Rollback' && volume.UUID === sourceVolumeUUID) return true;
  }
  return false;
}

/**
 * Deletes a snapshot: it is Deleting at once and gone later; volumes made of it stay (lightbits-api §5).
 * 409 while one is being made, 400 when it is being deleted already.
 */
export function deleteSnapshot(
  model: ClusterModel,
  snapshot: SnapshotRecord,
  ifMatch: string | undefined,
): Result<void, Failure> {
  const matches = checkIfMatch(ifMatch, String(snapshot.revision), 'snapshot');
  if (!matches.ok) return matches;
  const allowed = snapshotAllowedNow(snapshot, snapshotCan.delete(snapshot));
  if (!allowed.ok) return allowed;
  if (isInUse(model, snapshot)) {
    const message = `there is another ongoing task for the snapshot ${snapshot.UUID}`;
    return err(failure('aborted', message));
  }
  const until = model.now() + model.timing.deletingMs;
  const revision = snapshot.revision + 1;
  model.commit({ kind: 'snapshot', snapshot: { ...snapshot, state: 'Deleting', until, revision } });
  return ok(undefined);
}
