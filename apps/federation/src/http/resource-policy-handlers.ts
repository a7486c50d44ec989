import type { Handlers } from '@asterism/api-server/operation-router';
import type { resourcePolicyOperations } from '@asterism/api-types/cluster-api/resource-policy-operations';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/principal.ts';
import { mayChange, mayView } from '../operations/project-access.ts';
import type { ResourcePolicyDeps } from '../operations/resource-policies/resource-policy-deps.ts';
import {
  createResourcePolicy,
  deleteResourcePolicy,
  updateResourcePolicy,
} from '../operations/resource-policies/change-resource-policy.ts';
import {
  findResourcePolicy,
  listResourcePolicies,
} from '../operations/resource-policies/find-resource-policies.ts';

const WHAT = 'resource policies';

/** Policies of single volumes, each on the cluster of its volume. */
export function resourcePolicyHandlers(
  deps: ResourcePolicyDeps,
): Handlers<typeof resourcePolicyOperations, Principal> {
  return {
    async listResourcePolicies(query, { principal }) {
      const allowed = mayView(principal, query.projectName);
      if (!allowed.ok) return allowed;
      const listed = await listResourcePolicies(deps, principal, query);
      return listed.ok ? ok({ resourcePolicies: listed.value }) : listed;
    },
    async createResourcePolicy(request, { principal }) {
      const allowed = mayChange(principal, request.projectName, WHAT);
      return allowed.ok ? createResourcePolicy(deps, principal, request) : allowed;
    },
    async getResourcePolicy(which, { principal }) {
      const allowed = mayView(principal, which.projectName);
      if (!allowed.ok) return allowed;
      const found = await findResourcePolicy(deps, principal, which);
      return found.ok ? ok(found.value.policy) : found;
    },
    async updateResourcePolicy(request, { principal }) {
      const allowed = mayChange(principal, request.projectName, WHAT);
      if (!allowed.ok) return allowed;
      return updateResourcePolicy(deps, principal, request);
    },
    async deleteResourcePolicy(which, { principal }) {
      const allowed = mayChange(principal, which.projectName, WHAT);
      if (!allowed.ok) return allowed;
      return deleteResourcePolicy(deps, principal, which);
    },
  };
}
