import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { WriteDeps } from '../operations/apply-on-cluster.ts';
import { findSnapshot } from '../operations/snapshots/find-snapshot.ts';
import { createKnownSnapshots } from '../operations/snapshots/known-snapshots.ts';
import { snapshotHandlers } from './snapshot-handlers.ts';
import { createNameReservations } from '../store/name-reservations.ts';
import { volumeHandlers } from './volume-handlers.ts';

export interface StorageOptions extends WriteDeps {
  readonly orm: Orm;
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly log: Logger;
}

/** Volumes and their snapshots, which are made of each other. */
export function createStorageHandlers({ orm, inventory, ...rest }: StorageOptions) {
  const { monitor } = rest;
  const known = createKnownSnapshots((clusterId) => monitor.cluster(clusterId) !== undefined);
  const sources = { ...rest, known };
  return {
    ...volumeHandlers({
      ...rest,
      inventory,
      reservations: createNameReservations(orm, 'volume'),
      findSnapshot: (principal, which) => findSnapshot(sources, principal, which),
    }),
    ...snapshotHandlers({
      ...sources,
      inventory,
      reservations: createNameReservations(orm, 'snapshot'),
    }),
  };
}
