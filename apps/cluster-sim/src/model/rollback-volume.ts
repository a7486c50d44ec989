import type { RollbackVolumeRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { findSnapshot } from './find-snapshots.ts';
import { checkSnapshotState, checkVolumeState } from './preconditions.ts';
import type { VolumeRecord } from './volume-record.ts';

/**
 * Rolls a volume back to one of its own snapshots: it has the snapshot's content and size at once and is in Rollback until
 * the cluster is done (lightbits-api §2.8, §5). Refused when the snapshot is another volume's.
 */
export function rollbackVolume(
  model: ClusterModel,
  volume: VolumeRecord,
  request: Pick<RollbackVolumeRequest, 'srcSnapshotUUID' | 'srcSnapshotName'>,
): Result<void, Refusal> {
  const { srcSnapshotUUID = '', srcSnapshotName = '' } = request;
  if (srcSnapshotUUID === '' && srcSnapshotName === '') {
    return err({ reason: 'uuidOrNameNeeded', field: 'srcSnapshotUUID' });
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
    return err({ reason: 'snapshotOfOtherVolume', field });
  }
  const usable = checkSnapshotState(snapshot, 'use');
  if (!usable.ok) return usable;
  const allowed = checkVolumeState(volume, 'rollback');
  if (!allowed.ok) return allowed;
  const usedSince = model.now();
  const until = usedSince + model.timing.rollbackMs;
  const revision = volume.revision + 1;
  const { size, used, compressionRatio } = snapshot;
  model.commit({
    kind: 'volume',
    volume: {
      ...volume,
      size,
      used,
      usedSince,
      compressionRatio,
      state: 'Rollback',
      until,
      revision,
    },
  });
  return ok(undefined);
}
