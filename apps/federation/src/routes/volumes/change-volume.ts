import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { carryOut } from '../carry-out.ts';
import { checkNameIsFree, outcomeOf } from './create-volume.ts';
import { findVolumeToChange, type FoundVolume, type WhichVolume } from './find-volume.ts';
import { hasTakenEffect } from './has-taken-effect.ts';
import { policyOn } from './policy-on-cluster.ts';
import { readThrough } from './read-through.ts';
import type { VolumeDeps } from './volume-deps.ts';

/** Deletes a volume on its cluster; it is Deleting until it is gone. */
export async function deleteVolume(
  deps: VolumeDeps,
  asker: Principal,
  which: WhichVolume,
  ifMatch: string | undefined,
): Promise<Result<Record<string, never>, Failure>> {
  const found = findVolumeToChange(deps, asker, which);
  if (!found.ok) return found;
  const { UUID, projectName, name } = found.value.volume;
  const options = ifMatch === undefined ? {} : { ifMatch };
  const deleted = await carryOut(deps, asker, found.value.cluster, {
    what: 'volume',
    ifMatch,
    readNow: () => readThrough(deps, asker, found.value),
    send: (client) => client.deleteVolume({ UUID, projectName }, options),
    isDone: (now) => now === undefined || now.state === 'Deleting',
  });
  if (deleted.ok) await deps.reservations.giveUp(projectName, name);
  return deleted;
}

async function update(
  deps: VolumeDeps,
  asker: Principal,
  found: FoundVolume,
  asked: UpdateVolumeRequest,
  ifMatch: string | undefined,
): Promise<Result<Record<string, never>, Failure>> {
  const { UUID, projectName } = found.volume;
  const request = { ...asked, ...policyOn(deps.monitor, found.cluster.id, asked) };
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
  return carryOut(deps, asker, found.cluster, {
    what: 'volume',
    ifMatch,
    readNow: () => readThrough(deps, asker, found),
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
  const end = await deps.reservations.reserve(projectName, newName);
  if (end === undefined) {
    return err(failure('alreadyExists', `newName: ${newName} is being taken by somebody else`));
  }
  const free = checkNameIsFree(deps, projectName, newName);
  const renamed = free.ok ? await update(deps, asker, found.value, request, ifMatch) : free;
  await end(outcomeOf(renamed));
  if (renamed.ok) await deps.reservations.giveUp(projectName, name);
  return renamed;
}
