import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type {
  CreateResourcePolicyRequest,
  UpdateResourcePolicyRequest,
} from '@asterism/api-types/cluster-api/resource-policy-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterModel } from './cluster-model.ts';

export interface WhichResourcePolicy {
  readonly projectName: string;
  readonly UUID: string;
}

/** The project's policy with that UUID (404 if there is none). */
export function getResourcePolicy(
  model: ClusterModel,
  { projectName, UUID }: WhichResourcePolicy,
): Result<ResourcePolicy, Failure> {
  const policy = model.resourcePolicies.get(UUID.toLowerCase());
  if (policy?.projectName === projectName) return ok(policy);
  return err(failure('notFound', `there is no resource policy ${UUID} in the project`));
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
  return [...model.resourcePolicies.values()].filter(
    (policy) =>
      policy.projectName === projectName &&
      (UUID === '' || policy.UUID === UUID.toLowerCase()) &&
      (volumeUUID === '' || policy.resourceUUID === volumeUUID.toLowerCase()),
  );
}

/** Gives a volume of the project a policy (404 without the volume, 409 if the project has one of that name). */
export function createResourcePolicy(
  model: ClusterModel,
  request: CreateResourcePolicyRequest,
): Result<ResourcePolicy, Failure> {
  const { projectName, name, resourceUUID = '', resourceName = '', description = '' } = request;
  const field = resourceUUID === '' ? 'resourceName' : 'resourceUUID';
  if (resourceUUID === '' && resourceName === '') {
    return err(
      failure('invalidArgument', 'resourceUUID: a UUID or a name of a volume is required'),
    );
  }
  const volume =
    resourceUUID === ''
      ? model.volumes.findByName(projectName, resourceName)
      : model.volumes.get(resourceUUID);
  if (volume === undefined || volume.projectName !== projectName) {
    const wanted = JSON.stringify(resourceUUID || resourceName);
    return err(failure('notFound', `${field}: there is no volume ${wanted} in the project`));
  }
  const others = listResourcePolicies(model, { projectName });
  if (others.some((one) => one.name === name)) {
    const message = `name: a resource policy ${JSON.stringify(name)} already exists in the project`;
    return err(failure('alreadyExists', message));
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
): Result<void, Failure> {
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
): Result<void, Failure> {
  const found = getResourcePolicy(model, which);
  if (!found.ok) return found;
  model.commit({ kind: 'resource-policy-gone', UUID: found.value.UUID });
  return ok(undefined);
}
