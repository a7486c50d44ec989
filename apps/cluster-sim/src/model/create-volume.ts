import type { CreateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { formatBytes, parseSize } from '@asterism/api-types/rules/size';
import { unprovisionedBytes } from './capacity.ts';
import { cloneSourceOf } from './clone-source.ts';
import type { ClusterModel } from './cluster-model.ts';
import { placeVolume } from './placement.ts';
import { defaultPolicyOf, findPolicy } from './qos-policy.ts';
import type { VolumeRecord } from './volume-record.ts';

const SECTOR_512 = new Set<unknown>(['sectorSize_512B', 512]);

const nameTaken = (name: string, projectName: string): Failure =>
  failure(
    'alreadyExists',
    `name: a volume ${JSON.stringify(name)} already exists in project ${JSON.stringify(projectName)}`,
  );

/** Whether the name is still free in the project (409 if not). */
export function nameIsFree(
  model: ClusterModel,
  projectName: string,
  name: string,
): Result<void, Failure> {
  const owner = model.volumes.ownerOfName(projectName, name);
  return owner === undefined ? ok(undefined) : err(nameTaken(name, projectName));
}

/** Whether the cluster can promise so many bytes more, replicas counted (429 code 8 if not). */
export function roomFor(model: ClusterModel, bytes: bigint): Result<void, Failure> {
  const left = unprovisionedBytes(model.facts, model.volumes.tally);
  if (bytes <= left) return ok(undefined);
  const message = `size: ${formatBytes(bytes)} with all replicas do not fit, ${formatBytes(left)} are left`;
  return err(failure('resourceExhausted', message));
}

/** Creates a volume: it is Creating at once and Available later (lightbits-api §2.2, §5). Access is checked before. */
export function createVolume(
  model: ClusterModel,
  request: CreateVolumeRequest,
): Result<VolumeRecord, Failure> {
  const { name, projectName, replicaCount } = request;
  if (!model.projects.has(projectName)) {
    const message = `projectName: there is no project ${JSON.stringify(projectName)}`;
    return err(failure('invalidArgument', message));
  }
  const size = parseSize(request.size);
  if (!size.ok) return err(failure('invalidArgument', `size: ${size.error}`));
  const source = cloneSourceOf(model, request, size.value);
  if (!source.ok) return source;
  const policy = findPolicy(model, projectName, request);
  if (!policy.ok) return policy;
  const placementRestrictions = (request.placementRestrictions ?? []).map((one) => ({
    operator: 'In',
    labelValueKeyPairs: one.labelValueKeyPairs,
  }));
  const placed = placeVolume(model.facts, model.volumes.tally, {
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
    compressionRatio: source.value?.compressionRatio ?? 1,
    connectedHosts: [],
    creationTime: new Date(now).toISOString(),
    pgUUID: model.newUuid(),
  };
  model.commit({ kind: 'volume', volume });
  return ok(volume);
}
