import type { Logger } from 'pino';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { WriteDeps } from '../apply-on-cluster.ts';
import type { NameReservations } from '../../store/name-reservations.ts';
import type { KnownSnapshots } from './known-snapshots.ts';

/** What it takes to find snapshots. */
export interface SnapshotSources extends WriteDeps {
  readonly monitor: FleetMonitor;
  readonly known: KnownSnapshots;
  readonly log: Logger;
}

/** What the snapshot operations work on. */
export interface SnapshotDeps extends SnapshotSources {
  readonly inventory: Inventory;
  /** Of the names of snapshots. */
  readonly reservations: NameReservations;
}
