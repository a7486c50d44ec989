import type { ClientRouteName } from '@asterism/api-types/federation-api/client-routes';
import type { FederationOperationName } from '@asterism/api-types/federation-api/federation-api';
import type { FleetOperationName } from '@asterism/api-types/fleet-api/fleet-api';
import type { SnapshotOperationName } from '@asterism/api-types/fleet-api/snapshot-api';
import type { SnapshotTaskOperationName } from '@asterism/api-types/fleet-api/snapshot-task';
import type { PasswordOperationName } from '@asterism/api-types/fleet-api/password-api';
import type { PolicyTaskOperationName } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { PreviewOperationName } from '@asterism/api-types/fleet-api/preview-api';
import type { TaskOperationName } from '@asterism/api-types/fleet-api/task-api';
import type { ProblemOperationName } from '@asterism/api-types/fleet-api/problem-api';
import type { SeriesOperationName } from '@asterism/api-types/fleet-api/series-api';
import type { UsageOperationName } from '@asterism/api-types/fleet-api/usage-api';
import { ACCESS } from '@asterism/api-types/rules/access';
import type { Access } from '@asterism/api-types/rules/roles-lacked';

export type OperationName =
  | FederationOperationName
  | ClientRouteName
  | FleetOperationName
  | PasswordOperationName
  | PolicyTaskOperationName
  | PreviewOperationName
  | TaskOperationName
  | SnapshotOperationName
  | SnapshotTaskOperationName
  | UsageOperationName
  | ProblemOperationName
  | SeriesOperationName;

/** Who may call what. The routes here are those that only the federation serves. Total, as {@link ACCESS} is. */
export const policies: Readonly<Record<OperationName, Access>> = {
  ...ACCESS,

  listProjectVolumes: 'signed-in',
  getProjectVolume: 'signed-in',
  createProjectVolume: 'change-volumes',
  updateProjectVolume: 'change-volumes',
  deleteProjectVolume: 'change-volumes',
  listSnapshots: 'signed-in',
  // What a tenant must know of a cluster to use its volumes (lightbits-api §3).
  getVersion: 'signed-in',
  getClusterInfo: 'signed-in',
  listNodes: 'signed-in',

  getNode: 'cluster-admin',
  listHosts: 'cluster-admin',
  getHost: 'cluster-admin',
  listProjects: 'cluster-admin',
  getProject: 'cluster-admin',
  listPolicies: 'cluster-admin',
  getPolicy: 'cluster-admin',
};
