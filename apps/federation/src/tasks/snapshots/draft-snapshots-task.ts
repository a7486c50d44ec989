import { randomUUID } from 'node:crypto';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { TASK_ITEMS_MAX, type TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import { SNAPSHOT_QUERY } from '@asterism/api-types/rules/snapshot-query';
import type { Principal } from '../../identity/principal.ts';
import { createEventLoopYielder } from '../../inventory/yield-to-event-loop.ts';
import type { OperationDeps } from '../../operations/operation-deps.ts';
import { readQuery } from '../../operations/read-query.ts';
import {
  keptBySchedules,
  type KeptBySchedule,
} from '../../operations/resource-policies/kept-by-schedules.ts';
import type { SnapshotQuery } from '../../snapshots/answer-snapshots.ts';
import type { SnapshotRow } from '../../snapshots/snapshot-row.ts';
import type { NewTaskItem } from '../../store/task-item-store.ts';
import { seenOf } from '../draft-task.ts';
import { sumItems, type DraftedTask, type DraftFrom } from '../drafted-task.ts';
import { deleteSnapshots } from './delete-snapshots.ts';

export type SnapshotsDraftRequest = OperationArguments<
  (typeof snapshotTaskApi)['draftSnapshotsTask']
>;

export interface SnapshotsDraftDeps extends Pick<
  OperationDeps,
  'monitor' | 'snapshots' | 'clusterClients' | 'log'
> {
  readonly inventory: Pick<OperationDeps['inventory'], 'clonesOf'>;
}

/** A snapshot that was chosen, as it is now, with the ETag that it had when it was chosen. */
interface Chosen {
  readonly UUID: string;
  readonly snapshot: SnapshotRow | undefined;
  readonly etag: string | undefined;
}

const GONE: TaskFailure = { kind: 'gone', reason: 'There is no such snapshot any more.' };

function chosenOf(
  { snapshots: index }: Pick<OperationDeps, 'snapshots'>,
  { rights }: Principal,
  { snapshots, matching = {} }: SnapshotsDraftRequest,
  query: SnapshotQuery,
): Chosen[] {
  if (snapshots !== undefined) {
    return Object.entries(snapshots).map(([UUID, etag]) => {
      const found = index.withUuid(UUID);
      const mayBeSeen = found !== undefined && rights.canView(found.projectName);
      return { UUID, snapshot: mayBeSeen ? found : undefined, etag };
    });
  }
  const { except = [], ...narrowing } = matching;
  const left = new Set(except.map((UUID) => UUID.toLowerCase()));
  return index
    .matching(narrowing, rights.isClusterAdmin ? undefined : rights.projects, query)
    .filter(({ key }) => !left.has(key))
    .map((snapshot) => ({ UUID: snapshot.UUID, snapshot, etag: undefined }));
}

function refusalOf(
  { rights }: Principal,
  snapshot: SnapshotRow | undefined,
): TaskFailure | undefined {
  if (snapshot === undefined) return GONE;
  if (rights.canChange(snapshot.projectName)) return deleteSnapshots.refusal(snapshot);
  const reason = `You may not change snapshots of the project ${snapshot.projectName}.`;
  return { kind: 'not-permitted', reason };
}

/** What a person is to know of a snapshot before it is deleted. */
interface ItemFacts {
  readonly clones: number;
  readonly isKept: boolean | undefined;
  readonly refusal: TaskFailure | undefined;
}

function itemOf(
  taskId: string,
  index: number,
  { UUID, snapshot, etag }: Chosen,
  { clones, isKept, refusal }: ItemFacts,
): NewTaskItem {
  return {
    taskId,
    index,
    volumeId: UUID,
    name: snapshot?.name ?? '',
    projectName: snapshot?.projectName ?? '',
    clusterId: snapshot?.clusterId ?? null,
    size: String(snapshot?.stored ?? 0n),
    etag: snapshot?.ETag ?? '',
    seen: snapshot === undefined ? '' : seenOf(deleteSnapshots, snapshot),
    isModified: snapshot !== undefined && etag !== undefined && etag !== snapshot.ETag,
    mayBeInUse: false,
    snapshots: null,
    clones: snapshot === undefined ? null : clones,
    ofVolume:
      snapshot === undefined
        ? null
        : { UUID: snapshot.sourceVolumeUUID, name: snapshot.sourceVolumeName },
    isScheduled: isKept ?? null,
    state: refusal === undefined ? 'waiting' : 'skipped',
    failure: refusal ?? null,
  };
}

/**
 * What the deletion of snapshots would do with each. Fails with `invalidArgument` when there is no snapshot, or when there are
 * too many.
 */
export async function draftSnapshotsTask(
  deps: SnapshotsDraftDeps,
  principal: Principal,
  request: SnapshotsDraftRequest,
  { origin, retryOf = null }: DraftFrom,
): Promise<Result<DraftedTask, Failure>> {
  const query = readQuery(SNAPSHOT_QUERY, request.matching?.query, {
    field: 'matching.query',
    clusters: deps.monitor.clusters(),
  });
  if (!query.ok) return query;
  const chosen = chosenOf(deps, principal, request, query.value);
  const [first] = chosen;
  if (first === undefined) return err(failure('invalidArgument', 'no snapshot matches'));
  if (chosen.length > TASK_ITEMS_MAX) {
    const problem = `must match at most ${TASK_ITEMS_MAX} snapshots: narrow it down`;
    return err(invalidField('matching', problem));
  }
  const rows = chosen.flatMap(({ snapshot }) => snapshot ?? []);
  const isKept: KeptBySchedule = await keptBySchedules(deps, principal, rows);
  const id = randomUUID();
  const items: NewTaskItem[] = [];
  const yielder = createEventLoopYielder();
  for (const one of chosen) {
    const { snapshot } = one;
    const facts = {
      clones: snapshot === undefined ? 0 : deps.inventory.clonesOf(snapshot.key).length,
      isKept: snapshot && isKept(snapshot),
      refusal: refusalOf(principal, snapshot),
    };
    items.push(itemOf(id, items.length, one, facts));
    if (yielder.isDue()) await yielder.rest();
  }
  return ok({
    items,
    task: {
      id,
      kind: request.kind,
      change: null,
      policy: null,
      subject: items.length === 1 ? (first.snapshot?.name ?? '') : '',
      startedBy: principal.subject,
      origin,
      retryOf,
      ...sumItems(items),
    },
  });
}
