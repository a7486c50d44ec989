import type { Handlers } from '@asterism/api-server/operation-router';
import type { policyOperations } from '@asterism/api-types/cluster-api/policy-operations';
import type { resourcePolicyOperations } from '@asterism/api-types/cluster-api/resource-policy-operations';
import type { roleOperations } from '@asterism/api-types/cluster-api/role-operations';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createPolicy, deletePolicy, getPolicy, updatePolicy } from '../model/policies.ts';
import { getProject, getRole, rolesOf } from '../model/projects.ts';
import {
  createResourcePolicy,
  deleteResourcePolicy,
  getResourcePolicy,
  listResourcePolicies,
  updateResourcePolicy,
} from '../model/resource-policies.ts';
import type { ProjectAccess, Refusal } from '../model/refusal.ts';
import { enterProject } from '../model/volume-access.ts';
import { present, presentAsIs, presentDone } from './present.ts';

type Tables = typeof policyOperations & typeof resourcePolicyOperations & typeof roleOperations;

/** QoS policies, policies of single volumes, and roles. */
export function policyHandlers(model: ClusterModel): Handlers<Tables, Principal> {
  /** Runs the action when the principal's roles reach into the project and there is one. */
  function within<T>(
    { rights }: Principal,
    projectName: string,
    access: ProjectAccess,
    action: () => Result<T, Refusal>,
  ): Result<T, Refusal> {
    const entered = enterProject(model, rights, projectName, access);
    return entered.ok ? action() : entered;
  }

  return {
    createPolicy: (request) => presentAsIs(createPolicy(model, request)),
    getPolicy: (which) => presentAsIs(getPolicy(model, which)),
    updatePolicy: (request) => presentDone(updatePolicy(model, request)),
    deletePolicy: (which) => presentDone(deletePolicy(model, which)),
    listResourcePolicies: (query, { principal }) =>
      present(
        within(principal, query.projectName, 'view', () => ok(listResourcePolicies(model, query))),
        (resourcePolicies) => ({ resourcePolicies }),
      ),
    createResourcePolicy: (request, { principal }) =>
      presentAsIs(
        within(principal, request.projectName, 'change', () =>
          createResourcePolicy(model, request),
        ),
      ),
    getResourcePolicy: (which, { principal }) =>
      presentAsIs(
        within(principal, which.projectName, 'view', () => getResourcePolicy(model, which)),
      ),
    updateResourcePolicy: (request, { principal }) =>
      presentDone(
        within(principal, request.projectName, 'change', () =>
          updateResourcePolicy(model, request),
        ),
      ),
    deleteResourcePolicy: (which, { principal }) =>
      presentDone(
        within(principal, which.projectName, 'change', () => deleteResourcePolicy(model, which)),
      ),
    listRoles: ({ projectName }) =>
      present(getProject(model, projectName), () => ({ roles: rolesOf(projectName) })),
    getRole: ({ projectName, name }) =>
      present(getRole(model, projectName, name), (role) => ({ role })),
  };
}
