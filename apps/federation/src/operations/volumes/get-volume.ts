import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import type { Principal } from '../../identity/principal.ts';
import { askClusters, clustersUnreachable } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { findVolume, type FoundVolume, type WhichVolume, readThrough } from './find-volume.ts';

/** How long a reader waits for the cluster before the last known volume is the answer, in milliseconds. */
const TIMEOUT_MS = 3_000;

/**
 * * A volume that the inventory has not under its name: who asks by name wants to know whether to create it, and it may
 * have been created a moment ago. Fails with `notFound` only when nobody can be creating it; clusters that are not
 * Connected count as they were last read.
 */
async function findOnClusters(
  deps: OperationDeps,
  principal: Principal,
  projectName: string,
  name: string,
  absent: Failure,
): Promise<Result<FoundVolume, Failure>> {
  // Asked first: a creation that ends in between has been seen by one or the other.
  const isReserved = await deps.volumeNames.isReserved(projectName, name);
  const connected = deps.monitor.clusters().filter(({ status }) => status === 'Connected');
  const { answered, unreachable } = await askClusters(
    deps,
    connected,
    principal,
    (client, options) => client.getVolume({ UUID: '', name, projectName }, options),
    ({ state }) => state !== 'Deleting',
  );
  for (const { cluster, value } of answered) deps.inventory.put(cluster.id, value);
  // What another cluster has under the same UUID is not in the inventory, and not shown here.
  const found = findVolume(deps, principal, { UUID: '', projectName, name });
  if (found.ok) return found;
  const what = `a volume ${JSON.stringify(name)} in the project ${projectName}`;
  if (unreachable.length > 0) return err(clustersUnreachable(what, unreachable));
  if (!isReserved) return err(absent);
  const message = `it is not known whether there is ${what}: it is being created, or was to be`;
  return err(failure('unavailable', message, { retryAfterSeconds: 1 }));
}

async function find(
  deps: OperationDeps,
  principal: Principal,
  which: WhichVolume,
): Promise<Result<FoundVolume, Failure>> {
  const found = findVolume(deps, principal, which);
  const { UUID, projectName = '', name = '' } = which;
  const isByName = UUID === '' && projectName !== '' && name !== '';
  if (found.ok || !isByName || found.error.kind !== 'notFound') return found;
  return findOnClusters(deps, principal, projectName, name, found.error);
}

/**
 * One volume: from the inventory, but from its cluster while it is in motion, or not known to the inventory by its name.
 * While the cluster cannot be reached, the last known volume is the answer.
 */
export async function getVolume(
  deps: OperationDeps,
  principal: Principal,
  which: WhichVolume,
): Promise<Result<Volume, Failure>> {
  const found = await find(deps, principal, which);
  if (!found.ok) return found;
  const { volume, cluster } = found.value;
  const isAtRest = !isTransitional(volume.state) && volume.state !== 'Unknown';
  if (isAtRest || cluster.status !== 'Connected') return ok(volume);
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const now = await readThrough(deps, principal, found.value, { signal });
  if (!now.ok) return ok(volume);
  if (now.value !== undefined) return ok(now.value);
  return err(failure('notFound', `there is no volume ${volume.UUID} any more`));
}
