import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { etagMismatch, failure, GRPC_CODE, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-connection.ts';
import { failureOf, isOutcomeUnknown } from '../../cluster-client/cluster-failure.ts';
import { findVolumeToChange, type FoundVolume, type WhichVolume } from './find-volume.ts';
import { hasTakenEffect } from './has-taken-effect.ts';
import { readThrough } from './read-through.ts';
import type { Principal } from '../../identity/principal.ts';
import type { VolumeDeps } from './volume-deps.ts';
import { checkNameIsFree } from './create-volume.ts';

/** A change of one volume, on its cluster. */
interface Change {
  readonly ifMatch: string | undefined;
  send(client: ClusterClient): Promise<Result<unknown, ClusterError>>;
  /** Whether the volume as it is now (undefined: gone) shows that the change was made. */
  isDone(now: Volume | undefined): boolean;
}

const unquoted = (tag: string): string => /^"(.*)"$/.exec(tag)?.[1] ?? tag;

/** Some clusters answer a stale ETag with 400 code 9, as they answer a state that allows no change (lightbits-api §1.4). */
const isPerhapsStale = (error: ClusterError, ifMatch: string | undefined): boolean =>
  ifMatch !== undefined &&
  ifMatch !== '*' &&
  error.status === 400 &&
  error.code === GRPC_CODE.failedPrecondition;

function verdict(
  error: ClusterError,
  change: Change,
  now: Result<Volume | undefined, ClusterError>,
  clusterName: string,
): Result<Record<string, never>, Failure> {
  if (isOutcomeUnknown(error)) {
    if (now.ok && change.isDone(now.value)) return ok({});
    const message = `${clusterName} gave no answer: it is not known whether the change was made; look again before you repeat it`;
    return err(failure('deadlineExceeded', message));
  }
  if (error.status === 412) return err(etagMismatch(`${clusterName}: ${error.message}`));
  const etag = now.ok ? now.value?.ETag : undefined;
  if (isPerhapsStale(error, change.ifMatch) && etag !== undefined) {
    if (etag !== unquoted(change.ifMatch ?? '')) {
      return err(etagMismatch(`${clusterName}: the volume has changed; its ETag is ${etag}`));
    }
  }
  return err(failureOf(error, clusterName));
}

async function carryOut(
  deps: VolumeDeps,
  asker: Principal,
  found: FoundVolume,
  change: Change,
): Promise<Result<Record<string, never>, Failure>> {
  const { cluster } = found;
  if (cluster.status !== 'Connected') {
    const message = `${cluster.name} is ${cluster.status}: its volumes cannot be changed now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  const sent = await change.send(deps.caller.client(cluster, asker));
  // Also after a refusal: it may come from what the inventory does not know yet.
  const now = await readThrough(deps, asker, found);
  deps.monitor.hurry(cluster.id);
  return sent.ok ? ok({}) : verdict(sent.error, change, now, cluster.name);
}

/** Deletes a volume on its cluster; it is Deleting until it is gone. */
export async function deleteVolume(
  deps: VolumeDeps,
  asker: Principal,
  which: WhichVolume,
  ifMatch: string | undefined,
): Promise<Result<Record<string, never>, Failure>> {
  const found = findVolumeToChange(deps, asker, which);
  if (!found.ok) return found;
  const { UUID, projectName } = found.value.volume;
  const options = ifMatch === undefined ? {} : { ifMatch };
  return carryOut(deps, asker, found.value, {
    ifMatch,
    send: (client) => client.deleteVolume({ UUID, projectName }, options),
    isDone: (now) => now === undefined || now.state === 'Deleting',
  });
}

async function update(
  deps: VolumeDeps,
  asker: Principal,
  found: FoundVolume,
  request: UpdateVolumeRequest,
  ifMatch: string | undefined,
): Promise<Result<Record<string, never>, Failure>> {
  const { UUID, projectName } = found.volume;
  const { compression, name: _, ...changes } = request;
  const input = {
    ...changes,
    UUID,
    projectName,
    ...(compression === undefined
      ? {}
      : { compression: compression ? ('true' as const) : ('false' as const) }),
  };
  const options = ifMatch === undefined ? {} : { ifMatch };
  return carryOut(deps, asker, found, {
    ifMatch,
    send: (client) => client.updateVolume(input, options),
    isDone: (now) => now !== undefined && hasTakenEffect(request, now),
  });
}

/** Changes a volume on its cluster; it is Updating until the cluster has applied it. A new name is unique over the fleet. */
export async function updateVolume(
  deps: VolumeDeps,
  asker: Principal,
  request: UpdateVolumeRequest,
  ifMatch: string | undefined,
): Promise<Result<Record<string, never>, Failure>> {
  const found = findVolumeToChange(deps, asker, request);
  if (!found.ok) return found;
  const { projectName, name } = found.value.volume;
  const { newName } = request;
  if (newName === undefined || newName === name) {
    return update(deps, asker, found.value, request, ifMatch);
  }
  const release = await deps.reservations.reserve(projectName, newName);
  if (release === undefined) {
    return err(failure('alreadyExists', `newName: ${newName} is being taken by somebody else`));
  }
  try {
    const free = checkNameIsFree(deps, projectName, newName);
    return free.ok ? await update(deps, asker, found.value, request, ifMatch) : free;
  } finally {
    await release();
  }
}
