import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { ReadyCondition } from '@asterism/server-kit/readiness';
import type { OperationName } from '../identity/policies.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';

const RETRY_AFTER_SECONDS = 2;

/**
 * What an operation has to know of the fleet. `all`: without any of the clusters the answer would pass for whole, or a name
 * for free. `one`: what is not found may be on a cluster that has not been read yet. `none`: it needs nothing of them, or
 * says of each cluster since when it knows it.
 */
type Needs = 'all' | 'one' | 'none';

/** Total: a new operation does not compile without a row. */
const NEEDS: Readonly<Record<OperationName, Needs>> = {
  login: 'none',
  whoAmI: 'none',
  revokeToken: 'none',
  changePassword: 'none',
  issuePreviewToken: 'none',
  getServiceCredentials: 'none',
  listClusters: 'none',
  attachCluster: 'none',
  detachCluster: 'none',
  listWorkflows: 'none',
  getWorkflow: 'none',
  listFleetWorkflows: 'none',
  getFleetWorkflow: 'none',
  listFleetVolumes: 'none',
  listFleetClusters: 'none',
  getFleetCluster: 'none',
  getFleetSummary: 'none',
  listFleetProjects: 'none',
  listFleetPolicies: 'none',
  listFleetHosts: 'none',
  nameHost: 'none',
  listRelatedVolumes: 'none',
  listProjectUsage: 'none',
  listPolicyUsage: 'none',
  listNodeUsage: 'none',
  getClusterHardware: 'none',
  getDomainLens: 'none',
  listDomainLensVolumes: 'none',
  getSeries: 'none',
  listExporters: 'none',
  listProblems: 'none',
  acknowledgeProblem: 'none',
  snoozeProblem: 'none',
  reopenProblem: 'none',
  listProblemRules: 'none',
  setProblemRule: 'none',
  resetProblemRule: 'none',
  trustCertificate: 'none',
  probeEndpoint: 'none',
  cancelWorkflow: 'none',
  claimServiceKey: 'none',
  listFleetSnapshots: 'none',
  listFleetSchedules: 'none',
  listTransitions: 'none',
  listTasks: 'none',
  getTask: 'none',
  listTaskItems: 'none',
  startTask: 'none',
  pauseTask: 'none',
  resumeTask: 'none',
  cancelTask: 'none',
  getVersion: 'none',

  draftTask: 'all',
  draftPolicyTask: 'all',
  draftSnapshotsTask: 'all',
  retryTask: 'all',
  findMissingVolumes: 'all',
  listVolumes: 'all',
  createVolume: 'all',
  listProjectVolumes: 'all',
  createProjectVolume: 'all',
  listSnapshots: 'all',
  createSnapshot: 'all',
  listResourcePolicies: 'all',
  createResourcePolicy: 'all',
  getCluster: 'all',
  getClusterInfo: 'all',
  listNodes: 'all',
  listHosts: 'all',
  listProjects: 'all',
  listPolicies: 'all',

  getVolumeDependents: 'one',
  getVolume: 'one',
  updateVolume: 'one',
  deleteVolume: 'one',
  getProjectVolume: 'one',
  updateProjectVolume: 'one',
  deleteProjectVolume: 'one',
  getSnapshot: 'one',
  deleteSnapshot: 'one',
  rollbackVolume: 'one',
  getResourcePolicy: 'one',
  updateResourcePolicy: 'one',
  deleteResourcePolicy: 'one',
  getNode: 'one',
  getHost: 'one',
  getFleetHost: 'one',
  getProjectUsage: 'one',
  getProject: 'one',
  getPolicy: 'one',
};

/** What is answered until each cluster has been read once, or was found to be away. */
export interface WarmUp {
  /** Why an operation cannot be carried out yet. */
  refusalOf(name: OperationName): Failure | undefined;
  /** What a failure means now: what was not found may be on a cluster that was not read. */
  amend(name: OperationName, failed: Failure): Failure;
  /** Holds from the first time that no cluster is left: one that another replica attaches later changes nothing. */
  readonly isOver: ReadyCondition;
}

export function createWarmUp(monitor: Pick<FleetMonitor, 'unread'>): WarmUp {
  let hasEnded = false;
  function warmingUp(): Failure | undefined {
    const names = monitor.unread().map(({ name }) => name);
    if (names.length === 0) return undefined;
    const message = `warming up: the volumes of ${names.join(', ')} have not been read yet; try again in a moment`;
    return failure('unavailable', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  }
  return {
    refusalOf: (name) => (NEEDS[name] === 'all' ? warmingUp() : undefined),
    amend: (name, failed) =>
      failed.kind === 'notFound' && NEEDS[name] === 'one' ? (warmingUp() ?? failed) : failed,
    isOver: {
      otherwise: 'warming up',
      retryAfterSeconds: RETRY_AFTER_SECONDS,
      holds() {
        hasEnded ||= monitor.unread().length === 0;
        return hasEnded;
      },
    },
  };
}
