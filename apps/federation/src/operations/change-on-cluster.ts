import type { CallOptions } from '@asterism/api-types/client/client';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { ClusterClient, ClusterError } from '../cluster-client/cluster-client.ts';
import type { Principal } from '../identity/principal.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import { applyOnCluster, type WriteFinding } from './apply-on-cluster.ts';
import type { OperationDeps } from './operation-deps.ts';
import { isPerhapsStaleEtag, isStaleEtag } from '../cluster-client/cluster-failure.ts';

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
