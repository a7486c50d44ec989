import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Inventory } from '../inventory/inventory.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';

/** Why an item was not done whose cluster is not there any more, by whether it was begun before. */
export const DETACHED = {
  before: { kind: 'unavailable', reason: 'Its cluster was detached before it was begun.' },
  since: { kind: 'unknown', reason: 'It may have been done: its cluster was detached meanwhile.' },
} as const satisfies Record<string, TaskFailure>;

/** What knows which clusters there are, and what they have. */
export interface ClustersThere {
  readonly monitor: { readonly cluster: (clusterId: string) => unknown };
  readonly inventory: Pick<Inventory, 'asOf'>;
}

/** Whether its cluster is attached and was read: what a detached cluster has is not seen, which is not to be gone. */
export const isClusterThere = (
  { monitor, inventory }: ClustersThere,
  { clusterId }: Pick<TaskItemRow, 'clusterId'>,
): boolean =>
  clusterId !== null &&
  monitor.cluster(clusterId) !== undefined &&
  inventory.asOf(clusterId) !== undefined;
