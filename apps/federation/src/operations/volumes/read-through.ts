import type { CallOptions } from '@asterism/api-types/client/client';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { TokenPrincipal, ClusterError } from '../../cluster-client/cluster-client.ts';
import type { FoundVolume } from './find-volume.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';

/** Asks the cluster for the volume as it is now, and takes the answer into the inventory; undefined when it is gone. */
export async function readThrough(
  { clusterClients, inventory }: Pick<OperationDeps, 'clusterClients' | 'inventory'>,
  principal: TokenPrincipal,
  { volume: { UUID, projectName }, cluster }: FoundVolume,
  options: CallOptions = {},
): Promise<Result<Volume | undefined, ClusterError>> {
  const answer = await clusterClients
    .client(cluster, principal)
    .getVolume({ UUID, projectName }, options);
  if (answer.ok) {
    inventory.put(cluster.id, answer.value);
    return ok({ ...answer.value, clusterId: cluster.id });
  }
  if (!isNotFound(answer.error)) return answer;
  inventory.drop(cluster.id, UUID);
  return ok(undefined);
}
