import {
  findOutcome,
  type Finding,
  type OutcomeTimings,
} from '@asterism/api-types/client/find-outcome';
import { failure, withOutcome, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { CallOptions } from '@asterism/api-types/client/client';
import type { ClusterClient, ClusterError } from '../cluster-client/cluster-client.ts';
import {
  failureOf,
  hasGatewayAnswered,
  isOutcomeUnknown,
  isPerhapsStaleEtag,
  isStaleEtag,
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
    const message = `${said.message}; the ${write.what} was read again and has not changed, so the request may be repeated`;
    return lost(withOutcome({ ...said, message }, 'NOT_APPLIED', about));
  }
  const message = `${cluster.name} gave no clear answer and could not be read: it is not known whether the request was carried out; check the ${write.what} before you repeat it`;
  return lost(withOutcome(failure('deadlineExceeded', message), 'OUTCOME_UNKNOWN', about));
}

export type Done = Record<string, never>;

/** What can be changed: not everything has an ETag. */
interface Thing {
  readonly UUID: string;
  readonly ETag?: string;
}

/** A change of one thing on its cluster. */
export interface Change<T extends Thing> {
  /** What it is of, for people: `volume`. */
  readonly what: string;
  readonly operation: Operation;
  readonly ifMatch: string | undefined;
  readonly send: (client: ClusterClient) => Promise<Result<unknown, ClusterError>>;
  /** The thing as its cluster has it now; undefined when it is gone. */
  readonly readNow: (options: CallOptions) => Promise<Result<T | undefined, ClusterError>>;
  /** What the thing as it is now (undefined: gone) says of the change. */
  readonly judge: (now: T | undefined) => WriteFinding<Done>;
}

export type ChangeDeps = Pick<OperationDeps, 'clusterClients' | 'outcomeTimings' | 'monitor'>;

const unquoted = (tag: string): string => /^"(.*)"$/.exec(tag)?.[1] ?? tag;

const isPerhapsStale = (error: ClusterError, ifMatch: string | undefined): boolean =>
  ifMatch !== undefined && ifMatch !== '*' && isPerhapsStaleEtag(error);

/** What the cluster's refusal means, by the thing as it is now. */
async function refusalOf<T extends Thing>(
  cause: ClusterError,
  said: Failure,
  { what, ifMatch, readNow }: Change<T>,
  clusterName: string,
): Promise<Failure> {
  // Whatever was refused: it may come from what is not known here yet.
  const now = await readNow({});
  if (isStaleEtag(cause)) return failure('etagMismatch', `${clusterName}: ${cause.message}`);
  const etag = now.ok ? now.value?.ETag : undefined;
  if (!isPerhapsStale(cause, ifMatch) || etag === undefined || etag === unquoted(ifMatch ?? '')) {
    return said;
  }
  return failure('etagMismatch', `${clusterName}: the ${what} has changed; its ETag is ${etag}`);
}

/** {@link applyOnCluster} for a change of something that is there; afterwards it has been read anew. */
export async function changeOnCluster<T extends Thing>(
  deps: ChangeDeps,
  principal: Principal,
  cluster: AttachedCluster,
  change: Change<T>,
): Promise<Result<Done, Failure>> {
  const { what, operation } = change;
  if (cluster.status !== 'Connected') {
    const message = `${cluster.name} is ${cluster.status}: its ${what}s cannot be changed now`;
    return err(failure('unavailable', message, { retryAfterSeconds: 5 }));
  }
  const applied = await applyOnCluster<Done>(deps, principal, cluster, {
    what,
    operation,
    async send(client) {
      const sent = await change.send(client);
      if (!sent.ok) return sent;
      await change.readNow({});
      return ok({});
    },
    async readBack(_client, signal) {
      const now = await change.readNow({ signal });
      return now.ok ? change.judge(now.value) : { kind: 'open' };
    },
  });
  deps.monitor.pollSoon(cluster.id);
  if (applied.ok) return applied;
  const { failure: said, cause, isRefusal } = applied.error;
  return err(isRefusal ? await refusalOf(cause, said, change, cluster.name) : said);
}
