import type { FleetCluster, Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ConnectionStatus } from '@asterism/api-types/federation-api/cluster';
import { storageRatio } from '@asterism/api-types/rules/storage-ratio';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { FleetDeps } from '../fleet/fleet-deps.ts';

type Sources = Pick<FleetDeps, 'monitor' | 'inventory'>;

/** What everybody may know of a trouble; the exact words name addresses, which are the admins'. */
const TROUBLE: Record<ConnectionStatus, string> = {
  Connected: '',
  Disconnected: 'the cluster cannot be reached',
  Unauthorized: 'the cluster does not let the federation in, or presents another certificate',
};

/** How fresh the inventory is for a cluster. */
export function freshnessOf(
  { monitor, inventory }: Sources,
  { id, name, status }: AttachedCluster,
  seesAddresses: boolean,
): Freshness {
  const asOf = inventory.asOf(id);
  const { error, invalidDataSince, unreadable } = monitor.snapshot(id);
  const trouble = invalidDataSince === undefined ? TROUBLE[status] : 'the cluster answers nonsense';
  return {
    clusterId: id,
    name,
    status,
    error: seesAddresses ? error : trouble,
    ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
    ...(invalidDataSince === undefined ? {} : { invalidDataSince }),
    unreadable: seesAddresses
      ? [...unreadable]
      : unreadable.map(({ list, rows }) => ({ list, rows, firstFault: '' })),
  };
}

/** The ratio of the reference for a cluster, as it was last heard. */
export function ratioOf({ monitor, inventory }: Sources, clusterId: string): string {
  const effective = monitor.snapshot(clusterId).info?.statistics.effectivePhysicalStorage ?? '0';
  return storageRatio(inventory.totals(clusterId).provisioned, BigInt(effective));
}

/** A cluster with all that the federation knows of it. For cluster admins. */
export function presentCluster(sources: Sources, cluster: AttachedCluster): FleetCluster {
  const { info, nodes } = sources.monitor.snapshot(cluster.id);
  const { clusterId: id, name, ...fresh } = freshnessOf(sources, cluster, true);
  const totals = sources.inventory.totals(cluster.id);
  return {
    ...fresh,
    id,
    name,
    version: cluster.version,
    subsystemNqn: cluster.subsystemNqn,
    apiEndpoints: [...cluster.apiEndpoints],
    discoveryEndpoints: [...cluster.discoveryEndpoints],
    clusterConnectionStatus: { accessConnectionStatus: cluster.status },
    provisionedToEffectiveStorageRatio: ratioOf(sources, cluster.id),
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
    provisionedStorage: String(totals.provisioned),
    nodes: nodes.map((node) => ({
      UUID: node.UUID,
      name: node.name,
      state: node.state,
      failureDomains: node.failureDomains,
    })),
  };
}
