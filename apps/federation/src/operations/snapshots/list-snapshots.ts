import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { snapshotOperations } from '@asterism/api-types/cluster-api/snapshot-operations';
import { invalidField, type Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments, OperationInput } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { askClusters } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { mayView } from '../project-access.ts';

type ListSnapshots = (typeof snapshotOperations)['listSnapshots'];
type ListQuery = OperationArguments<ListSnapshots>;

/** The most snapshots in one answer, as of volumes. */
const PAGE_MAX = 1000;

const wants = (wanted: string | undefined, actual: string): boolean =>
  wanted === undefined || wanted === '' || wanted.toLowerCase() === actual.toLowerCase();

/** Whether a snapshot that was read before belongs into the answer. */
function filterOf({ UUID, Name = '', sourceVolumeUUID, offsetUUID = '', showAll }: ListQuery) {
  const after = offsetUUID.toLowerCase();
  return (snapshot: Snapshot): boolean =>
    snapshot.UUID.toLowerCase() > after &&
    (showAll === true || snapshot.state !== 'Deleting') &&
    (Name === '' || snapshot.name === Name) &&
    wants(UUID, snapshot.UUID) &&
    wants(sourceVolumeUUID, snapshot.sourceVolumeUUID);
}

const isNarrowed = ({ UUID = '', Name = '', sourceVolumeUUID = '' }: ListQuery): boolean =>
  UUID + Name + sourceVolumeUUID !== '';

/** The query as it goes on to each cluster. */
function inputOf(query: ListQuery, limit: number): OperationInput<ListSnapshots> {
  const { showAll, limit: _, ...rest } = query;
  return {
    ...rest,
    limit: String(limit),
    ...(showAll === true ? { showAll: 'true' as const } : {}),
  };
}

const byUuid = (a: Snapshot, b: Snapshot): number =>
  a.UUID.toLowerCase() < b.UUID.toLowerCase() ? -1 : 1;

/**
 * A page of a project's snapshots on all clusters, in the order of their UUIDs. Every cluster gives its own page and the
 * lowest of all are the answer; for one that cannot be reached in time, what was last read of it counts.
 */
export async function listSnapshots(
  deps: OperationDeps,
  principal: Principal,
  query: ListQuery,
): Promise<Result<{ snapshots: Snapshot[] }, Failure>> {
  const allowed = mayView(principal, query.projectName);
  if (!allowed.ok) return allowed;
  const limit = Math.min(query.limit ?? PAGE_MAX, PAGE_MAX);
  if (limit < 1) return err(invalidField('limit', 'must be at least 1'));
  const { projectName, offsetUUID = '' } = query;
  const { monitor, knownSnapshots: known } = deps;
  const input = inputOf(query, limit);
  const { answered, unreachable } = await askClusters(
    deps,
    monitor.clusters(),
    principal,
    (client, options, { id }) =>
      client.listSnapshots(input, {
        ...options,
        onList: (reading) => monitor.noteUnreadable(id, 'snapshots', reading),
      }),
  );
  const now = answered.flatMap(({ cluster, value: { snapshots } }) => {
    if (isNarrowed(query)) for (const snapshot of snapshots) known.put(cluster.id, snapshot);
    else {
      const isLast = snapshots.length < limit;
      known.putPage(cluster.id, { projectName, offsetUUID, snapshots, isLast });
    }
    return snapshots.map((snapshot) => ({ ...snapshot, clusterId: cluster.id }));
  });
  const before = unreachable.flatMap(({ id }) => known.of(id, projectName).filter(filterOf(query)));
  return ok({ snapshots: [...now, ...before].sort(byUuid).slice(0, limit) });
}
