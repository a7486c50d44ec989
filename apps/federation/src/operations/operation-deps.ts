import type { Logger } from 'pino';
import type { CapacityThresholds } from '@asterism/api-types/rules/capacity';
import type { OutcomeTimings } from '@asterism/api-types/client/find-outcome';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import type { NameReservations } from '../store/name-reservations.ts';
import type { KnownSnapshots } from './snapshots/known-snapshots.ts';

/** What the operations on clusters, and on what is stored there, work on; each takes the part of it that it needs. */
export interface OperationDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly clusterClients: ClusterClients;
  readonly log: Logger;
  readonly volumeNames: NameReservations;
  readonly snapshotNames: NameReservations;
  readonly snapshots: SnapshotIndex;
  readonly knownSnapshots: KnownSnapshots;
  /** From where clusters fill up and are over-provisioned, as people have set it; undefined is {@link CAPACITY_THRESHOLDS}. */
  readonly thresholds?: () => CapacityThresholds;
  /** How long, and how often, the outcome of a write is read; see `apply-on-cluster.ts`. */
  readonly outcomeTimings?: OutcomeTimings;
}
