import {
  findOutcome,
  type Finding,
  type OutcomeTimings,
} from '@asterism/api-types/client/find-outcome';
import { failure, withOutcome, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from '../cluster-client/cluster-client.ts';
import {
  failureOf,
  hasGatewayAnswered,
  isOutcomeUnknown,
} from '../cluster-client/cluster-failure.ts';
import type { Principal } from '../identity/principal.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { OperationDeps } from './operation-deps.ts';

/** What reading a cluster says of a write on it. */
export type WriteFinding<T> = Finding<T, Failure>;

/** A write on one cluster. */
export interface ClusterWrite<T> {
  /** What it is of, for people: `volume`. */
  readonly what: string;
  readonly operation: Operation;
  send(client: ClusterClient): Promise<Result<T, ClusterError>>;
  /** Reads what became of it, when no answer said so. */
  readBack(client: ClusterClient, signal: AbortSignal): Promise<WriteFinding<T>>;
}

/** Why a write was not done, or is not known to be. */
export interface WriteFailure {
  readonly failure: Failure;
  /** What the cluster said, or did not say. */
  readonly cause: ClusterError;
  /** Whether the cluster itself has judged the request and refused it. */
  readonly isRefusal: boolean;
}

export type WriteDeps = Pick<OperationDeps, 'clusterClients' | 'outcomeTimings'>;

/** Together with the time that a call may take it stays below what the BFF gives a write. */
export const OUTCOME_TIMINGS: OutcomeTimings = {
  within: 8_000,
  each: 3_000,
  first: 100,
  most: 1_000,
  settled: 2_000,
};

/**
 * Writes on a cluster in the principal's name, and says truly what came of it, also when the answer was lost or says no
 * more than that something went wrong: then the cluster is read until that is known, as long as `outcomeTimings` allow.
 */
export async function applyOnCluster<T>(
  { clusterClients, outcomeTimings: timings = OUTCOME_TIMINGS }: WriteDeps,
  principal: Principal,
  cluster: AttachedCluster,
  write: ClusterWrite<T>,
): Promise<Result<T, WriteFailure>> {
  const client = clusterClients.client(cluster, principal);
  const sent = await write.send(client);
  if (sent.ok) return sent;
  const cause = sent.error;
  const said = failureOf(cause, cluster.name);
  if (!isOutcomeUnknown(cause, write.operation)) {
    return err({ failure: said, cause, isRefusal: cause.kind === 'answer' });
  }
  const lost = (failed: Failure) => err({ failure: failed, cause, isRefusal: false });
  const found = await findOutcome({
    read: (signal) => write.readBack(client, signal),
    hasEnded: hasGatewayAnswered(cause),
    timings,
  });
  if (found.kind === 'done') return ok(found.value);
  if (found.kind === 'refused') return lost(found.error);
  const about = { what: write.what, clusterId: cluster.id };
  if (found.kind === 'not-done') {
    const message = `${said.message}; it was looked into: the ${write.what} is as it was, and the request may be repeated`;
    return lost(withOutcome({ ...said, message }, 'NOT_APPLIED', about));
  }
  const message = `${cluster.name} gave no answer that tells, and could not be read: it is not known whether the request was carried out; look at the ${write.what} before you repeat it`;
  return lost(withOutcome(failure('deadlineExceeded', message), 'OUTCOME_UNKNOWN', about));
}
