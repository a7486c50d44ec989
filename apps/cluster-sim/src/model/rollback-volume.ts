import type { RollbackVolumeRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { ClusterModel } from './cluster-model.ts';
import { findSnapshot } from './find-snapshot.ts';
import { snapshotAllowedNow } from './snapshot-busy.ts';
import { allowedNow } from './volume-busy.ts';
import type { VolumeRecord } from './volume-record.ts';

/**
 * Rolls a volume back to one of its own snapshots: it has the snapshot's content and size at once and is in Rollback until
 * the cluster is done (lightbits-api §2.8, §5). 404 without the snapshot, 400 when it is another volume's.
 */
export function rollbackVolume(
  model: ClusterModel,
  volume: VolumeRecord,
  request: Pick<RollbackVolumeRequest, 'srcSnapshotUUID' | 'srcSnapshotName'>,
): Result<void, Failure> {
  const { srcSnapshotUUID = '', srcSnapshotName = '' } = request;
  if (srcSnapshotUUID === '' && srcSnapshotName === '') {
    const message = 'srcSnapshotUUID: a UUID or a name of the snapshot is required';
    return err(failure('invalidArgument', message));
  }
  const found = findSnapshot(model, {
    projectName: volume.projectName,
    UUID: srcSnapshotUUID,
    name: srcSnapshotName,
  });
  if (!found.ok) return found;
  const snapshot = found.value;
  if (snapshot.sourceVolumeUUID !== volume.UUID) {
    const field = srcSnapshotUUID === '' ? 'srcSnapshotName' : 'srcSnapshotUUID';
    return err(failure('invalidArgument', `${field}: is a snapshot of another volume`));
  }
  const usable = snapshotAllowedNow(snapshot, snapshotCan.use(snapshot));
  if (!usable.ok) return usable;
  const allowed = allowedNow(volume.state, volumeCan.rollback(volume));
  if (!allowed.ok) return allowed;
  const until = model.now() + model.timing.rollbackMs;
  const revision = volume.revision + 1;
  const { size, used, compressionRatio } = snapshot;
  model.commit({
    kind: 'volume',
    volume: { ...volume, size, used, compressionRatio, state: 'Rollback', until, revision },
  });
  return ok(undefined);
}
