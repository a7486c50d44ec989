import type { Handlers } from '@asterism/api-server/operation-router';
import type { policyOperations } from '@asterism/api-types/cluster-api/policy-operations';
import type { resourcePolicyOperations } from '@asterism/api-types/cluster-api/resource-policy-operations';
import type { roleOperations } from '@asterism/api-types/cluster-api/role-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/verify-token.ts';
import type { ClusterModel } from '../model/cluster-model.ts';
import { createPolicy, deletePolicy, getPolicy, updatePolicy } from '../model/policies.ts';
import { getProject } from '../model/projects.ts';
import {
  createResourcePolicy,
  deleteResourcePolicy,
  getResourcePolicy,
  listResourcePolicies,
  updateResourcePolicy,
} from '../model/resource-policies.ts';
import { rolesOf } from '../model/roles.ts';
import { enterProject } from '../model/volume-access.ts';

type Tables = typeof policyOperations & typeof resourcePolicyOperations & typeof roleOperations;

const nothing = (outcome: Result<void, Failure>): Result<Record<string, never>, Failure> =>
  outcome.ok ? ok({}) : outcome;

/** QoS policies, policies of single volumes, and roles. */
export function policyHandlers(model: ClusterModel): Handlers<Tables, Principal> {
  /** Does it when the principal's roles reach into the project and there is one. */
  function within<T>(
    { rights }: Principal,
    projectName: string,
    access: 'view' | 'change',
    deed: () => Result<T, Failure>,
  ): Result<T, Failure> {
    const entered = enterProject(model, rights, projectName, access);
    return entered.ok ? deed() : entered;
  }

  return {
    createPolicy: (request) => createPolicy(model, request),
    getPolicy: (which) => getPolicy(model, which),
    updatePolicy: (request) => nothing(updatePolicy(model, request)),
    deletePolicy: (which) => nothing(deletePolicy(model, which)),
    listResourcePolicies: (query, { principal }) =>
      within(principal, query.projectName, 'view', () =>
        ok({ resourcePolicies: listResourcePolicies(model, query) }),
      ),
    createResourcePolicy: (request, { principal }) =>
      within(principal, request.projectName, 'change', () => createResourcePolicy(model, request)),
    getResourcePolicy: (which, { principal }) =>
      within(principal, which.projectName, 'view', () => getResourcePolicy(model, which)),
    updateResourcePolicy: (request, { principal }) =>
      within(principal, request.projectName, 'change', () =>
        nothing(updateResourcePolicy(model, request)),
      ),
    deleteResourcePolicy: (which, { principal }) =>
      within(principal, which.projectName, 'change', () =>
        nothing(deleteResourcePolicy(model, which)),
      ),
    listRoles: ({ projectName }) => {
      const project = getProject(model, projectName);
      return project.ok ? ok({ roles: rolesOf(projectName) }) : project;
    },
    getRole: ({ projectName, name }) => {
      const project = getProject(model, projectName);
      if (!project.ok) return project;
      const role = rolesOf(projectName).find((one) => one.name === name);
      if (role !== undefined) return ok({ role });
      return err(failure('notFound', `there is no role ${JSON.stringify(name)} in the project`));
    },
  };
}
