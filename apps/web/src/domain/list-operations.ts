import type { Operation } from '@asterism/api-types/common/operation';
import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { fleetSnapshotApi, snapshotApi } from '@asterism/api-types/fleet-api/snapshot-api';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { usageApi } from '@asterism/api-types/fleet-api/usage-api';

/** What a list asks the federation. */
interface ListOperation {
  readonly operation: Operation;
  /** Whether it is asked for all there is, and the console itself searches and sorts that. */
  readonly isWhole: boolean;
}

const asked = (operation: Operation): ListOperation => ({ operation, isWhole: false });
const whole = (operation: Operation): ListOperation => ({ operation, isWhole: true });

/** What each list of the console asks, by the name of the list: a page of a list that is not here does not compile. */
export const LIST_OPERATIONS = {
  volumes: asked(fleetApi.listFleetVolumes),
  snapshots: asked(fleetSnapshotApi.listFleetSnapshots),
  schedules: whole(snapshotApi.listFleetSchedules),
  hosts: asked(usageApi.listFleetHosts),
  tasks: asked(taskApi.listTasks),
  workflows: asked(fleetApi.listFleetWorkflows),
  projects: whole(usageApi.listProjectUsage),
  'qos policies': whole(usageApi.listPolicyUsage),
  nodes: whole(usageApi.listNodeUsage),
  clusters: whole(fleetApi.listFleetClusters),
} as const satisfies Readonly<Record<string, ListOperation>>;

/** The name of a list that has a page of its own. */
export type ListName = keyof typeof LIST_OPERATIONS;
