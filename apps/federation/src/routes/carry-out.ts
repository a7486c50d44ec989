import { etagMismatch, failure, GRPC_CODE, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type {
  ClusterCaller,
  ClusterClient,
  ClusterError,
} from '../cluster-client/cluster-connection.ts';
import { failureOf, isOutcomeUnknown } from '../cluster-client/cluster-failure.ts';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';

/** A change of one thing on its cluster. */
export interface Change<T extends { readonly ETag: string }> {
  /** What it is of, for people: `volume`. */
  readonly what: string;
  readonly ifMatch: string | undefined;
  send(client: ClusterClient): Promise<Result<unknown, ClusterError>>;
  /** The thing as its cluster has it now; undefined when it is gone. */
  readNow(): Promise<Result<T | undefined, ClusterError>>;
  /** Whether the thing as it is now (undefined: gone) shows that the change was made. */
  isDone(now: T | undefined): boolean;
}

interface CarryOutDeps {
  readonly caller: ClusterCaller;
  readonly monitor: FleetMonitor;
}

const unquoted = (tag: string): string => /^"(.*)"$/.exec(tag)?.[1] ?? tag;

/** Some clusters answer a stale ETag with 400 code 9, as they answer a state that allows no change (lightbits-api §1.4). */
const isPerhapsStale = (error: ClusterError, ifMatch: string | undefined): boolean =>
  ifMatch !== undefined &&
  ifMatch !== '*' &&
  error.status === 400 &&
  error.code === GRPC_CODE.failedPrecondition;

function verdict<T extends { readonly ETag: string }>(
  error: ClusterError,
  change: Change<T>,
  now: Result<T | undefined, ClusterError>,
  clusterName: string,
): Result<Record<string, never>, Failure> {
  if (isOutcomeUnknown(error)) {
    if (now.ok && change.isDone(now.value)) return ok({});
    const message = `${clusterName} gave no answer: it is not known whether the change was made; look again before you repeat it`;
    return err(failure('deadlineExceeded', message));
  }
  if (error.status === 412) return err(etagMismatch(`${clusterName}: ${error.message}`));
  const etag = now.ok ? now.value?.ETag : undefined;
  if (isPerhapsStale(error, change.ifMatch) && etag !== undefined) {
    if (etag !== unquoted(change.ifMatch ?? '')) {
      const message = `${clusterName}: the ${change.what} has changed; its ETag is ${etag}`;
      return err(etagMismatch(message));
    }
  }
  return err(failureOf(error, clusterName));
}

/** Carries a change out on its cluster in the asker's name, and tells the truth of it also when the answer was lost. */
export async function carryOut<T extends { readonly ETag: string }>(
  { caller, monitor }: CarryOutDeps,
  asker: Principal,
  cluster: AttachedCluster,
  change: Change<T>,
): Promise<Result<Record<string, never>, Failure>> {
  if (cluster.status !== 'Connected') {
    const message = `${cluster.name} is ${cluster.status}: its ${change.what}s cannot be changed now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  const sent = await change.send(caller.client(cluster, asker));
  // Also after a refusal: it may come from what is not known here yet.
  const now = await change.readNow();
  monitor.hurry(cluster.id);
  return sent.ok ? ok({}) : verdict(sent.error, change, now, cluster.name);
}
