import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';
import { askClusters, clustersUnreachable } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayView } from '../project-access.ts';

/** Which snapshot of a project is meant: by UUID, or by name when that is empty. */
export interface WhichSnapshot {
  readonly projectName: string;
  readonly UUID: string;
  readonly name: string;
}

export interface FoundSnapshot {
  readonly snapshot: Snapshot;
  readonly cluster: AttachedCluster;
}

/** The clusters to ask: the one that is known to have it, else all. */
function clustersToAsk(
  { monitor, knownSnapshots: known }: OperationDeps,
  UUID: string,
): readonly AttachedCluster[] {
  const clusterId = UUID === '' ? undefined : known.clusterOf(UUID);
  const cluster = clusterId === undefined ? undefined : monitor.cluster(clusterId);
  return cluster === undefined ? monitor.clusters() : [cluster];
}

const matches = (snapshot: Snapshot, { UUID, name }: WhichSnapshot): boolean =>
  UUID === '' ? snapshot.name === name : snapshot.UUID.toLowerCase() === UUID.toLowerCase();

/**
 * The snapshots that it may be, from the clusters themselves, and of those that cannot be reached as they were last
 * read.
 */
async function candidates(
  deps: OperationDeps,
  principal: Principal,
  clusters: readonly AttachedCluster[],
  which: WhichSnapshot,
): Promise<{ found: FoundSnapshot[]; unreachable: readonly AttachedCluster[] }> {
  const { projectName, UUID, name } = which;
  const { knownSnapshots: known } = deps;
  const { answered, unreachable, notFound } = await askClusters(
    deps,
    clusters,
    principal,
    (client, options) => client.getSnapshot({ projectName, UUID, Name: name }, options),
    // A UUID is unique; a name may be there twice.
    () => UUID !== '',
  );
  for (const cluster of notFound) known.drop(cluster.id, UUID);
  const now = answered.map(({ cluster, value }) => {
    known.put(cluster.id, value);
    return { cluster, snapshot: { ...value, clusterId: cluster.id } };
  });
  const before = unreachable.flatMap((cluster) =>
    known
      .of(cluster.id, projectName)
      .filter((snapshot) => matches(snapshot, which))
      .map((snapshot) => ({ cluster, snapshot })),
  );
  return { found: [...now, ...before], unreachable };
}

/** A snapshot that is being deleted does not hold its name. */
function theOne(
  found: readonly FoundSnapshot[],
  name: string,
): Result<FoundSnapshot | undefined, Failure> {
  const alive = found.filter(({ snapshot }) => snapshot.state !== 'Deleting');
  if (alive.length <= 1) return ok(alive[0] ?? found[0]);
  const clusters = alive.map(({ cluster }) => cluster.name).join(', ');
  const message = `several clusters have a snapshot ${JSON.stringify(name)}: ${clusters}; name it by its UUID`;
  return err(failure('failedPrecondition', message));
}

/**
 * * Finds a snapshot on the clusters, in the principal's name; what was last read of a cluster counts while it cannot
 * be reached. Fails with `invalidArgument`, `notFound`, or `unavailable` when a cluster that cannot be reached may have
 * it. Access is checked by whoever calls it.
 */
export async function findSnapshot(
  deps: OperationDeps,
  principal: Principal,
  which: WhichSnapshot,
): Promise<Result<FoundSnapshot, Failure>> {
  const { projectName, UUID, name } = which;
  if (UUID === '' && name === '') {
    return err(invalidField('UUID', 'a UUID or a name is required'));
  }
  const asked = clustersToAsk(deps, UUID);
  const { found, unreachable } = await candidates(deps, principal, asked, which);
  const one = theOne(found, name);
  if (!one.ok) return one;
  if (one.value !== undefined) return ok(one.value);
  const all = deps.monitor.clusters();
  if (unreachable.length === 0 && asked.length < all.length) {
    // The cluster that was known to have it has it no more: that is forgotten now, and all are read.
    return findSnapshot(deps, principal, which);
  }
  const what = `a snapshot ${JSON.stringify(UUID === '' ? name : UUID)} in the project ${projectName}`;
  return err(
    unreachable.length > 0
      ? clustersUnreachable(what, unreachable)
      : failure('notFound', `there is no ${what.slice(2)}`),
  );
}

/** {@link findSnapshot} for somebody who wants to read it; fails with `permissionDenied` too. */
export async function getSnapshot(
  deps: OperationDeps,
  principal: Principal,
  which: WhichSnapshot,
): Promise<Result<Snapshot, Failure>> {
  const allowed = mayView(principal, which.projectName);
  if (!allowed.ok) return allowed;
  const found = await findSnapshot(deps, principal, which);
  return found.ok ? ok(found.value.snapshot) : found;
}
