import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { ClusterCaller } from '../../cluster-client/cluster-connection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { ClusterStore } from '../../store/cluster-store.ts';

/** What the fleet operations work on. */
export interface FleetDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly caller: ClusterCaller;
  readonly store: Pick<ClusterStore, 'get' | 'update' | 'pin'>;
  /** The ID of the service key that the next cluster is to import. */
  readonly nextKeyId: () => Promise<string>;
  readonly runningWorkflows: () => Promise<FleetWorkflow[]>;
}
