import type { ClusterCaller } from '../../cluster-client/cluster-connection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { FoundSnapshot, WhichSnapshot } from '../snapshots/find-snapshot.ts';
import type { NameReservations } from './name-reservations.ts';

/** What the volume operations work on. */
export interface VolumeDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly caller: ClusterCaller;
  readonly reservations: NameReservations;
  /** Which cluster has a snapshot of a project; see `snapshots/find-snapshot.ts`. */
  readonly findSnapshot: (
    asker: Principal,
    which: WhichSnapshot,
  ) => Promise<Result<FoundSnapshot, Failure>>;
}
