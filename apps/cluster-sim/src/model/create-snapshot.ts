import type { CreateSnapshotRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import { checkVolumeState } from './preconditions.ts';
import type { VolumeRecord } from './volume-record.ts';

function sourceOf(
  model: ClusterModel,
  request: CreateSnapshotRequest,
): Result<VolumeRecord, Refusal> {
  const { projectName, sourceVolumeUUID = '', sourceVolumeName = '' } = request;
  if (sourceVolumeUUID === '' && sourceVolumeName === '') {
    return err({ reason: 'uuidOrNameNeeded', field: 'sourceVolumeUUID' });
  }
  const volume =
    sourceVolumeUUID === ''
      ? model.volumes.findByName(projectName, sourceVolumeName)
      : model.volumes.get(sourceVolumeUUID);
  if (volume !== undefined && volume.projectName === projectName) return ok(volume);
  const field = sourceVolumeUUID === '' ? 'sourceVolumeName' : 'sourceVolumeUUID';
  const wanted = sourceVolumeUUID || sourceVolumeName;
  return err({ reason: 'volumeNotInProject', field, wanted });
}

/**
 * Takes a snapshot: it is Creating at once and Available later (lightbits-api §2.8). Access is checked before.
 * Refused as an update is while the volume is busy. It is taken now, or at the time that is given: milliseconds since the
 * epoch.
 */
export function createSnapshot(
  model: ClusterModel,
  request: CreateSnapshotRequest,
  now = model.now(),
): Result<SnapshotRecord, Refusal> {
  const { name, projectName, description = '', retentionTime = '0s' } = request;
  const source = sourceOf(model, request);
  if (!source.ok) return source;
  const volume = source.value;
  const allowed = checkVolumeState(volume, 'snapshot');
  if (!allowed.ok) return allowed;
  if (model.snapshots.ownerOfName(projectName, name) !== undefined) {
    return err({ reason: 'nameInUse', kind: 'snapshot', name, projectName });
  }
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
    used: model.currentOf(volume).used,
    compressionRatio: volume.compressionRatio,
    creationTime: new Date(now).toISOString(),
    retentionTime,
    pgUUID: volume.pgUUID,
  };
  model.commit({ kind: 'snapshot', snapshot });
  return ok(snapshot);
}
