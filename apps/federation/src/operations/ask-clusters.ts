import type { CallOptions } from '@asterism/api-types/client/client';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from '../cluster-client/cluster-client.ts';
import type { Principal } from '../identity/principal.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { OperationDeps } from './operation-deps.ts';
import { isNotFound } from '../cluster-client/cluster-failure.ts';

/** How long clusters have to answer, in milliseconds: a dead one must not hold up the others. */
const TIMEOUT_MS = 3_000;

export interface Answered<T> {
  readonly cluster: AttachedCluster;
  readonly value: T;
}

/** What came of asking several clusters. One that was not waited for is in no list. */
export interface FleetAnswers<T> {
  readonly answered: readonly Answered<T>[];
  /** Those that have nothing of the kind. */
  readonly notFound: readonly AttachedCluster[];
  /** Those that gave no answer in time. */
  readonly unreachable: readonly AttachedCluster[];
}

/**
 * Calls clusters in the principal's name, all at once, each with the same deadline; one that is not Connected is not called.
 * With `isEnough` the first answer that is ends the waiting for the others.
 */
export async function askClusters<T>(
  { clusterClients, log }: Pick<OperationDeps, 'clusterClients' | 'log'>,
  clusters: readonly AttachedCluster[],
  principal: Principal,
  ask: (
    client: ClusterClient,
    options: CallOptions,
    cluster: AttachedCluster,
  ) => Promise<Result<T, ClusterError>>,
  isEnough: (value: T) => boolean = () => false,
): Promise<FleetAnswers<T>> {
  const answered: Answered<T>[] = [];
  const notFound: AttachedCluster[] = [];
  const unreachable: AttachedCluster[] = [];
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();

  async function askOne(cluster: AttachedCluster): Promise<void> {
    if (cluster.status !== 'Connected') {
      unreachable.push(cluster);
      return;
    }
    const answer = await ask(clusterClients.client(cluster, principal), { signal }, cluster);
    if (answer.ok) {
      answered.push({ cluster, value: answer.value });
      if (isEnough(answer.value)) resolve(undefined);
      return;
    }
    const { error } = answer;
    if (isNotFound(error)) {
      notFound.push(cluster);
      return;
    }
    unreachable.push(cluster);
    log.warn({ clusterId: cluster.id, reason: error.message }, 'a cluster did not answer in time');
  }

  Promise.all(clusters.map(askOne)).then(() => resolve(undefined), reject);
  await promise;
  return { answered: [...answered], notFound: [...notFound], unreachable: [...unreachable] };
}

/** The failure when something is on no cluster that answered, and some did not answer. */
export const clustersUnreachable = (
  what: string,
  unreachable: readonly AttachedCluster[],
): Failure =>
  failure(
    'unavailable',
    `it is not known whether there is ${what}: ${unreachable.map(({ name }) => name).join(', ')} cannot be reached now`,
    { retryAfterSeconds: 5 },
  );
