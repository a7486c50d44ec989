import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import type { ClusterCaller } from '../cluster-client/cluster-connection.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { findSnapshot } from './snapshots/find-snapshot.ts';
import { createKnownSnapshots } from './snapshots/known-snapshots.ts';
import { snapshotHandlers } from './snapshots/snapshot-handlers.ts';
import { createNameReservations } from './volumes/name-reservations.ts';
import { volumeHandlers } from './volumes/volume-handlers.ts';

export interface StorageOptions {
  readonly orm: Orm;
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly caller: ClusterCaller;
  readonly log: Logger;
}

/** Volumes and their snapshots, which are made of each other. */
export function createStorageHandlers({ orm, monitor, inventory, caller, log }: StorageOptions) {
  const known = createKnownSnapshots((clusterId) => monitor.cluster(clusterId) !== undefined);
  const sources = { monitor, caller, known, log };
  return {
    ...volumeHandlers({
      monitor,
      inventory,
      caller,
      reservations: createNameReservations(orm, 'volume'),
      findSnapshot: (asker, which) => findSnapshot(sources, asker, which),
    }),
    ...snapshotHandlers({
      ...sources,
      inventory,
      reservations: createNameReservations(orm, 'snapshot'),
    }),
  };
}
