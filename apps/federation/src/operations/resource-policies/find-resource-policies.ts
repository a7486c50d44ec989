import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import type { ClusterError } from '../../cluster-client/cluster-client.ts';
import { isNotOffered } from '../../cluster-client/cluster-failure.ts';
import { askClusters, clustersUnreachable } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayView } from '../project-access.ts';

/** Which policies are meant; empty text means not given. */
export interface ResourcePolicyQuery {
  readonly projectName: string;
  readonly UUID?: string | undefined;
  readonly volumeUUID?: string | undefined;
}

/** What a cluster has answered; undefined when it offers no policies. */
const whereOffered = <T>(answer: Result<T, ClusterError>): Result<T | undefined, ClusterError> =>
  !answer.ok && isNotOffered(answer.error) ? ok(undefined) : answer;

/** The clusters that may have them: those of one volume are where the volume is. */
function clustersToAsk(
  { monitor, inventory }: OperationDeps,
  volumeUUID: string,
): readonly AttachedCluster[] {
  const volume = volumeUUID === '' ? undefined : inventory.find(volumeUUID);
  const cluster = volume === undefined ? undefined : monitor.cluster(volume.clusterId);
  return cluster === undefined ? monitor.clusters() : [cluster];
}

/**
 * The policies of volumes in a project, from the clusters that may have them. Nothing is remembered of these: while
 * one of those clusters cannot be reached it fails with `unavailable`, for a program that keeps schedules must not take
 * a part for the whole. It fails with `unimplemented` when none of them offers policies.
 */
export async function listResourcePolicies(
  deps: OperationDeps,
  principal: Principal,
  query: ResourcePolicyQuery,
): Promise<Result<ResourcePolicy[], Failure>> {
  const { projectName, UUID = '', volumeUUID = '' } = query;
  const allowed = mayView(principal, projectName);
  if (!allowed.ok) return allowed;
  const clusters = clustersToAsk(deps, volumeUUID);
  const { answered, notFound, unreachable } = await askClusters(
    deps,
    clusters,
    principal,
    async (client, options) =>
      whereOffered(await client.listResourcePolicies({ projectName, UUID, volumeUUID }, options)),
  );
  if (unreachable.length > 0) return err(clustersUnreachable('more', unreachable));
  const isOffered = notFound.length > 0 || answered.some(({ value }) => value !== undefined);
  if (answered.length > 0 && !isOffered) {
    const names = answered.map(({ cluster }) => cluster.name).join(', ');
    return err(failure('unimplemented', `no resource policies are offered by ${names}`));
  }
  return ok(answered.flatMap(({ value }) => value?.resourcePolicies ?? []));
}

export interface WhichPolicy {
  readonly projectName: string;
  readonly UUID: string;
}

export interface FoundPolicy {
  readonly policy: ResourcePolicy;
  readonly cluster: AttachedCluster;
}

/**
 * One policy, on whichever cluster it is: fails with `notFound`, or `unavailable` when a cluster that cannot be reached
 * may have it.
 */
export async function findResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  { projectName, UUID }: WhichPolicy,
): Promise<Result<FoundPolicy, Failure>> {
  const { answered, unreachable } = await askClusters(
    deps,
    deps.monitor.clusters(),
    principal,
    async (client, options) =>
      whereOffered(await client.getResourcePolicy({ projectName, UUID }, options)),
    (policy) => policy !== undefined,
  );
  for (const { value: policy, cluster } of answered) {
    if (policy !== undefined) return ok({ policy, cluster });
  }
  const what = `resource policy ${UUID} in the project ${projectName}`;
  return err(
    unreachable.length > 0
      ? clustersUnreachable(`a ${what}`, unreachable)
      : failure('notFound', `there is no ${what}`),
  );
}

/** {@link findResourcePolicy} for somebody who wants to read it; fails with `permissionDenied` too. */
export async function getResourcePolicy(
  deps: OperationDeps,
  principal: Principal,
  which: WhichPolicy,
): Promise<Result<ResourcePolicy, Failure>> {
  const allowed = mayView(principal, which.projectName);
  if (!allowed.ok) return allowed;
  const found = await findResourcePolicy(deps, principal, which);
  return found.ok ? ok(found.value.policy) : found;
}
