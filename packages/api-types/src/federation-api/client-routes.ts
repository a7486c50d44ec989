import { clusterApi } from '../cluster-api/cluster-api.ts';
import { projectVolumeOperations } from '../cluster-api/project-volume-operations.ts';
import { resourcePolicyOperations } from '../cluster-api/resource-policy-operations.ts';
import { snapshotOperations } from '../cluster-api/snapshot-operations.ts';
import { defineOperation } from '../common/operation.ts';

const {
  getVersion,
  getClusterInfo,
  listNodes,
  listProjects,
  getProject,
  listPolicies,
  getNode,
  listHosts,
  getHost,
  getPolicy,
} = clusterApi;

/**
 * What programs made for one cluster call beside the reference's operations (lightbits-api §7), at the paths of a
 * cluster, answered for the whole fleet. docs/decisions/0006 says what each means there.
 */
export const clientRoutes = {
  ...projectVolumeOperations,
  createProjectVolume: defineOperation({
    ...projectVolumeOperations.createProjectVolume,
    idempotencyKey: true,
  }),
  ...snapshotOperations,
  ...resourcePolicyOperations,
  getVersion,
  getClusterInfo,
  listNodes,
  getNode,
  listHosts,
  getHost,
  listProjects,
  getProject,
  listPolicies,
  getPolicy,
} as const;

export type ClientRouteName = keyof typeof clientRoutes;
