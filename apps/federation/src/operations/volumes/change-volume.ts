import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { UpdateVolumeRequest } from '@asterism/api-types/cluster-api/volume-operations';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import type { Principal } from '../../identity/principal.ts';
import { type WriteFinding, changeOnCluster, type Change, type Done } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { checkNameIsFree, outcomeOf } from './create-volume.ts';
import {
  findVolumeToChange,
  type FoundVolume,
  type WhichVolume,
  readThrough,
} from './find-volume.ts';
import { policyOn } from './policy-on-cluster.ts';

type VolumeChange = Pick<Change<Volume>, 'operation' | 'ifMatch' | 'send'> & {
  readonly isDone: (now: Volume | undefined) => boolean;
  /** Whether a volume that does not show the change was surely not changed; by default while it has the ETag of before. */
  readonly isUndone?: (now: Volume) => boolean;
};

/** Changes a volume on its cluster. When the outcome is not known, its state is Unknown until it is read. */
export async function changeOfVolume(
  deps: Pick<OperationDeps, 'clusterClients' | 'inventory' | 'monitor' | 'outcomeTimings'>,
  principal: Principal,
  found: FoundVolume,
  { isDone, isUndone, ...change }: VolumeChange,
): Promise<Result<Done, Failure>> {
  const { volume, cluster } = found;
  const asBefore = ({ ETag }: Volume): boolean => ETag === change.ifMatch || ETag === volume.ETag;

  function judge(now: Volume | undefined): WriteFinding<Done> {
    if (isDone(now)) return { kind: 'done', value: {} };
    if (now === undefined) {
      const error = failure('notFound', `there is no volume ${volume.UUID} any more`);
      return { kind: 'refused', error };
    }
    if (isTransitional(now.state) || now.state === 'Unknown') return { kind: 'open' };
    return { kind: (isUndone ?? asBefore)(now) ? 'not-done' : 'unclear' };
  }

  const changed = await changeOnCluster<Volume>(deps, principal, cluster, {
    ...change,
    what: 'volume',
    judge,
    readNow: (options) => readThrough(deps, principal, found, options),
  });
  if (!changed.ok && saysUnknown(changed.error)) {
    deps.inventory.put(cluster.id, { ...volume, state: 'Unknown' });
  }
  return changed;
}

/** Deletes a volume on its cluster; it is Deleting until it is gone. */
export async function deleteVolume(
  deps: OperationDeps,
  principal: Principal,
  which: WhichVolume,
  ifMatch: string | undefined,
): Promise<Result<Done, Failure>> {
  const found = findVolumeToChange(deps, principal, which);
  if (!found.ok) return found;
  const { UUID, projectName, name } = found.value.volume;
  const options = ifMatch === undefined ? {} : { ifMatch };
  const deleted = await changeOfVolume(deps, principal, found.value, {
    operation: clusterApi.deleteVolume,
    ifMatch,
    send: (client) => client.deleteVolume({ UUID, projectName }, options),
    isDone: (now) => now === undefined || now.state === 'Deleting',
    // A deletion that has started is not undone.
    isUndone: () => true,
  });
  if (deleted.ok) await deps.volumeNames.release(projectName, name);
  return deleted;
}

async function update(
  deps: OperationDeps,
  principal: Principal,
  found: FoundVolume,
  asked: UpdateVolumeRequest,
  ifMatch: string | undefined,
): Promise<Result<Done, Failure>> {
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
  return changeOfVolume(deps, principal, found, {
    operation: clusterApi.updateVolume,
    ifMatch,
    send: (client) => client.updateVolume(input, options),
    isDone: (now) => now !== undefined && volumeShows(request, now),
  });
}

/** Changes a volume on its cluster; it is Updating until the cluster has applied it. A new name is unique over the fleet. */
export async function updateVolume(
  deps: OperationDeps,
  principal: Principal,
  request: UpdateVolumeRequest,
  ifMatch: string | undefined,
): Promise<Result<Done, Failure>> {
  const found = findVolumeToChange(deps, principal, request);
  if (!found.ok) return found;
  const { projectName, name } = found.value.volume;
  const { newName } = request;
  if (newName === undefined || newName === name) {
    return update(deps, principal, found.value, request, ifMatch);
  }
  const end = await deps.volumeNames.reserve(projectName, newName);
  if (end === undefined) {
    return err(
      fieldFailure('alreadyExists', 'newName', `${newName} is being taken by somebody else`),
    );
  }
  const free = checkNameIsFree(deps, projectName, newName, 'newName');
  const renamed = free.ok ? await update(deps, principal, found.value, request, ifMatch) : free;
  await end(outcomeOf(renamed));
  if (renamed.ok) await deps.volumeNames.release(projectName, name);
  return renamed;
}
