import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { RollbackVolumeRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import { volumeShows } from '@asterism/api-types/rules/volume-shows';
import type { Principal } from '../../identity/principal.ts';
import type { Done } from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { changeOfVolume } from '../volumes/change-volume.ts';
import { findVolumeToChange, readThrough } from '../volumes/find-volume.ts';

/** How long the volume may take to be read beforehand, in milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * Whether the volume has been changed in nothing that a request can change, and yet has another ETag: only a rollback
 * does that.
 */
const isRolledBack = (before: Volume, now: Volume): boolean =>
  now.ETag !== before.ETag &&
  volumeShows({ ...before, newName: before.name }, now) &&
  before.labels.length === now.labels.length;

/** Rolls a volume back to one of its snapshots, which is on the volume's own cluster: that one finds and judges it. */
export async function rollbackVolume(
  deps: OperationDeps,
  principal: Principal,
  { projectName, UUID, ...snapshot }: RollbackVolumeRequest,
): Promise<Result<Done, Failure>> {
  const found = findVolumeToChange(deps, principal, { projectName, UUID });
  if (!found.ok) return found;
  // Only its ETag shows that a volume was rolled back: that of now must be known to see it change.
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const read = await readThrough(deps, principal, found.value, { signal });
  const volume = (read.ok ? read.value : undefined) ?? found.value.volume;
  return changeOfVolume(
    deps,
    principal,
    { ...found.value, volume },
    {
      operation: clusterApi.rollbackVolume,
      ifMatch: undefined,
      send: (client) => client.rollbackVolume({ projectName, UUID, ...snapshot }),
      isDone: (now) =>
        now?.state === 'Rollback' ||
        (now?.state === 'Available' && read.ok && isRolledBack(volume, now)),
    },
  );
}
