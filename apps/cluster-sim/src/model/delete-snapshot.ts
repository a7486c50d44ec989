import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { checkIfMatch, checkSnapshotState } from './preconditions.ts';
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
 * Refused while one is being made.
 */
export function deleteSnapshot(
  model: ClusterModel,
  snapshot: SnapshotRecord,
  ifMatch: string | undefined,
): Result<void, Refusal> {
  const matches = checkIfMatch(ifMatch, String(snapshot.revision), 'snapshot');
  if (!matches.ok) return matches;
  const allowed = checkSnapshotState(snapshot, 'delete');
  if (!allowed.ok) return allowed;
  if (isInUse(model, snapshot)) return err({ reason: 'snapshotInUse', UUID: snapshot.UUID });
  const until = model.now() + model.timing.deletingMs;
  const revision = snapshot.revision + 1;
  model.commit({ kind: 'snapshot', snapshot: { ...snapshot, state: 'Deleting', until, revision } });
  return ok(undefined);
}
