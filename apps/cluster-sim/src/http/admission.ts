import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import type { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import { mayAsk } from '@asterism/api-types/rules/access';
import type { Access } from '@asterism/api-types/rules/roles-lacked';
import type { Principal, TokenRefusal } from '../identity/verify-token.ts';
import { presentAsIs } from './present.ts';

/** Who may ask for an operation at all (lightbits-api §3), by the rule that the federation has too. */
const ACCESS: Record<keyof typeof clusterApi, Access> = {
  getVersion: 'signed-in',
  getClusterInfo: 'signed-in',
  listNodes: 'signed-in',
  getCluster: 'cluster-admin',
  listProjects: 'cluster-admin',
  createProject: 'cluster-admin',
  getProject: 'cluster-admin',
  createCredential: 'cluster-admin',
  listCredentials: 'cluster-admin',
  getCredential: 'cluster-admin',
  deleteCredential: 'cluster-admin',
  listPolicies: 'cluster-admin',
  listVolumes: 'signed-in',
  createVolume: 'change-volumes',
  getVolume: 'signed-in',
  deleteVolume: 'change-volumes',
  updateVolume: 'change-volumes',
  listProjectVolumes: 'signed-in',
  createProjectVolume: 'change-volumes',
  getProjectVolume: 'signed-in',
  deleteProjectVolume: 'change-volumes',
  updateProjectVolume: 'change-volumes',
  createSnapshot: 'change-volumes',
  listSnapshots: 'signed-in',
  getSnapshot: 'signed-in',
  deleteSnapshot: 'change-volumes',
  rollbackVolume: 'change-volumes',
  getNode: 'signed-in',
  listServers: 'cluster-admin',
  getServer: 'cluster-admin',
  listNvmeDevices: 'cluster-admin',
  getNvmeDevice: 'cluster-admin',
  listHosts: 'cluster-admin',
  getHost: 'cluster-admin',
  createPolicy: 'cluster-admin',
  getPolicy: 'cluster-admin',
  updatePolicy: 'cluster-admin',
  deletePolicy: 'cluster-admin',
  listResourcePolicies: 'signed-in',
  createResourcePolicy: 'change-volumes',
  getResourcePolicy: 'signed-in',
  updateResourcePolicy: 'change-volumes',
  deleteResourcePolicy: 'change-volumes',
  updateProject: 'cluster-admin',
  deleteProject: 'cluster-admin',
  listRoles: 'cluster-admin',
  getRole: 'cluster-admin',
};

/** Verifies the token (401), then whether its roles reach the operation at all (403). */
export function createAdmission(
  verify: (authorization: string | undefined) => Promise<Result<Principal, TokenRefusal>>,
) {
  return async (
    request: Request,
    name: keyof typeof clusterApi,
  ): Promise<Result<Principal, Failure>> => {
    const principal = await verify(request.get('authorization'));
    if (!principal.ok) return presentAsIs(principal);
    const verdict = mayAsk(ACCESS[name], principal.value.rights);
    return verdict.allowed ? principal : err(failure('permissionDenied', verdict.reason));
  };
}
