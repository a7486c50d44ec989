import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { EndpointCertificate } from '../../cluster-client/cluster-connection.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { FleetDeps } from './fleet-deps.ts';

export const unknownCluster = (clusterId: string): Failure =>
  failure('notFound', `there is no attached cluster ${clusterId}`);

/** What the cluster presents now, at the first of its endpoints that can be reached. */
async function presentedBy(
  { caller }: Pick<FleetDeps, 'caller'>,
  cluster: AttachedCluster,
): Promise<Result<EndpointCertificate, Failure>> {
  let reason = 'it has no endpoint';
  for (const endpoint of cluster.apiEndpoints) {
    const seen = await caller.inspect(endpoint);
    if (seen.ok) return seen;
    ({ reason } = seen.error);
  }
  return err(failure('unavailable', `${cluster.name}: ${reason}`, { retryAfterSeconds: 5 }));
}

/** Confirms the certificate that a cluster presents now. Another one than that cannot be confirmed: it would be trusted unseen. */
export async function trustCertificate(
  deps: Pick<FleetDeps, 'caller' | 'monitor' | 'store'>,
  clusterId: string,
  tlsFingerprint: string,
): Promise<Result<Record<string, never>, Failure>> {
  const { store, monitor } = deps;
  const cluster = await store.get(clusterId);
  if (cluster === undefined) return err(unknownCluster(clusterId));
  if (cluster.tlsFingerprint === tlsFingerprint) return ok({});
  const presented = await presentedBy(deps, cluster);
  if (!presented.ok) return presented;
  if (presented.value.tlsFingerprint !== tlsFingerprint) {
    const message = `tlsFingerprint: ${cluster.name} presents ${presented.value.tlsFingerprint}`;
    return err(failure('invalidArgument', message));
  }
  await store.update(clusterId, { presentedFingerprint: tlsFingerprint });
  const pinned = await store.pin(clusterId, tlsFingerprint);
  if (pinned === undefined) return err(unknownCluster(clusterId));
  monitor.watch(pinned);
  return ok({});
}
