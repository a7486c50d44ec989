import type { FleetCluster, Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Cluster, ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { assessHealth } from '@asterism/api-types/rules/assess-health';
import { CAPACITY_THRESHOLDS, type CapacityThresholds } from '@asterism/api-types/rules/capacity';
import { clusterDisplayNames } from '@asterism/api-types/rules/cluster-display-names';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { ClusterStore } from '../../store/cluster-store.ts';
import type { OperationDeps } from '../operation-deps.ts';

/** What a cluster is described by. */
export type ClusterSources = Pick<OperationDeps, 'monitor' | 'inventory' | 'thresholds'>;

/** Its volumes, or its snapshots. */
interface FreshnessSources extends Pick<OperationDeps, 'monitor'> {
  readonly inventory: Pick<OperationDeps['inventory'], 'asOf'>;
}

/** What everybody may know of a trouble; the exact words name addresses, which are the admins'. */
const TROUBLE: Record<ConnectionStatus, string> = {
  Connected: '',
  Disconnected: 'the cluster cannot be reached',
  Unauthorized: 'the cluster does not let the federation in',
};

/** How fresh what is indexed of a cluster is, which people call by the display name. */
export function freshnessOf(
  { monitor, inventory }: FreshnessSources,
  { id, name, status }: AttachedCluster,
  displayName: string,
  seesAddresses: boolean,
): Freshness {
  const asOf = inventory.asOf(id);
  const snapshot = monitor.snapshot(id);
  const { error, answeredAt, overdue, refusal, invalidDataSince, unreadable } = snapshot;
  const trouble =
    invalidDataSince === undefined ? TROUBLE[status] : 'the cluster sends invalid data';
  return {
    clusterId: id,
    name,
    displayName,
    status,
    error: seesAddresses ? error : trouble,
    ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
    ...(refusal === undefined || status !== 'Unauthorized' ? {} : { refusal }),
    ...(answeredAt === undefined ? {} : { answeredAt: answeredAt.toISOString() }),
    overdue,
    ...(invalidDataSince === undefined ? {} : { invalidDataSince }),
    unreadable: seesAddresses
      ? [...unreadable]
      : unreadable.map(({ list, rows }) => ({ list, rows, firstFault: '' })),
  };
}

/** The ratio of the reference for a cluster, as last read. */
function ratioOf({ monitor, inventory }: ClusterSources, clusterId: string): string {
  const effective = monitor.snapshot(clusterId).info?.statistics.effectivePhysicalStorage ?? '0';
  return storageRatio(inventory.totals(clusterId).provisioned, BigInt(effective));
}

const referenceFieldsOf = (sources: ClusterSources, cluster: AttachedCluster): Cluster => ({
  id: cluster.id,
  name: cluster.name,
  version: cluster.version,
  subsystemNqn: cluster.subsystemNqn,
  apiEndpoints: [...cluster.apiEndpoints],
  discoveryEndpoints: [...cluster.discoveryEndpoints],
  clusterConnectionStatus: { accessConnectionStatus: cluster.status },
  provisionedToEffectiveStorageRatio: ratioOf(sources, cluster.id),
});

/** From where clusters fill up and are over-provisioned. */
export const thresholdsOf = ({
  thresholds,
}: Pick<ClusterSources, 'thresholds'>): CapacityThresholds => thresholds?.() ?? CAPACITY_THRESHOLDS;

/** A cluster with all that the federation knows of it. */
function describeCluster(
  sources: ClusterSources,
  cluster: AttachedCluster,
  displayName: string,
): FleetCluster {
  const { info, nodes } = sources.monitor.snapshot(cluster.id);
  const { clusterId: _, ...fresh } = freshnessOf(sources, cluster, displayName, true);
  const totals = sources.inventory.totals(cluster.id);
  const { fillingUp, nearlyFull, provisioning } = thresholdsOf(sources);
  const shown = {
    ...fresh,
    ...referenceFieldsOf(sources, cluster),
    attachedAt: cluster.attachedAt.toISOString(),
    tlsFingerprint: cluster.tlsFingerprint,
    ...(cluster.presentedFingerprint === undefined
      ? {}
      : { presentedFingerprint: cluster.presentedFingerprint }),
    pubKeyId: cluster.keyId,
    ...(info === undefined ? {} : { statistics: info.statistics, health: info.health }),
    currentMaxReplicas: info?.currentMaxReplicas ?? 0,
    volumes: totals.volumes,
    volumesByState: totals.volumesByState,
    volumesByProtection: totals.volumesByProtection,
    failedByProtection: totals.failedByProtection,
    provisioningThreshold: provisioning,
    usedThresholds: { fillingUp, nearlyFull },
    provisionedStorage: String(totals.provisioned),
    nodes: nodes.map(({ UUID, name, state, readOnly, failureDomains }) => ({
      UUID,
      name,
      state,
      readOnly,
      failureDomains,
    })),
  };
  return { ...shown, assessment: assessHealth(shown) };
}

/** How fresh what is known of each attached cluster is, as the principal may know it. */
export function allFreshness(
  deps: FreshnessSources,
  { rights }: Pick<Principal, 'rights'>,
): Freshness[] {
  const clusters = deps.monitor.clusters();
  const names = clusterDisplayNames(clusters);
  return clusters.map((cluster) =>
    freshnessOf(deps, cluster, names.get(cluster.id) ?? cluster.name, rights.isClusterAdmin),
  );
}

export const unknownCluster = (clusterId: string): Failure =>
  failure('notFound', `there is no attached cluster ${clusterId}`);

/** The attached clusters as the reference has them, those of other replicas too. */
export async function listClusters(
  deps: ClusterSources & { readonly store: Pick<ClusterStore, 'list'> },
): Promise<Cluster[]> {
  return (await deps.store.list()).map((cluster) => referenceFieldsOf(deps, cluster));
}

/** The attached clusters as this process watches them. For cluster admins, as below: addresses are in it. */
export function listFleetClusters(deps: ClusterSources): FleetCluster[] {
  const clusters = deps.monitor.clusters();
  const names = clusterDisplayNames(clusters);
  return clusters.map((cluster) =>
    describeCluster(deps, cluster, names.get(cluster.id) ?? cluster.name),
  );
}

/** Fails with `notFound`. */
export function getFleetCluster(
  deps: ClusterSources,
  clusterId: string,
): Result<FleetCluster, Failure> {
  const cluster = deps.monitor.cluster(clusterId);
  return cluster === undefined
    ? err(unknownCluster(clusterId))
    : ok(
        describeCluster(
          deps,
          cluster,
          clusterDisplayNames(deps.monitor.clusters()).get(clusterId) ?? cluster.name,
        ),
      );
}
