import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { CreateResourcePolicyRequest } from '@asterism/api-types/cluster-api/resource-policy-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from '../../cluster-client/cluster-connection.ts';
import { failureOf } from '../../cluster-client/cluster-failure.ts';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { askClusters, notHeard } from '../ask-clusters.ts';
import { namedVolume } from '../volumes/named-volume.ts';
import type { ResourcePolicyDeps } from './resource-policy-deps.ts';

/** Which policies are meant; empty text means not given. */
export interface ResourcePolicyQuery {
  readonly projectName: string;
  readonly UUID?: string | undefined;
  readonly volumeUUID?: string | undefined;
}

/** The clusters that may have them: those of one volume are where the volume is. */
function clustersToAsk(
  { monitor, inventory }: ResourcePolicyDeps,
  volumeUUID: string,
): readonly AttachedCluster[] {
  const volume = volumeUUID === '' ? undefined : inventory.find(volumeUUID);
  const cluster = volume === undefined ? undefined : monitor.cluster(volume.clusterId);
  return cluster === undefined ? monitor.clusters() : [cluster];
}

/**
 * The policies of volumes in a project, from the clusters that may have them. Nothing is remembered of these: while one of
 * those clusters is silent the answer is 503, for a program that keeps schedules must not take a part for the whole.
 */
export async function listResourcePolicies(
  deps: ResourcePolicyDeps,
  asker: Principal,
  query: ResourcePolicyQuery,
): Promise<Result<ResourcePolicy[], Failure>> {
  const { projectName, UUID = '', volumeUUID = '' } = query;
  const clusters = clustersToAsk(deps, volumeUUID);
  const { heard, silent } = await askClusters(deps, clusters, asker, (client, options) =>
    client.listResourcePolicies({ projectName, UUID, volumeUUID }, options),
  );
  if (silent.length > 0) return err(notHeard('more', silent));
  return ok(heard.flatMap(({ value }) => value.resourcePolicies));
}

interface FoundPolicy {
  readonly policy: ResourcePolicy;
  readonly cluster: AttachedCluster;
}

/** One policy, on whichever cluster it is: 404, or 503 when a cluster that is silent may have it. */
export async function findResourcePolicy(
  deps: ResourcePolicyDeps,
  asker: Principal,
  { projectName, UUID }: { readonly projectName: string; readonly UUID: string },
): Promise<Result<FoundPolicy, Failure>> {
  const { heard, silent } = await askClusters(
    deps,
    deps.monitor.clusters(),
    asker,
    (client, options) => client.getResourcePolicy({ projectName, UUID }, options),
    () => true,
  );
  const [found] = heard;
  if (found !== undefined) return ok({ policy: found.value, cluster: found.cluster });
  const what = `resource policy ${UUID} in the project ${projectName}`;
  return err(
    silent.length > 0 ? notHeard(`a ${what}`, silent) : failure('notFound', `there is no ${what}`),
  );
}

/** Calls one cluster in the asker's name; what goes wrong is told with the cluster's name. */
async function callOn<T>(
  { caller }: ResourcePolicyDeps,
  asker: Principal,
  cluster: AttachedCluster,
  call: (client: ClusterClient) => Promise<Result<T, ClusterError>>,
): Promise<Result<T, Failure>> {
  const answer = await call(caller.client(cluster, asker));
  return answer.ok ? answer : err(failureOf(answer.error, cluster.name));
}

/** Gives a volume a policy, on the volume's cluster. */
export async function createResourcePolicy(
  deps: ResourcePolicyDeps,
  asker: Principal,
  request: CreateResourcePolicyRequest,
): Promise<Result<ResourcePolicy, Failure>> {
  const found = namedVolume(deps, {
    projectName: request.projectName,
    uuid: ['resourceUUID', request.resourceUUID],
    name: ['resourceName', request.resourceName],
  });
  if (!found.ok) return found;
  return callOn(deps, asker, found.value.cluster, (client) => client.createResourcePolicy(request));
}

/** Changes or deletes a policy, on the cluster that has it. */
export async function changeResourcePolicy(
  deps: ResourcePolicyDeps,
  asker: Principal,
  which: { readonly projectName: string; readonly UUID: string },
  call: (client: ClusterClient) => Promise<Result<unknown, ClusterError>>,
): Promise<Result<Record<string, never>, Failure>> {
  const found = await findResourcePolicy(deps, asker, which);
  if (!found.ok) return found;
  const done = await callOn(deps, asker, found.value.cluster, call);
  return done.ok ? ok({}) : done;
}
