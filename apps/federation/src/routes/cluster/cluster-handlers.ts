import type { Handlers } from '@asterism/api-server/operation-router';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import { clusterOfClusters } from './fleet-totals.ts';

export interface ClusterDeps {
  readonly monitor: FleetMonitor;
  /** A UUID that stays the same as long as the federation lives. */
  readonly federationId: string;
}

/** `GET /cluster`: the federation as one cluster, from what its clusters last told. */
export function clusterHandlers({
  monitor,
  federationId,
}: ClusterDeps): Pick<Handlers<typeof federationApi, Principal>, 'getCluster'> {
  return {
    getCluster() {
      const clusters = monitor.clusters();
      const infos = clusters
        .map((cluster) => monitor.facts(cluster.id).info)
        .filter((info) => info !== undefined);
      const isWhole =
        infos.length === clusters.length &&
        clusters.every((cluster) => cluster.status === 'Connected');
      return ok(clusterOfClusters(federationId, infos, isWhole));
    },
  };
}
