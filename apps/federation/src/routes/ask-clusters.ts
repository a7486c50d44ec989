import type { Logger } from 'pino';
import type { CallOptions } from '@asterism/api-types/client/client';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type {
  ClusterCaller,
  ClusterClient,
  ClusterError,
} from '../cluster-client/cluster-connection.ts';
import type { Principal } from '../identity/principal.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';

/** How long clusters have to answer, in milliseconds: a dead one must not hold up the others. */
const PATIENCE_MS = 3_000;

export interface Heard<T> {
  readonly cluster: AttachedCluster;
  readonly value: T;
}

/** What came of asking several clusters. One whose answer was not waited for is in no list. */
export interface Round<T> {
  readonly heard: readonly Heard<T>[];
  /** Those that have nothing of the kind (404). */
  readonly without: readonly AttachedCluster[];
  /** Clusters of which nothing can be said now. */
  readonly silent: readonly AttachedCluster[];
}

/**
 * Asks clusters in the asker's name, all at once, each with the same deadline; one that is not Connected is not asked.
 * With `isEnough` the first answer that is ends the waiting for the others.
 */
export async function askClusters<T>(
  { caller, log }: { readonly caller: ClusterCaller; readonly log: Logger },
  clusters: readonly AttachedCluster[],
  asker: Principal,
  ask: (
    client: ClusterClient,
    options: CallOptions,
    cluster: AttachedCluster,
  ) => Promise<Result<T, ClusterError>>,
  isEnough: (value: T) => boolean = () => false,
): Promise<Round<T>> {
  const heard: Heard<T>[] = [];
  const without: AttachedCluster[] = [];
  const silent: AttachedCluster[] = [];
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();

  async function hear(cluster: AttachedCluster): Promise<void> {
    if (cluster.status !== 'Connected') {
      silent.push(cluster);
      return;
    }
    const answer = await ask(caller.client(cluster, asker), { signal }, cluster);
    if (answer.ok) {
      heard.push({ cluster, value: answer.value });
      if (isEnough(answer.value)) resolve(undefined);
      return;
    }
    const { error } = answer;
    if (error.kind === 'answer' && error.status === 404) {
      without.push(cluster);
      return;
    }
    silent.push(cluster);
    log.warn({ clusterId: cluster.id, reason: error.message }, 'a cluster was not heard in time');
  }

  Promise.all(clusters.map(hear)).then(() => resolve(undefined), reject);
  await promise;
  return { heard: [...heard], without: [...without], silent: [...silent] };
}

/** The answer when what is asked for is on no cluster that was heard, and some were not. */
export const notHeard = (what: string, silent: readonly AttachedCluster[]): Failure =>
  failure(
    'unavailable',
    `it is not known whether there is ${what}: ${silent.map(({ name }) => name).join(', ')} cannot be heard now`,
    { retryAfterSeconds: 5 },
  );
