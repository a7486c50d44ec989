import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { parseSize } from '@asterism/api-types/rules/size';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';
import { nameIsFree, roomFor } from './create-volume.ts';
import { checkIfMatch, checkVolumeState } from './preconditions.ts';
import { findPolicy } from './qos-policy.ts';
import { etagOf, type VolumeRecord } from './volume-record.ts';

/** What a request may change; everything else of {@link UpdateVolumeRequest} says which volume. */
export type VolumeChanges = Omit<UpdateVolumeRequest, 'UUID' | 'name' | 'projectName'>;

function isEmpty(changes: VolumeChanges): boolean {
  const { Force: _, labels, qosPolicyUUID, qosPolicyName, ...others } = changes;
  const given = [labels?.length, qosPolicyUUID, qosPolicyName].some(Boolean);
  return !given && Object.values(others).every((value) => value === undefined);
}

/** The size after the update, when it may become that: growing needs room, shrinking needs Force (lightbits-api §2.3). */
function newSize(
  model: ClusterModel,
  volume: VolumeRecord,
  { size: text, Force }: VolumeChanges,
): Result<bigint, Refusal> {
  if (text === undefined) return ok(volume.size);
  const size = parseSize(text);
  if (!size.ok) return err({ reason: 'sizeInvalid', rule: size.error });
  if (size.value < volume.size && Force !== true) {
    return err({ reason: 'shrinkNotForced', currentBytes: volume.size });
  }
  const growth = size.value - volume.size;
  const room = growth > 0n ? roomFor(model, growth * BigInt(volume.replicaCount)) : ok(undefined);
  return room.ok ? size : room;
}

function changed(
  model: ClusterModel,
  volume: VolumeRecord,
  changes: VolumeChanges,
): Result<VolumeRecord, Refusal> {
  const size = newSize(model, volume, changes);
  if (!size.ok) return size;
  const policy = findPolicy(model, volume.projectName, changes);
  if (!policy.ok) return policy;
  const name = changes.newName ?? volume.name;
  const { used } = model.currentOf(volume);
  const free = name === volume.name ? ok(undefined) : nameIsFree(model, volume.projectName, name);
  if (!free.ok) return free;
  return ok({
    ...volume,
    name,
    size: size.value,
    ...(size.value === volume.size
      ? {}
      : { used: used < size.value ? used : size.value, usedSince: model.now() }),
    acl: changes.acl?.values ?? volume.acl,
    ipAcl: changes.IPAcl?.values ?? volume.ipAcl,
    compression: changes.compression ?? volume.compression,
    qosPolicyUUID: policy.value?.UUID ?? volume.qosPolicyUUID,
    // An empty list and no list are the same on this wire (lightbits-api §1.1).
    labels: changes.labels?.length ? changes.labels : volume.labels,
  });
}

/** Changes a volume: it has its new values at once and is Updating until the cluster has applied them (lightbits-api §5). */
export function updateVolume(
  model: ClusterModel,
  volume: VolumeRecord,
  changes: VolumeChanges,
  ifMatch: string | undefined,
): Result<void, Refusal> {
  if (isEmpty(changes)) return err({ reason: 'volumeUnchanged' });
  const matches = checkIfMatch(ifMatch, etagOf(volume), 'volume');
  if (!matches.ok) return matches;
  const allowed = checkVolumeState(volume, 'update');
  if (!allowed.ok) return allowed;
  const next = changed(model, volume, changes);
  if (!next.ok) return next;
  const until = model.now() + model.timing.updatingMs;
  const revision = volume.revision + 1;
  model.commit({ kind: 'volume', volume: { ...next.value, state: 'Updating', until, revision } });
  return ok(undefined);
}
