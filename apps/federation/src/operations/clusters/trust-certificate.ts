import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { ClusterStore } from '../../store/cluster-store.ts';
import { unknownCluster } from './describe-cluster.ts';
import type { ClusterClients } from '../../cluster-client/cluster-client.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

interface TrustDeps {
  readonly clusterClients: Pick<ClusterClients, 'inspect'>;
  readonly monitor: Pick<FleetMonitor, 'watch'>;
  readonly store: Pick<ClusterStore, 'get' | 'pin'>;
}

/**
 * Whether every endpoint of the cluster that answers presents the certificate; fails with `unavailable` when none
 * answers.
 */
async function checkPresented(
  { clusterClients }: Pick<TrustDeps, 'clusterClients'>,
  { name, apiEndpoints }: AttachedCluster,
  tlsFingerprint: string,
): Promise<Result<void, Failure>> {
  const inspections = await Promise.all(
    apiEndpoints.map(async (endpoint) => ({
      endpoint,
      seen: await clusterClients.inspect(endpoint),
    })),
  );
  const answers = inspections.flatMap(({ endpoint, seen }) =>
    seen.ok ? [{ endpoint, presented: seen.value.tlsFingerprint }] : [],
  );
  if (answers.length === 0) {
    const [reason = 'it has no endpoint'] = inspections.flatMap(({ seen }) =>
      seen.ok ? [] : [seen.error.reason],
    );
    return err(failure('unavailable', `${name}: ${reason}`, { retryAfterSeconds: 5 }));
  }
  const others = answers.filter(({ presented }) => presented !== tlsFingerprint);
  if (others.length === 0) return ok(undefined);
  const found = others.map(({ endpoint, presented }) => `${endpoint} presents ${presented}`);
  const rule = `not what ${name} presents now: ${found.join(', ')}`;
  return err(fieldFailure('aborted', 'tlsFingerprint', rule));
}

/**
 * Confirms the certificate that a cluster presents now, at all of its endpoints that answer. Another one than that cannot be
 * confirmed: it would be trusted unseen. Nor can one whose cluster was found to present another in the meantime.
 */
export async function trustCertificate(
  deps: TrustDeps,
  clusterId: string,
  tlsFingerprint: string,
): Promise<Result<Record<string, never>, Failure>> {
  const { store, monitor } = deps;
  const cluster = await store.get(clusterId);
  if (cluster === undefined) return err(unknownCluster(clusterId));
  if (cluster.tlsFingerprint === tlsFingerprint) return ok({});
  const presented = await checkPresented(deps, cluster, tlsFingerprint);
  if (!presented.ok) return presented;
  const pinned = await store.pin(cluster, tlsFingerprint);
  if (pinned !== undefined) {
    monitor.watch(pinned);
    return ok({});
  }
  if ((await store.get(clusterId)) === undefined) return err(unknownCluster(clusterId));
  const rule = `the certificate of ${cluster.name} was changed by somebody else: check it again`;
  return err(fieldFailure('aborted', 'tlsFingerprint', rule));
}
