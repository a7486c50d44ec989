import type { Logger } from 'pino';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { WriteDeps } from '../apply-on-cluster.ts';

/** What the operations on policies of volumes work on. */
export interface ResourcePolicyDeps extends WriteDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly log: Logger;
}
