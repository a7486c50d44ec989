import { randomUUID } from 'node:crypto';
import type { Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { SNAPSHOT_QUERY } from '@asterism/api-types/rules/snapshot-query';
import type { Principal } from '../../identity/principal.ts';
import type { OperationDeps } from '../../operations/operation-deps.ts';
import { readQuery } from '../../operations/read-query.ts';
import { keptBySchedules } from '../../operations/resource-policies/kept-by-schedules.ts';
import type { SnapshotQuery } from '../../snapshots/answer-snapshots.ts';
import type { SnapshotRow } from '../../snapshots/snapshot-row.ts';
import { draftItems, takeChosen, type Chosen, type ItemFacts } from '../draft-items.ts';
import { sumItems, type DraftedTask, type DraftFrom } from '../drafted-task.ts';
import { deleteSnapshots } from './delete-snapshots.ts';

export type SnapshotsDraftRequest = OperationArguments<
  (typeof snapshotTaskApi)['draftSnapshotsTask']
>;

export interface SnapshotsDraftDeps extends Pick<
  OperationDeps,
  'monitor' | 'snapshots' | 'clusterClients' | 'log'
> {
  readonly inventory: Pick<OperationDeps['inventory'], 'clonesOf' | 'asOf'>;
}

function chosenOf(
  { snapshots: index }: Pick<OperationDeps, 'snapshots'>,
  { rights }: Principal,
  { snapshots, matching = {} }: SnapshotsDraftRequest,
  query: SnapshotQuery,
): Chosen<SnapshotRow>[] {
  if (snapshots !== undefined) {
    return Object.entries(snapshots).map(([UUID, etag]) => {
      const found = index.withUuid(UUID);
      const mayBeSeen = found !== undefined && rights.canView(found.projectName);
      return { UUID, target: mayBeSeen ? found : undefined, etag };
    });
  }
  const { except = [], ...narrowing } = matching;
  const left = new Set(except.map((UUID) => UUID.toLowerCase()));
  return index
    .matching(narrowing, rights.isClusterAdmin ? undefined : rights.projects, query)
    .filter(({ key }) => !left.has(key))
    .map((snapshot) => ({ UUID: snapshot.UUID, target: snapshot, etag: undefined }));
}

/**
 * What the deletion of snapshots would do with each. Fails with `invalidArgument` when there is no snapshot, or when there are
 * too many.
 */
export async function draftSnapshotsTask(
  deps: SnapshotsDraftDeps,
  principal: Principal,
  request: SnapshotsDraftRequest,
  { origin, retryOf = null, former = [] }: DraftFrom,
): Promise<Result<DraftedTask, Failure>> {
  const { monitor, inventory, snapshots: index } = deps;
  const query = readQuery(SNAPSHOT_QUERY, request.matching?.query, {
    field: 'matching.query',
    clusters: monitor.clusters(),
  });
  if (!query.ok) return query;
  const chosen = await takeChosen('snapshot', chosenOf(deps, principal, request, query.value));
  if (!chosen.ok) return chosen;
  const rows = chosen.value.flatMap(({ target }) => target ?? []);
  const isKept = await keptBySchedules(deps, principal, rows);
  const id = randomUUID();
  const factsOf = (snapshot: SnapshotRow): ItemFacts => ({
    size: String(snapshot.stored),
    mayBeInUse: false,
    snapshots: null,
    // Its clones are volumes of its cluster, which are not known before they were read.
    clones:
      inventory.asOf(snapshot.clusterId) === undefined
        ? null
        : inventory.clonesOf(snapshot.key).length,
    ofVolume: { UUID: snapshot.sourceVolumeUUID, name: snapshot.sourceVolumeName },
    isScheduled: isKept(snapshot) ?? null,
  });
  const there = { monitor, inventory: index };
  const items = await draftItems(
    { taskId: id, noun: 'snapshot', action: deleteSnapshots, there, factsOf, former },
    principal,
    chosen.value,
  );
  return ok({
    items,
    task: {
      id,
      kind: request.kind,
      change: null,
      policy: null,
      subject: items.length === 1 ? (items[0]?.name ?? '') : '',
      startedBy: principal.subject,
      origin,
      retryOf,
      ...sumItems(items),
    },
  });
}
