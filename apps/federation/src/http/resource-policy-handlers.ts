import type { Handlers } from '@asterism/api-server/operation-router';
import type { resourcePolicyOperations } from '@asterism/api-types/cluster-api/resource-policy-operations';
import { ok } from '@asterism/api-types/common/result';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import {
  createResourcePolicy,
  deleteResourcePolicy,
  updateResourcePolicy,
} from '../operations/resource-policies/change-resource-policy.ts';
import {
  getResourcePolicy,
  listResourcePolicies,
} from '../operations/resource-policies/find-resource-policies.ts';

/** Policies of single volumes, each on the cluster of its volume. */
export const resourcePolicyHandlers = (
  deps: OperationDeps,
): Handlers<typeof resourcePolicyOperations, Principal> => ({
  async listResourcePolicies(query, { principal }) {
    const listed = await listResourcePolicies(deps, principal, query);
    return listed.ok ? ok({ resourcePolicies: listed.value }) : listed;
  },
  createResourcePolicy: (request, { principal }) => createResourcePolicy(deps, principal, request),
  getResourcePolicy: (which, { principal }) => getResourcePolicy(deps, principal, which),
  updateResourcePolicy: (request, { principal }) => updateResourcePolicy(deps, principal, request),
  deleteResourcePolicy: (which, { principal }) => deleteResourcePolicy(deps, principal, which),
});
