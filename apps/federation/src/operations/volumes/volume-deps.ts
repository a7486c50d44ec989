import type { Logger } from 'pino';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { FoundSnapshot, WhichSnapshot } from '../snapshots/find-snapshot.ts';
import type { WriteDeps } from '../apply-on-cluster.ts';
import type { NameReservations } from '../../store/name-reservations.ts';

/** What the volume operations work on. */
export interface VolumeDeps extends WriteDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly reservations: NameReservations;
  readonly log: Logger;
  /** Which cluster has a snapshot of a project; see `snapshots/find-snapshot.ts`. */
  readonly findSnapshot: (
    principal: Principal,
    which: WhichSnapshot,
  ) => Promise<Result<FoundSnapshot, Failure>>;
}
