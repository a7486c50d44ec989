import type { Logger } from 'pino';
import type { ClusterCaller } from '../../cluster-client/cluster-connection.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import type { NameReservations } from '../volumes/name-reservations.ts';
import type { KnownSnapshots } from './known-snapshots.ts';

/** What it takes to find snapshots. */
export interface SnapshotSources {
  readonly monitor: FleetMonitor;
  readonly caller: ClusterCaller;
  readonly known: KnownSnapshots;
  readonly log: Logger;
}

/** What the snapshot operations work on. */
export interface SnapshotDeps extends SnapshotSources {
  readonly inventory: Inventory;
  /** Of the names of snapshots. */
  readonly reservations: NameReservations;
}
