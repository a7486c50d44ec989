import type { Logger } from 'pino';
import type { ClusterCaller } from '../../cluster-client/cluster-connection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';

/** What the operations on policies of volumes work on. */
export interface ResourcePolicyDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly caller: ClusterCaller;
  readonly log: Logger;
}
