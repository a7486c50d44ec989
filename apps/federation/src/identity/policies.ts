import type { ClientRouteName } from '@asterism/api-types/federation-api/client-routes';
import type { FederationOperationName } from '@asterism/api-types/federation-api/federation-api';
import type { FleetOperationName } from '@asterism/api-types/fleet-api/fleet-api';

/**
 * Who may call an operation at all. `signed-in` operations are about volumes: what of them the caller may see and
 * change is decided by the project, in the handler.
 */
export type Access = 'anyone' | 'signed-in' | 'cluster-admin';

export type OperationName = FederationOperationName | ClientRouteName | FleetOperationName;

/** Who may call what. Total: an operation without a row does not compile. */
export const policies: Record<OperationName, Access> = {
  login: 'anyone',

  listVolumes: 'signed-in',
  getVolume: 'signed-in',
  createVolume: 'signed-in',
  updateVolume: 'signed-in',
  deleteVolume: 'signed-in',
  listProjectVolumes: 'signed-in',
  getProjectVolume: 'signed-in',
  createProjectVolume: 'signed-in',
  updateProjectVolume: 'signed-in',
  deleteProjectVolume: 'signed-in',
  listSnapshots: 'signed-in',
  getSnapshot: 'signed-in',
  createSnapshot: 'signed-in',
  deleteSnapshot: 'signed-in',
  rollbackVolume: 'signed-in',
  // What a tenant must know of a cluster to use its volumes (lightbits-api §3).
  getVersion: 'signed-in',
  getClusterInfo: 'signed-in',
  listNodes: 'signed-in',
  whoAmI: 'signed-in',
  listFleetVolumes: 'signed-in',
  listFleetProjects: 'signed-in',
  listFleetPolicies: 'signed-in',

  getServiceCredentials: 'cluster-admin',
  listClusters: 'cluster-admin',
  attachCluster: 'cluster-admin',
  detachCluster: 'cluster-admin',
  listWorkflows: 'cluster-admin',
  getWorkflow: 'cluster-admin',
  getCluster: 'cluster-admin',
  listProjects: 'cluster-admin',
  getProject: 'cluster-admin',
  listPolicies: 'cluster-admin',
  getFleetSummary: 'cluster-admin',
  listFleetClusters: 'cluster-admin',
  getFleetCluster: 'cluster-admin',
  trustCertificate: 'cluster-admin',
  probeEndpoint: 'cluster-admin',
  listFleetWorkflows: 'cluster-admin',
  getFleetWorkflow: 'cluster-admin',
};
