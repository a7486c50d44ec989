import type { ClusterCaller } from '../../cluster-client/cluster-connection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { NameReservations } from './name-reservations.ts';

/** What the volume operations work on. */
export interface VolumeDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly caller: ClusterCaller;
  readonly reservations: NameReservations;
}
