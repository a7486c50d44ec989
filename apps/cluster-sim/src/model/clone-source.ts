import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatBytes } from '@asterism/api-types/rules/size';
import { snapshotCan } from '@asterism/api-types/rules/snapshot-states';
import type { ClusterModel } from './cluster-model.ts';
import { snapshotAllowedNow } from './snapshot-busy.ts';
import type { SnapshotRecord } from './snapshot-record.ts';

const refuse = (message: string) => err(failure('invalidArgument', message));

/**
 * The snapshot that a new volume is to be a clone of; undefined when it is to be empty.
 * It must be Available, no larger than the volume, and the volume must not be placed (lightbits-api §4).
 */
export function cloneSourceOf(
  model: ClusterModel,
  request: CreateVolumeRequest,
  size: bigint,
): Result<SnapshotRecord | undefined, Failure> {
  const { projectName, sourceSnapshotUUID = '', sourceSnapshotName = '' } = request;
  if (sourceSnapshotUUID === '' && sourceSnapshotName === '') return ok(undefined);
  const field = sourceSnapshotUUID === '' ? 'sourceSnapshotName' : 'sourceSnapshotUUID';
  const snapshot =
    sourceSnapshotUUID === ''
      ? model.snapshots.findByName(projectName, sourceSnapshotName)
      : model.snapshots.get(sourceSnapshotUUID);
  if (snapshot === undefined || snapshot.projectName !== projectName) {
    const wanted = JSON.stringify(sourceSnapshotUUID || sourceSnapshotName);
    return refuse(`${field}: there is no snapshot ${wanted} in the project`);
  }
  const usable = snapshotAllowedNow(snapshot, snapshotCan.use(snapshot));
  if (!usable.ok) return usable;
  if (size < snapshot.size) {
    return refuse(`size: must be at least ${formatBytes(snapshot.size)}, the snapshot's size`);
  }
  const pairs = (request.placementRestrictions ?? []).flatMap((one) => one.labelValueKeyPairs);
  if (pairs.some(({ key }) => key !== 'ClusterID')) {
    return refuse('placementRestrictions: FD and PrimaryFD are not for clones of snapshots');
  }
  return ok(snapshot);
}
