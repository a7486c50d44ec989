import type { Request } from 'express';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, type Result } from '@asterism/api-types/common/result';
import type { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { Caller } from '../identity/verify-token.ts';

/**
 * Who may ask for an operation at all: everybody with a valid token, cluster admins alone, or whoever has a role in the
 * project that the request turns out to be about (lightbits-api §3).
 */
type Audience = 'everybody' | 'cluster-admins' | 'project';

const AUDIENCE: Record<keyof typeof clusterApi, Audience> = {
  getVersion: 'everybody',
  getClusterInfo: 'everybody',
  listNodes: 'everybody',
  getCluster: 'cluster-admins',
  listProjects: 'cluster-admins',
  createProject: 'cluster-admins',
  getProject: 'cluster-admins',
  createCredential: 'cluster-admins',
  listCredentials: 'cluster-admins',
  getCredential: 'cluster-admins',
  deleteCredential: 'cluster-admins',
  listPolicies: 'cluster-admins',
  listVolumes: 'project',
  createVolume: 'project',
  getVolume: 'project',
  deleteVolume: 'project',
  updateVolume: 'project',
  listProjectVolumes: 'project',
  createProjectVolume: 'project',
  getProjectVolume: 'project',
  deleteProjectVolume: 'project',
  updateProjectVolume: 'project',
  createSnapshot: 'project',
  listSnapshots: 'project',
  getSnapshot: 'project',
  deleteSnapshot: 'project',
  rollbackVolume: 'project',
  getNode: 'everybody',
  listServers: 'cluster-admins',
  getServer: 'cluster-admins',
  listHosts: 'cluster-admins',
  getHost: 'cluster-admins',
  createPolicy: 'cluster-admins',
  getPolicy: 'cluster-admins',
  updatePolicy: 'cluster-admins',
  deletePolicy: 'cluster-admins',
  listResourcePolicies: 'project',
  createResourcePolicy: 'project',
  getResourcePolicy: 'project',
  updateResourcePolicy: 'project',
  deleteResourcePolicy: 'project',
  updateProject: 'cluster-admins',
  deleteProject: 'cluster-admins',
  listRoles: 'cluster-admins',
  getRole: 'cluster-admins',
};

/** Verifies the token (401), then whether its roles reach the operation at all (403). */
export function createAdmission(
  verify: (authorization: string | undefined) => Promise<Result<Caller, Failure>>,
) {
  return async (
    request: Request,
    name: keyof typeof clusterApi,
  ): Promise<Result<Caller, Failure>> => {
    const caller = await verify(request.get('authorization'));
    if (!caller.ok) return caller;
    if (AUDIENCE[name] === 'cluster-admins' && !caller.value.rights.isClusterAdmin) {
      return err(failure('permissionDenied', 'only a cluster admin may do this'));
    }
    return caller;
  };
}
