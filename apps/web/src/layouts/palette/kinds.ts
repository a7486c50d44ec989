import { KEPT_KINDS, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type {
  NodeUsage,
  PolicyUsage,
  ProjectUsage,
} from '@asterism/api-types/fleet-api/usage-lists';
import type { QueryKey } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { snapshotsQuery } from '#/api/snapshot-queries.ts';
import { tasksQuery } from '#/api/task-queries.ts';
import {
  fleetHostsQuery,
  nodeUsageQuery,
  policyUsageQuery,
  projectUsageQuery,
} from '#/api/usage-queries.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { workflowsQuery } from '#/api/workflow-queries.ts';
import { clusterName, clusterNamesOf } from '#/domain/cluster-name.ts';
import { taskCounts, taskName } from '#/domain/task-words.ts';
import { workflowName } from '#/domain/workflow-words.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { PaletteGroup } from './entry.ts';
import { TASK_VERBS, WORKFLOW_VERBS } from './task-verbs.ts';
import { SHOWN, useKind, type Kind } from './use-kind.ts';
import {
  CLUSTER_VERBS,
  HOST_VERBS,
  SNAPSHOT_VERBS,
  VOLUME_VERBS,
  type Command,
} from './object-verbs.ts';

/** A question for a few of those that match. */
const few = (search: string) => ({
  ...(search === '' ? {} : { search }),
  limit: String(SHOWN),
});

const volumesText = (volumes: number): string =>
  volumes === 1 ? '1 volume' : `${formatCount(volumes)} volumes`;

/** A list with what is sought in it. */
const listOf = (path: string, search: string): string =>
  search === '' ? path : `${path}?${new URLSearchParams({ search }).toString()}`;

/** Keeps what was said of a kind together: its question, its answer and its things. */
const kindOf = <Data, Answer, Key extends QueryKey, Thing>(
  kind: Kind<Data, Answer, Key, Thing>,
): Kind<Data, Answer, Key, Thing> => kind;

const VOLUMES = kindOf({
  title: 'Volumes',
  query: (search) => fleetVolumesQuery({ ...few(search), best: 'name' }),
  thingsOf: ({ volumes }): readonly Volume[] => volumes,
  totalOf: ({ total }) => total,
  clusterNames: ({ clusters }) => clusterNamesOf(clusters),
  verbs: VOLUME_VERBS,
  idOf: ({ UUID }) => UUID,
  nameOf: ({ name }) => name,
  clusterOf: ({ clusterId }) => clusterId,
  detailOf: ({ projectName }, cluster) => `Volume in ${projectName} on ${cluster}`,
  pathOf: ({ UUID }) => paths.volume(UUID),
  all: (search) => listOf(paths.volumes(), search),
});

const SNAPSHOTS = kindOf({
  title: 'Snapshots',
  query: (search) => snapshotsQuery({ ...few(search), best: 'name' }),
  thingsOf: ({ snapshots }): readonly FleetSnapshot[] => snapshots,
  totalOf: ({ total }) => total,
  clusterNames: ({ clusters }) => clusterNamesOf(clusters),
  verbs: SNAPSHOT_VERBS,
  idOf: ({ UUID }) => UUID,
  nameOf: ({ name }) => name,
  clusterOf: ({ clusterId }) => clusterId,
  detailOf: ({ sourceVolumeName, sourceVolumeUUID, projectName }) =>
    `Snapshot of ${sourceVolumeName || sourceVolumeUUID} in ${projectName}`,
  pathOf: ({ sourceVolumeUUID }) => paths.volumeSnapshots(sourceVolumeUUID),
  all: (search) => listOf(paths.snapshots(), search),
});

const HOSTS = kindOf({
  title: 'Hosts',
  query: (search) => fleetHostsQuery({ ...few(search), best: 'name' }),
  thingsOf: ({ hosts }): readonly FleetHost[] => hosts,
  totalOf: ({ total }) => total,
  verbs: HOST_VERBS,
  idOf: ({ hostNQN }) => hostNQN,
  nameOf: ({ hostNQN, friendly }) => friendly?.name ?? hostNQN,
  detailOf: ({ hostNQN, friendly, volumes }) =>
    friendly === undefined ? `Host of ${volumesText(volumes)}` : `Host ${hostNQN}`,
  pathOf: ({ hostNQN }) => paths.host(hostNQN),
  all: (search) => listOf(paths.hosts(), search),
});

const CLUSTERS = kindOf({
  title: 'Clusters',
  query: () => clustersQuery(),
  isWhole: true,
  isForAdmins: true,
  thingsOf: (clusters): readonly FleetCluster[] => clusters,
  verbs: CLUSTER_VERBS,
  idOf: ({ id }) => id,
  nameOf: clusterName,
  alsoIn: ({ id, apiEndpoints, status }) => [id, status, ...apiEndpoints].join(' '),
  detailOf: ({ status, volumes }) => `Cluster, ${status.toLowerCase()}, ${volumesText(volumes)}`,
  pathOf: ({ id }) => paths.cluster(id),
  all: (search) => listOf(paths.clusters(), search),
});

const NODES = kindOf({
  title: 'Nodes',
  query: () => nodeUsageQuery(),
  isWhole: true,
  isForAdmins: true,
  thingsOf: ({ nodes }): readonly NodeUsage[] => nodes,
  clusterNames: ({ clusters }) => clusterNamesOf(clusters),
  verbs: [],
  idOf: ({ UUID }) => UUID,
  nameOf: ({ name, UUID }) => name || UUID,
  alsoIn: ({ UUID, hostname, failureDomains }) => [UUID, hostname, ...failureDomains].join(' '),
  clusterOf: ({ clusterId }) => clusterId,
  detailOf: ({ state }, cluster) => `Node of ${cluster}, ${state.toLowerCase()}`,
  pathOf: ({ UUID }) => paths.node(UUID),
  all: (search) => listOf(paths.nodes(), search),
});

const PROJECTS = kindOf({
  title: 'Projects',
  query: () => projectUsageQuery(),
  isWhole: true,
  thingsOf: ({ projects }): readonly ProjectUsage[] => projects,
  verbs: [],
  idOf: ({ name }) => name,
  nameOf: ({ name }) => name,
  alsoIn: ({ description }) => description,
  detailOf: ({ volumes }) => `Project, ${volumesText(volumes)}`,
  pathOf: ({ name }) => paths.project(name),
  all: (search) => listOf(paths.projects(), search),
});

const POLICIES = kindOf({
  title: 'QoS policies',
  query: () => policyUsageQuery(),
  isWhole: true,
  isForAdmins: true,
  thingsOf: ({ policies }): readonly PolicyUsage[] => policies,
  verbs: [],
  idOf: ({ name }) => name,
  nameOf: ({ name }) => name,
  detailOf: ({ volumes }) => `QoS policy of ${volumesText(volumes)}`,
  pathOf: ({ name }) => paths.qosPolicy(name),
  all: (search) => listOf(paths.qosPolicies(), search),
});

// Workflows are found among all of them.
const KEPT = KEPT_KINDS.join(',');

const TASKS = kindOf({
  title: 'Tasks',
  query: (search) => tasksQuery({ kind: KEPT, ...few(search) }),
  thingsOf: ({ tasks }): readonly FleetTask[] => tasks,
  totalOf: ({ total }) => total,
  verbs: TASK_VERBS,
  idOf: ({ id }) => id,
  nameOf: taskName,
  detailOf: (task) => `Task of ${task.startedBy}: ${taskCounts(task)}`,
  pathOf: ({ id }) => paths.task(id),
  all: (search) => `${paths.tasks()}?${new URLSearchParams({ kind: KEPT, search }).toString()}`,
});

const WORKFLOWS = kindOf({
  title: 'Workflows',
  query: (search) => workflowsQuery(few(search)),
  isForAdmins: true,
  thingsOf: ({ workflows }): readonly FleetWorkflow[] => workflows,
  totalOf: ({ total }) => total,
  verbs: WORKFLOW_VERBS,
  idOf: ({ id }) => id,
  nameOf: workflowName,
  detailOf: ({ state, startedBy }) => `Workflow of ${startedBy}, ${state.toLowerCase()}`,
  pathOf: ({ id }) => paths.workflow(id),
  all: (search) => listOf(paths.workflows(), search),
});

/** What is found of every kind. */
export const useKinds = (command: Command): readonly PaletteGroup[] => [
  useKind(CLUSTERS, command),
  useKind(VOLUMES, command),
  useKind(SNAPSHOTS, command),
  useKind(HOSTS, command),
  useKind(PROJECTS, command),
  useKind(POLICIES, command),
  useKind(NODES, command),
  useKind(TASKS, command),
  useKind(WORKFLOWS, command),
];
