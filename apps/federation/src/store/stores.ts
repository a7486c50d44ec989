import type { Orm } from '@asterism/database/database';
import { createClusterStore, type ClusterStore } from './cluster-store.ts';
import { createFailureCountStore } from './failure-count-store.ts';
import type { FailureCounts } from './failure-counts.ts';
import { createHostNameStore, type HostNameStore } from './host-name-store.ts';
import { createKeyedRequestStore, type KeyedRequestStore } from './keyed-request-store.ts';
import { createLoginKeyStore, type LoginKeyStore } from './login-key-store.ts';
import { createNameReservations, type NameReservations } from './name-reservations.ts';
import { createProblemStore, type ProblemStore } from './problem-store.ts';
import { createSealedKeyStore, type SealedKeyStore } from './sealed-key-store.ts';
import { createSeriesStore, type SeriesStore } from './series-store.ts';
import { createServiceKeyStore, type ServiceKeyStore } from './service-key-store.ts';
import { createTaskItemStore, type TaskItemStore } from './task-item-store.ts';
import { createTaskList, type TaskList } from './task-list.ts';
import { createTaskStore, type TaskStore } from './task-store.ts';
import { createTokenStore, type TokenStore } from './token-store.ts';
import { createUserStore, type UserStore } from './user-store.ts';
import { createWorkflowList, type WorkflowList } from './workflow-list.ts';
import { createWorkflowTimes, type WorkflowTimes } from './workflow-times.ts';
import { createWorkflowStore, type WorkflowStore } from './workflow-store.ts';

/** All that the federation keeps. */
export interface Stores {
  readonly clusters: ClusterStore;
  readonly users: UserStore;
  readonly tokens: TokenStore;
  readonly loginKeys: LoginKeyStore;
  readonly serviceKeys: ServiceKeyStore;
  readonly sealedKeys: SealedKeyStore;
  readonly workflows: WorkflowStore;
  readonly workflowList: WorkflowList;
  readonly workflowTimes: WorkflowTimes;
  readonly tasks: TaskStore;
  readonly taskList: TaskList;
  readonly taskItems: TaskItemStore;
  readonly volumeNames: NameReservations;
  readonly snapshotNames: NameReservations;
  readonly failureCounts: FailureCounts;
  readonly keyedRequests: KeyedRequestStore;
  readonly hostNames: HostNameStore;
  readonly series: SeriesStore;
  readonly problems: ProblemStore;
}

/** The stores on a database, or on one of its transactions. */
export const createStores = (orm: Orm): Stores => ({
  clusters: createClusterStore(orm),
  users: createUserStore(orm),
  tokens: createTokenStore(orm),
  loginKeys: createLoginKeyStore(orm),
  serviceKeys: createServiceKeyStore(orm),
  sealedKeys: createSealedKeyStore(orm),
  workflows: createWorkflowStore(orm),
  workflowList: createWorkflowList(orm),
  workflowTimes: createWorkflowTimes(orm),
  tasks: createTaskStore(orm),
  taskList: createTaskList(orm),
  taskItems: createTaskItemStore(orm),
  volumeNames: createNameReservations(orm, 'volume'),
  snapshotNames: createNameReservations(orm, 'snapshot'),
  failureCounts: createFailureCountStore(orm),
  keyedRequests: createKeyedRequestStore(orm),
  hostNames: createHostNameStore(orm),
  series: createSeriesStore(orm),
  problems: createProblemStore(orm),
});
