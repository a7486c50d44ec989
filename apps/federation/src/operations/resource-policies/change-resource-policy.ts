import { isDeepStrictEqual } from 'node:util';
import { clusterApi } from '@asterism/api-types/cluster-api/cluster-api';
import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type {
  CreateResourcePolicyRequest,
  UpdateResourcePolicyRequest,
} from '@asterism/api-types/cluster-api/resource-policy-operations';
import { failure, fieldFailure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { isNotFound } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import {
  applyOnCluster,
  type WriteFinding,
  changeOnCluster,
  type Change,
  type Done,
} from '../apply-on-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayChange } from '../project-access.ts';
import { namedVolume } from '../volumes/find-volume.ts';
import { findResourcePolicy, type WhichPolicy } from './find-resource-policies.ts';

/** What may not be changed, for people. */
const WHAT = 'resource policies';

type Wanted = Pick<UpdateResourcePolicyRequest, 'schedulePolicy' | 'description'>;

/** Whether the policy has what was requested. */
const shows = ({ schedulePolicy, description }: Wanted, policy: ResourcePolicy): boolean =>
  (description === undefined || description === policy.description) &&
  (schedulePolicy === undefined || isDeepStrictEqual(schedulePolicy, policy.schedulePolicy));

/** What the policies that a volume has say of the creation of one. */
export function judgeCreation(
  request: Wanted & Pick<CreateResourcePolicyRequest, 'name'>,
  policies: readonly ResourcePolicy[],
): Exclude<WriteFinding<ResourcePolicy>, { readonly kind: 'open' | 'unclear' }> {
  const named = policies.find(({ name }) => name === request.name);
  if (named === undefined) return { kind: 'not-done' };
  if (shows(request, named)) return { kind: 'done', value: named };
  const rule = `the volume has a resource policy ${JSON.stringify(request.name)} already`;
  return { kind: 'refused', error: fieldFailure('alreadyExists', 'name', rule) };
}

/** Gives a volume a policy, on the volume's cluster. */
export async function createResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  request: CreateResourcePolicyRequest,
): Promise<Result<ResourcePolicy, Failure>> {
  const { projectName } = request;
  const allowed = mayChange(principal, projectName, WHAT);
  if (!allowed.ok) return allowed;
  const found = namedVolume(deps, {
    projectName,
    uuid: ['resourceUUID', request.resourceUUID],
    name: ['resourceName', request.resourceName],
  });
  if (!found.ok) return found;
  const { cluster, volume } = found.value;
  const created = await applyOnCluster<ResourcePolicy>(deps, principal, cluster, {
    what: 'resource policy',
    operation: clusterApi.createResourcePolicy,
    send: (client) => client.createResourcePolicy(request),
    async readBack(client, signal) {
      const query = { projectName, volumeUUID: volume.UUID };
      const listed = await client.listResourcePolicies(query, { signal });
      return listed.ok ? judgeCreation(request, listed.value.resourcePolicies) : { kind: 'open' };
    },
  });
  return created.ok ? created : err(created.error.failure);
}

type PolicyChange = Pick<Change<ResourcePolicy>, 'operation' | 'send'> & {
  /** What the policy as it is now says of the change; `before` is the policy as it was. */
  readonly judge: (now: ResourcePolicy | undefined, before: ResourcePolicy) => WriteFinding<Done>;
};

/** Changes a policy on the cluster that has it. */
async function changeResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  which: WhichPolicy,
  { operation, send, judge }: PolicyChange,
): Promise<Result<Done, Failure>> {
  const allowed = mayChange(principal, which.projectName, WHAT);
  if (!allowed.ok) return allowed;
  const found = await findResourcePolicy(deps, principal, which);
  if (!found.ok) return found;
  const { cluster, policy } = found.value;
  const client = deps.clusterClients.client(cluster, principal);
  return changeOnCluster<ResourcePolicy>(deps, principal, cluster, {
    what: 'resource policy',
    operation,
    ifMatch: undefined,
    send,
    async readNow(options) {
      const now = await client.getResourcePolicy(which, options);
      return !now.ok && isNotFound(now.error) ? ok(undefined) : now;
    },
    judge: (now) => judge(now, policy),
  });
}

export function updateResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  request: UpdateResourcePolicyRequest,
): Promise<Result<Done, Failure>> {
  return changeResourcePolicy(deps, principal, request, {
    operation: clusterApi.updateResourcePolicy,
    send: (client) => client.updateResourcePolicy(request),
    judge(now, before) {
      if (now === undefined) {
        const error = failure('notFound', `there is no resource policy ${request.UUID} any more`);
        return { kind: 'refused', error };
      }
      if (shows(request, now)) return { kind: 'done', value: {} };
      return { kind: isDeepStrictEqual(now, before) ? 'not-done' : 'unclear' };
    },
  });
}

export function deleteResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  which: WhichPolicy,
): Promise<Result<Done, Failure>> {
  return changeResourcePolicy(deps, principal, which, {
    operation: clusterApi.deleteResourcePolicy,
    send: (client) => client.deleteResourcePolicy(which),
    judge: (now) => (now === undefined ? { kind: 'done', value: {} } : { kind: 'not-done' }),
  });
}
