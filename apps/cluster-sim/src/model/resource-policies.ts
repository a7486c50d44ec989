import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type {
  CreateResourcePolicyRequest,
  UpdateResourcePolicyRequest,
} from '@asterism/api-types/cluster-api/resource-policy-operations';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';
import type { Refusal } from './refusal.ts';

export interface WhichResourcePolicy {
  readonly projectName: string;
  readonly UUID: string;
}

/** The project's policy with that UUID, if there is one. */
export function getResourcePolicy(
  model: ClusterModel,
  { projectName, UUID }: WhichResourcePolicy,
): Result<ResourcePolicy, Refusal> {
  const policy = model.resourcePolicies.get(UUID);
  if (policy?.projectName === projectName) return ok(policy);
  return err({ reason: 'resourcePolicyNotFound', UUID });
}

/** The project's policies; of one volume if one is named. */
export function listResourcePolicies(
  model: ClusterModel,
  query: {
    readonly projectName: string;
    readonly UUID?: string | undefined;
    readonly volumeUUID?: string | undefined;
  },
): ResourcePolicy[] {
  const { projectName, UUID = '', volumeUUID = '' } = query;
  const policies =
    volumeUUID === ''
      ? model.resourcePolicies.after('', projectName)
      : model.resourcePolicies.ofVolume(volumeUUID);
  return [...policies].filter(
    (policy) =>
      policy.projectName === projectName && (UUID === '' || policy.UUID === UUID.toLowerCase()),
  );
}

/** Gives a volume of the project a policy, unless the project has one of that name. */
export function createResourcePolicy(
  model: ClusterModel,
  request: CreateResourcePolicyRequest,
): Result<ResourcePolicy, Refusal> {
  const { projectName, name, resourceUUID = '', resourceName = '', description = '' } = request;
  const field = resourceUUID === '' ? 'resourceName' : 'resourceUUID';
  if (resourceUUID === '' && resourceName === '') {
    return err({ reason: 'uuidOrNameNeeded', field: 'resourceUUID' });
  }
  const volume =
    resourceUUID === ''
      ? model.volumes.findByName(projectName, resourceName)
      : model.volumes.get(resourceUUID);
  if (volume === undefined || volume.projectName !== projectName) {
    return err({ reason: 'volumeNotInProject', field, wanted: resourceUUID || resourceName });
  }
  if (model.resourcePolicies.ownerOfName(projectName, name) !== undefined) {
    return err({ reason: 'resourcePolicyExists', name });
  }
  const policy: ResourcePolicy = {
    UUID: model.newUuid(),
    name,
    resourceUUID: volume.UUID,
    resourceName: volume.name,
    projectName,
    schedulePolicy: request.schedulePolicy,
    description,
    state: 'Active',
  };
  model.commit({ kind: 'resource-policy', policy });
  return ok(policy);
}

/** Changes what the request gives; everything else stays. */
export function updateResourcePolicy(
  model: ClusterModel,
  request: UpdateResourcePolicyRequest,
): Result<void, Refusal> {
  const found = getResourcePolicy(model, request);
  if (!found.ok) return found;
  const {
    schedulePolicy = found.value.schedulePolicy,
    description = found.value.description ?? '',
  } = request;
  const policy = { ...found.value, schedulePolicy, description };
  model.commit({ kind: 'resource-policy', policy });
  return ok(undefined);
}

/** Takes a policy away again. */
export function deleteResourcePolicy(
  model: ClusterModel,
  which: WhichResourcePolicy,
): Result<void, Refusal> {
  const found = getResourcePolicy(model, which);
  if (!found.ok) return found;
  model.commit({ kind: 'resource-policy-gone', UUID: found.value.UUID });
  return ok(undefined);
}
