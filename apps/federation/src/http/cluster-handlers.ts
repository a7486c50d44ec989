import type { Handlers } from '@asterism/api-server/operation-router';
import { ok } from '@asterism/api-types/common/result';
import type { Cluster } from '@asterism/api-types/federation-api/cluster';
import type { federationApi } from '@asterism/api-types/federation-api/federation-api';
import type { Principal } from '../identity/principal.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { ClusterStore } from '../store/cluster-store.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { ratioOf } from '../operations/clusters/present-cluster.ts';
import type { EndpointReader } from '../operations/clusters/endpoint-reader.ts';

export interface ClustersOptions {
  readonly store: ClusterStore;
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly workflows: WorkflowService;
  readonly readEndpoint: EndpointReader;
}

type Operations = 'listClusters' | 'attachCluster' | 'detachCluster';

/** `/clusters`: what is attached, and the workflows that change it. */
export function createClustersHandlers({
  store,
  monitor,
  inventory,
  workflows,
  readEndpoint,
}: ClustersOptions): Pick<Handlers<typeof federationApi, Principal>, Operations> {
  function view(cluster: AttachedCluster): Cluster {
    return {
      id: cluster.id,
      name: cluster.name,
      version: cluster.version,
      subsystemNqn: cluster.subsystemNqn,
      apiEndpoints: [...cluster.apiEndpoints],
      discoveryEndpoints: [...cluster.discoveryEndpoints],
      clusterConnectionStatus: { accessConnectionStatus: cluster.status },
      provisionedToEffectiveStorageRatio: ratioOf({ monitor, inventory }, cluster.id),
    };
  }

  return {
    async listClusters() {
      return ok({ clusters: (await store.list()).map(view) });
    },
    async attachCluster({ apiEndpoint, tlsFingerprint }, { principal }) {
      const endpoint = await readEndpoint(apiEndpoint);
      if (!endpoint.ok) return endpoint;
      const request = { apiEndpoint: endpoint.value, tlsFingerprint };
      const workflowId = await workflows.attach(request, principal);
      return workflowId.ok ? ok({ workflowId: workflowId.value }) : workflowId;
    },
    async detachCluster({ cid }, { principal }) {
      const detach = await workflows.detach(cid.toLowerCase(), principal);
      return detach.ok ? ok({}) : detach;
    },
  };
}
