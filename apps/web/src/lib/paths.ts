/** Parts of a cluster's page that links lead to. */
export const NODES_ANCHOR = 'nodes';
export const CAPACITY_ANCHOR = 'capacity';

/** Every path of the console. No path is written as text elsewhere. */
export const paths = {
  overview: () => '/',
  /** The overview with the problems that are put off. */
  snoozedProblems: () => '/?problems=snoozed',
  signIn: (returnTo?: string) =>
    returnTo === undefined || returnTo === '/'
      ? '/login'
      : `/login?${new URLSearchParams({ returnTo }).toString()}`,
  sessions: () => '/sessions',
  settings: () => '/settings',
  volumes: (filters: VolumeFilters = {}) => withQuery('/volumes', filters),
  newVolume: (source: CloneSource = {}) => withQuery('/volumes/new', source),
  /** Where many new volumes would go. */
  planVolumes: () => '/volumes/plan',
  volume: (volumeId: string) => `/volumes/${encodeURIComponent(volumeId)}`,
  editVolume: (volumeId: string) => `/volumes/${encodeURIComponent(volumeId)}/edit`,
  /** The snapshots of one volume. */
  volumeSnapshots: (volumeId: string) => `/volumes/${encodeURIComponent(volumeId)}/snapshots`,
  schedules: () => '/snapshots/schedules',
  snapshots: (filters: SnapshotFilters = {}) => withQuery('/snapshots', filters),
  clusters: () => '/clusters',
  attachCluster: (place: AttachPlace = {}) => withQuery('/clusters/attach', place),
  cluster: (clusterId: string) => `/clusters/${encodeURIComponent(clusterId)}`,
  /** The cluster's racks, servers and drives. */
  clusterHardware: (clusterId: string) => `/clusters/${encodeURIComponent(clusterId)}/hardware`,
  /** Where the cluster's nodes are shown. */
  clusterNodes: (clusterId: string) => `/clusters/${encodeURIComponent(clusterId)}#${NODES_ANCHOR}`,
  /** Where the cluster's capacity is shown. */
  clusterCapacity: (clusterId: string) =>
    `/clusters/${encodeURIComponent(clusterId)}#${CAPACITY_ANCHOR}`,
  projects: () => '/projects',
  project: (name: string) => `/projects/${encodeURIComponent(name)}`,
  nodes: () => '/nodes',
  node: (nodeId: string) => `/nodes/${encodeURIComponent(nodeId)}`,
  qosPolicies: () => '/qos-policies',
  qosPolicy: (name: string) => `/qos-policies/${encodeURIComponent(name)}`,
  hosts: (filters: HostFilters = {}) => withQuery('/hosts', filters),
  host: (hostNQN: string) => `/hosts/${encodeURIComponent(hostNQN)}`,
  workflows: (filters: WorkflowFilters = {}) => withQuery('/workflows', filters),
  tasks: (filters: TaskFilters = {}) => withQuery('/tasks', filters),
  task: (taskId: string) => `/tasks/${encodeURIComponent(taskId)}`,
  workflow: (workflowId: string) => `/workflows/${encodeURIComponent(workflowId)}`,
} as const;

/** Filters that a link to the volumes may set; several values are joined by commas. */
export interface VolumeFilters {
  readonly search?: string;
  readonly cluster?: string;
  readonly project?: string;
  readonly state?: string;
  readonly protection?: string;
}

/** Filters that a link to the hosts may set; several values are joined by commas. */
export interface HostFilters {
  readonly connection?: string;
  readonly cluster?: string;
  readonly project?: string;
}

/** The snapshot that a new volume is made of. */
export interface CloneSource {
  readonly snapshot?: string;
  readonly project?: string;
}

/** Filters that a link to the snapshots may set. */
export interface SnapshotFilters {
  readonly search?: string;
  readonly cluster?: string;
  readonly state?: string;
  readonly project?: string;
}

/** Where in the steps of an attach a link leads. */
export interface AttachPlace {
  readonly endpoint?: string;
  readonly workflow?: string;
}

/** Filters that a link to the workflows may set. */
export interface WorkflowFilters {
  readonly state?: string;
}

/** Filters that a link to the tasks may set, and their order. */
export interface TaskFilters {
  readonly state?: string;
  readonly unresolved?: string;
  readonly singleWrites?: string;
  readonly endedAfter?: string;
  readonly sort?: string;
}

function withQuery(
  path: string,
  filters: VolumeFilters | HostFilters | TaskFilters | AttachPlace | CloneSource,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) query.set(name, String(value));
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** Where to go after the sign-in: only ever a path of this console. */
export function safeReturnPath(returnTo: string | null): string {
  const isOwnPath = returnTo !== null && /^\/(?![/\\])/.test(returnTo);
  return isOwnPath ? returnTo : paths.overview();
}
