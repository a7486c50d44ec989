import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { ClusterClients } from '../../cluster-client/cluster-client.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { ServiceKeys } from '../../keys/service-keys.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { ClusterStore } from '../../store/cluster-store.ts';

/** What the fleet operations work on. */
export interface FleetDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly clusterClients: ClusterClients;
  readonly store: Pick<ClusterStore, 'get' | 'update' | 'pin'>;
  readonly keys: Pick<ServiceKeys, 'claim'>;
  readonly runningWorkflows: () => Promise<FleetWorkflow[]>;
}
