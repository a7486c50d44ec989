import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from './cluster-client.ts';
import { notThere } from './cluster-failure.ts';

/** What to say of a cluster in whose place another one answers. */
export const anotherCluster = (UUID: string): string =>
  `another cluster (UUID ${UUID}) answers at its address`;

/**
 * Whether what answers is the cluster still. A cluster is its UUID: what is at its address, with its certificate, may have
 * been installed anew since, and has volumes of its own.
 */
export async function checkIdentity(
  client: ClusterClient,
  clusterId: string,
  signal: AbortSignal | undefined,
): Promise<Result<void, ClusterError>> {
  const cluster = await client.getCluster({}, signal === undefined ? {} : { signal });
  if (!cluster.ok) return cluster;
  const { UUID } = cluster.value;
  if (UUID.toLowerCase() === clusterId.toLowerCase()) return ok(undefined);
  return err(notThere(anotherCluster(UUID)));
}
