import type { Handlers } from '@asterism/api-server/operation-router';
import { API_VERSION } from '@asterism/api-types/cluster-api/cluster-operations';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { fleetIdentity } from '../operations/fleet-as-cluster/fleet-identity.ts';
import { clusterOfClusters } from '../operations/fleet-as-cluster/fleet-totals.ts';

export interface ClusterDeps {
  readonly monitor: FleetMonitor;
  /** A UUID that stays the same as long as the federation lives. */
  readonly federationId: string;
}

type ClusterHandlers = Pick<Handlers<typeof federationApi, Principal>, 'getCluster'> &
  Pick<
    Handlers<typeof clientRoutes, Principal>,
    'getVersion' | 'getClusterInfo' | 'listNodes' | 'getNode'
  >;

/** The federation as one cluster, from what its clusters last told. */
export function clusterHandlers({ monitor, federationId }: ClusterDeps): ClusterHandlers {
  const infos = () =>
    monitor
      .clusters()
      .map((cluster) => monitor.snapshot(cluster.id).info)
      .filter((info) => info !== undefined);
  const nodes = () => monitor.clusters().flatMap((cluster) => monitor.snapshot(cluster.id).nodes);

  return {
    getVersion: () => ok({ apiVersion: API_VERSION }),
    getCluster() {
      const clusters = monitor.clusters();
      const heard = infos();
      const isWhole =
        heard.length === clusters.length &&
        clusters.every((cluster) => cluster.status === 'Connected');
      return ok(clusterOfClusters(federationId, heard, isWhole));
    },
    getClusterInfo: () =>
      ok({
        ...fleetIdentity(federationId, infos()),
        nvmeEndpoints: nodes()
          .map((node) => node.nvmeEndpoint)
          .filter((endpoint) => endpoint !== ''),
      }),
    listNodes: () => ok({ nodes: nodes() }),
    getNode({ UUID }) {
      const node = nodes().find((one) => one.UUID.toLowerCase() === UUID.toLowerCase());
      const message = `there is no node ${UUID} on any cluster`;
      return node === undefined ? err(failure('notFound', message)) : ok(node);
    },
  };
}
