import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { carryOut } from '../carry-out.ts';
import { checkNameIsFree } from './create-volume.ts';
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
  const { UUID, projectName } = found.value.volume;
  const options = ifMatch === undefined ? {} : { ifMatch };
  return carryOut(deps, asker, found.value.cluster, {
    what: 'volume',
    ifMatch,
    readNow: () => readThrough(deps, asker, found.value),
    send: (client) => client.deleteVolume({ UUID, projectName }, options),
    isDone: (now) => now === undefined || now.state === 'Deleting',
  });
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
