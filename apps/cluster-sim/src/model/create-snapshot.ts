import type { CreateSnapshotRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { volumeCan } from '@asterism/api-types/rules/volume-can';
import type { ClusterModel } from './cluster-model.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import { allowedNow } from './volume-busy.ts';
import type { VolumeRecord } from './volume-record.ts';

function sourceOf(
  model: ClusterModel,
  request: CreateSnapshotRequest,
): Result<VolumeRecord, Failure> {
  const { projectName, sourceVolumeUUID = '', sourceVolumeName = '' } = request;
  if (sourceVolumeUUID === '' && sourceVolumeName === '') {
    const message = 'sourceVolumeUUID: a UUID or a name of the source volume is required';
    return err(failure('invalidArgument', message));
  }
  const volume =
    sourceVolumeUUID === ''
      ? model.volumes.findByName(projectName, sourceVolumeName)
      : model.volumes.get(sourceVolumeUUID);
  if (volume !== undefined && volume.projectName === projectName) return ok(volume);
  const field = sourceVolumeUUID === '' ? 'sourceVolumeName' : 'sourceVolumeUUID';
  const wanted = JSON.stringify(sourceVolumeUUID || sourceVolumeName);
  return err(failure('notFound', `${field}: there is no volume ${wanted} in the project`));
}

/**
 * Takes a snapshot: it is Creating at once and Available later (lightbits-api §2.8). Access is checked before.
 * 404 without the volume, 409 if the name is taken, and as busy as an update when the volume is.
 */
export function createSnapshot(
  model: ClusterModel,
  request: CreateSnapshotRequest,
): Result<SnapshotRecord, Failure> {
  const { name, projectName, description = '', retentionTime = '0s' } = request;
  const source = sourceOf(model, request);
  if (!source.ok) return source;
  const volume = source.value;
  const allowed = allowedNow(volume.state, volumeCan.snapshot(volume));
  if (!allowed.ok) return allowed;
  if (model.snapshots.ownerOfName(projectName, name) !== undefined) {
    const message = `name: a snapshot ${JSON.stringify(name)} already exists in project ${JSON.stringify(projectName)}`;
    return err(failure('alreadyExists', message));
  }
  const now = model.now();
  const snapshot: SnapshotRecord = {
    UUID: model.newUuid(),
    nsid: volume.nsid,
    name,
    description,
    projectName,
    sourceVolumeUUID: volume.UUID,
    sourceVolumeName: volume.name,
    size: volume.size,
    replicaCount: volume.replicaCount,
    nodeList: volume.nodeList,
    acl: volume.acl,
    ipAcl: volume.ipAcl,
    compression: volume.compression,
    sectorSize: volume.sectorSize,
    labels: request.labels?.length ? request.labels : volume.labels,
    state: 'Creating',
    until: now + model.timing.creatingMs,
    revision: 1,
    used: volume.used,
    compressionRatio: volume.compressionRatio,
    creationTime: new Date(now).toISOString(),
    retentionTime,
    pgUUID: volume.pgUUID,
  };
  model.commit({ kind: 'snapshot', snapshot });
  return ok(snapshot);
}
