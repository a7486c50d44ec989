import type { RollbackVolumeRequest } from '@asterism/api-types/cluster-api/snapshot-operations';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { carryOut } from '../carry-out.ts';
import { findVolumeToChange } from '../volumes/find-volume.ts';
import { readThrough } from '../volumes/read-through.ts';
import type { SnapshotDeps } from './snapshot-deps.ts';

/** Rolls a volume back to one of its snapshots, which is on the volume's own cluster: that one finds and judges it. */
export async function rollbackVolume(
  deps: SnapshotDeps,
  asker: Principal,
  { projectName, UUID, ...snapshot }: RollbackVolumeRequest,
): Promise<Result<Record<string, never>, Failure>> {
  const found = findVolumeToChange(deps, asker, { projectName, UUID });
  if (!found.ok) return found;
  return carryOut(deps, asker, found.value.cluster, {
    what: 'volume',
    ifMatch: undefined,
    send: (client) => client.rollbackVolume({ projectName, UUID, ...snapshot }),
    readNow: () => readThrough(deps, asker, found.value),
    isDone: (now) => now?.state === 'Rollback',
  });
}
