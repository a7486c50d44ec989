import type { FederationOperationName } from '../federation-api/federation-api.ts';
import type { FleetOperationName } from '../fleet-api/fleet-api.ts';
import type { SnapshotOperationName } from '../fleet-api/snapshot-api.ts';
import type { SnapshotTaskOperationName } from '../fleet-api/snapshot-task.ts';
import type { PasswordOperationName } from '../fleet-api/password-api.ts';
import type { PolicyTaskOperationName } from '../fleet-api/qos-policy-task.ts';
import type { PreviewOperationName } from '../fleet-api/preview-api.ts';
import type { TaskOperationName } from '../fleet-api/task-api.ts';
import type { ProblemOperationName } from '../fleet-api/problem-api.ts';
import type { SeriesOperationName } from '../fleet-api/series-api.ts';
import type { UsageOperationName } from '../fleet-api/usage-api.ts';
import type { Rights } from './roles.ts';
import { rolesLacked, type Access } from './roles-lacked.ts';
import { allowed, refused, type Verdict } from './verdict.ts';

/** Who may use what, for BFF and federation. Total: an operation without a row does not compile. */
export const ACCESS: Readonly<
  Record<
    | FederationOperationName
    | FleetOperationName
    | PasswordOperationName
    | PolicyTaskOperationName
    | PreviewOperationName
    | TaskOperationName
    | SnapshotOperationName
    | SnapshotTaskOperationName
    | UsageOperationName
    | ProblemOperationName
    | SeriesOperationName,
    Access
  >
> = {
  login: 'anyone',

  listVolumes: 'signed-in',
  getVolume: 'signed-in',
  whoAmI: 'signed-in',
  revokeToken: 'signed-in',
  changePassword: 'signed-in',
  listFleetVolumes: 'signed-in',
  listFleetProjects: 'signed-in',
  listFleetPolicies: 'signed-in',
  findMissingVolumes: 'signed-in',

  listFleetSnapshots: 'signed-in',
  getVolumeDependents: 'signed-in',
  listFleetSchedules: 'signed-in',
  getSnapshot: 'signed-in',
  listResourcePolicies: 'signed-in',
  getResourcePolicy: 'signed-in',
  listFleetHosts: 'signed-in',
  getFleetHost: 'signed-in',
  listRelatedVolumes: 'signed-in',
  listProjectUsage: 'signed-in',
  getProjectUsage: 'signed-in',
  getSeries: 'signed-in',
  listProblems: 'signed-in',

  listTransitions: 'signed-in',
  listTasks: 'signed-in',
  getTask: 'signed-in',
  listTaskItems: 'signed-in',

  draftTask: 'change-volumes',
  draftSnapshotsTask: 'change-volumes',
  startTask: 'change-volumes',
  pauseTask: 'change-volumes',
  resumeTask: 'change-volumes',
  cancelTask: 'change-volumes',
  retryTask: 'change-volumes',
  createVolume: 'change-volumes',
  updateVolume: 'change-volumes',
  deleteVolume: 'change-volumes',
  createSnapshot: 'change-volumes',
  deleteSnapshot: 'change-volumes',
  rollbackVolume: 'change-volumes',
  createResourcePolicy: 'change-volumes',
  updateResourcePolicy: 'change-volumes',
  deleteResourcePolicy: 'change-volumes',

  getServiceCredentials: 'cluster-admin',
  listClusters: 'cluster-admin',
  attachCluster: 'cluster-admin',
  detachCluster: 'cluster-admin',
  listWorkflows: 'cluster-admin',
  getWorkflow: 'cluster-admin',
  getCluster: 'cluster-admin',
  getFleetSummary: 'cluster-admin',
  listFleetClusters: 'cluster-admin',
  getFleetCluster: 'cluster-admin',
  trustCertificate: 'cluster-admin',
  probeEndpoint: 'cluster-admin',
  claimServiceKey: 'cluster-admin',
  listFleetWorkflows: 'cluster-admin',
  getFleetWorkflow: 'cluster-admin',
  cancelWorkflow: 'cluster-admin',
  nameHost: 'cluster-admin',
  acknowledgeProblem: 'cluster-admin',
  snoozeProblem: 'cluster-admin',
  reopenProblem: 'cluster-admin',
  listProblemRules: 'cluster-admin',
  setProblemRule: 'cluster-admin',
  resetProblemRule: 'cluster-admin',
  listPolicyUsage: 'cluster-admin',
  draftPolicyTask: 'cluster-admin',
  listNodeUsage: 'cluster-admin',
  getClusterHardware: 'cluster-admin',
  getDomainLens: 'cluster-admin',
  listDomainLensVolumes: 'cluster-admin',
  listExporters: 'cluster-admin',
  issuePreviewToken: 'cluster-admin',
};

/** An operation that the access rules name. */
export type GovernedOperation = keyof typeof ACCESS;

/** Whether a principal with these rights may use it; `projectName` is the project that the request names, if any. */
export function mayAsk(access: Access, rights: Rights, projectName = ''): Verdict {
  const lacked = rolesLacked(access, rights, projectName);
  if (lacked.length === 0) return allowed;
  return refused(`your roles do not allow this: it takes ${lacked.join(' or ')}`);
}
