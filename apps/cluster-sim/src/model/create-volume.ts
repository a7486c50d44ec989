import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { parseSize } from '@asterism/api-types/rules/size';
import { unprovisionedBytes } from './capacity.ts';
import type { ClusterModel } from './cluster-model.ts';
import { placeVolume } from './placement.ts';
import { checkSnapshotState } from './preconditions.ts';
import { defaultPolicyOf, findPolicy } from './qos-policy.ts';
import type { Refusal } from './refusal.ts';
import type { SnapshotRecord } from './snapshot-record.ts';
import type { VolumeRecord } from './volume-record.ts';

const SECTOR_512 = new Set<unknown>(['sectorSize_512B', 512]);

/** Whether the name is still free in the project. */
export function nameIsFree(
  model: ClusterModel,
  projectName: string,
  name: string,
): Result<void, Refusal> {
  const owner = model.volumes.ownerOfName(projectName, name);
  if (owner === undefined) return ok(undefined);
  return err({ reason: 'nameInUse', kind: 'volume', name, projectName });
}

/** Whether the cluster can promise so many bytes more, replicas counted . */
export function roomFor(model: ClusterModel, bytes: bigint): Result<void, Refusal> {
  const left = unprovisionedBytes(model.spec, model.volumes.tally);
  if (bytes <= left) return ok(undefined);
  return err({ reason: 'capacityExceeded', neededBytes: bytes, freeBytes: left });
}

/**
 * The snapshot that a new volume is to be a clone of; undefined when it is to be empty.
 * It must be Available, no larger than the volume, and the volume must not be placed (lightbits-api §4).
 */
function cloneSourceOf(
  model: ClusterModel,
  request: CreateVolumeRequest,
  size: bigint,
): Result<SnapshotRecord | undefined, Refusal> {
  const { projectName, sourceSnapshotUUID = '', sourceSnapshotName = '' } = request;
  if (sourceSnapshotUUID === '' && sourceSnapshotName === '') return ok(undefined);
  const snapshot =
    sourceSnapshotUUID === ''
      ? model.snapshots.findByName(projectName, sourceSnapshotName)
      : model.snapshots.get(sourceSnapshotUUID);
  if (snapshot === undefined || snapshot.projectName !== projectName) {
    const field = sourceSnapshotUUID === '' ? 'sourceSnapshotName' : 'sourceSnapshotUUID';
    return err({
      reason: 'snapshotUnknown',
      field,
      wanted: sourceSnapshotUUID || sourceSnapshotName,
    });
  }
  const usable = checkSnapshotState(snapshot, 'use');
  if (!usable.ok) return usable;
  if (size < snapshot.size) {
    return err({ reason: 'sizeBelowSnapshot', snapshotBytes: snapshot.size });
  }
  const pairs = (request.placementRestrictions ?? []).flatMap((one) => one.labelValueKeyPairs);
  if (pairs.some(({ key }) => key !== 'ClusterID')) return err({ reason: 'placementOfClone' });
  return ok(snapshot);
}

/** Creates a volume: it is Creating at once and Available later (lightbits-api §2.2, §5). Access is checked before. */
export function createVolume(
  model: ClusterModel,
  request: CreateVolumeRequest,
): Result<VolumeRecord, Refusal> {
  const { name, projectName, replicaCount } = request;
  if (!model.projects.has(projectName)) return err({ reason: 'projectUnknown', projectName });
  const size = parseSize(request.size);
  if (!size.ok) return err({ reason: 'sizeInvalid', rule: size.error });
  const source = cloneSourceOf(model, request, size.value);
  if (!source.ok) return source;
  const policy = findPolicy(model, projectName, request);
  if (!policy.ok) return policy;
  const placementRestrictions = (request.placementRestrictions ?? []).map((one) => ({
    operator: 'In',
    labelValueKeyPairs: one.labelValueKeyPairs,
  }));
  const placed = placeVolume(model.spec, model.volumes.tally, {
    replicaCount,
    placementRestrictions,
  });
  if (!placed.ok) return placed;
  const free = nameIsFree(model, projectName, name);
  if (!free.ok) return free;
  const room = roomFor(model, size.value * BigInt(replicaCount));
  if (!room.ok) return room;

  const now = model.now();
  const volume: VolumeRecord = {
    UUID: model.newUuid(),
    nsid: model.volumes.nextNsid(),
    name,
    projectName,
    size: size.value,
    replicaCount,
    nodeList: placed.value,
    acl: request.acl.values,
    ipAcl: request.IPAcl?.values ?? ['ALLOW_ANY'],
    compression: request.compression ?? false,
    sectorSize: SECTOR_512.has(request.sectorSize) ? 512 : 4096,
    labels: request.labels?.length ? request.labels : (source.value?.labels ?? []),
    placementRestrictions,
    sourceSnapshotUUID: source.value?.UUID ?? '',
    sourceSnapshotName: source.value?.name ?? '',
    qosPolicyUUID: (policy.value ?? defaultPolicyOf(model, projectName))?.UUID ?? '',
    state: 'Creating',
    until: now + model.timing.creatingMs,
    revision: 1,
    protection: 'FullyProtected',
    rebuildProgress: 'None',
    used: source.value?.used ?? 0n,
    usedSince: now,
    compressionRatio: source.value?.compressionRatio ?? 1,
    connectedHosts: [],
    creationTime: new Date(now).toISOString(),
    pgUUID: model.newUuid(),
  };
  model.commit({ kind: 'volume', volume });
  return ok(volume);
}
