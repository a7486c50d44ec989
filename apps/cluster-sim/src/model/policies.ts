import type { Policy } from '@asterism/api-types/cluster-api/cluster-operations';
import type { QosRateLimitRequest } from '@asterism/api-types/cluster-api/policy';
import type {
  CreatePolicyRequest,
  UpdatePolicyRequest,
} from '@asterism/api-types/cluster-api/policy-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { keptIops } from '@asterism/api-types/rules/qos-limits';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';

/** How a request says which policy it is about: of the two the UUID counts, empty means not given. */
export interface WhichPolicy {
  readonly UUID: string;
  readonly name?: string | undefined;
}

/** The policy that a request is about, if there is one. */
export function getPolicy(
  model: ClusterModel,
  { UUID, name = '' }: WhichPolicy,
): Result<Policy, Refusal> {
  if (UUID === '' && name === '') {
    return err({ reason: 'uuidOrNameNeeded', field: 'UUID' });
  }
  const policy = UUID === '' ? policyNamed(model, name) : model.policies.get(UUID.toLowerCase());
  if (policy !== undefined) return ok(policy);
  return err({ reason: 'qosPolicyNotFound', wanted: UUID === '' ? name : UUID });
}

const policyNamed = (model: ClusterModel, wanted: string): Policy | undefined =>
  [...model.policies.values()].find(({ name }) => name === wanted);

/** The limits as the cluster keeps them: IOPS rounded up, and only projects that exist. */
function limitsOf(
  model: ClusterModel,
  { projectsNamesScope = [], policyVisibility, ...limits }: QosRateLimitRequest,
): Result<NonNullable<Policy['QoSRateLimitPolicy']>, Refusal> {
  if (policyVisibility === 'Scoped' && projectsNamesScope.length === 0) {
    return err({ reason: 'policyScopeEmpty' });
  }
  if (policyVisibility !== 'Scoped' && projectsNamesScope.length > 0) {
    return err({ reason: 'policyScopeNotAllowed' });
  }
  const unknown = projectsNamesScope.find((name) => !model.projects.has(name));
  if (unknown !== undefined) return err({ reason: 'policyScopeUnknown', projectName: unknown });
  const { limitIOPS, limitBw, limitIOPSPerGB } = limits;
  return ok({
    projectsNamesScope,
    policyVisibility,
    ...(limitIOPS === undefined
      ? {}
      : {
          limitIOPS: {
            writeIOPSLimit: keptIops(limitIOPS.writeIOPSLimit),
            readIOPSLimit: keptIops(limitIOPS.readIOPSLimit),
          },
        }),
    ...(limitBw === undefined ? {} : { limitBw }),
    ...(limitIOPSPerGB === undefined ? {} : { limitIOPSPerGB }),
  });
}

function nameIsFree(model: ClusterModel, name: string): Result<void, Refusal> {
  if (policyNamed(model, name) === undefined) return ok(undefined);
  return err({ reason: 'qosPolicyExists', name });
}

/** Creates a QoS policy, unless its name is taken. It is Active at once. */
export function createPolicy(
  model: ClusterModel,
  request: CreatePolicyRequest,
): Result<Policy, Refusal> {
  const { name, description = '' } = request;
  const limits = limitsOf(model, request.qoSRateLimitPolicy);
  if (!limits.ok) return limits;
  const free = nameIsFree(model, name);
  if (!free.ok) return free;
  const UUID = model.newUuid();
  const policy = { UUID, name, description, state: 'Active', QoSRateLimitPolicy: limits.value };
  model.commit({ kind: 'policy', policy });
  return ok(policy);
}

/** Changes what the request gives; everything else stays. */
export function updatePolicy(
  model: ClusterModel,
  request: UpdatePolicyRequest,
): Result<void, Refusal> {
  const found = getPolicy(model, { UUID: request.UUID });
  if (!found.ok) return found;
  const { name = found.value.name, description = found.value.description ?? '' } = request;
  const free = name === found.value.name ? ok(undefined) : nameIsFree(model, name);
  if (!free.ok) return free;
  const limits =
    request.qoSRateLimitPolicy === undefined
      ? ok(found.value.QoSRateLimitPolicy)
      : limitsOf(model, request.qoSRateLimitPolicy);
  if (!limits.ok) return limits;
  const policy = { ...found.value, name, description, QoSRateLimitPolicy: limits.value };
  model.commit({ kind: 'policy', policy });
  return ok(undefined);
}

/** Deletes a policy that no volume has. */
export function deletePolicy(model: ClusterModel, which: WhichPolicy): Result<void, Refusal> {
  const found = getPolicy(model, which);
  if (!found.ok) return found;
  const { UUID, name } = found.value;
  for (const volume of model.volumes.after('')) {
    if (volume.qosPolicyUUID !== UUID) continue;
    return err({ reason: 'qosPolicyInUse', name, volumeUUID: volume.UUID });
  }
  model.commit({ kind: 'policy-gone', UUID });
  return ok(undefined);
}

/** Whether volumes of the project may have the policy (lightbits-api §2.8, policyVisibility). */
export function isVisibleIn(policy: Policy, projectName: string): boolean {
  const { policyVisibility = 'Global', projectsNamesScope = [] } = policy.QoSRateLimitPolicy ?? {};
  if (policyVisibility === 'Scoped') return projectsNamesScope.includes(projectName);
  return policyVisibility === 'Global';
}
