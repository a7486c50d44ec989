import { createHash, randomUUID } from 'node:crypto';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { TASK_ITEMS_MAX, type TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { taskApi } from '@asterism/api-types/fleet-api/task-api';
import type { MatchingVolumes } from '@asterism/api-types/fleet-api/task-targets';
import { ALLOW_ANY } from '@asterism/api-types/rules/access-lists';
import type { Principal } from '../identity/principal.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { createEventLoopYielder } from '../inventory/yield-to-event-loop.ts';
import { dependentsOf, type Dependents } from '../operations/volumes/volume-dependents.ts';
import type { SnapshotIndex } from '../snapshots/snapshot-index.ts';
import { VOLUME_QUERY } from '@asterism/api-types/rules/volume-query';
import { readQuery } from '../operations/read-query.ts';
import type { NewTaskItem, TaskItemRow } from '../store/task-item-store.ts';
import { DETACHED, isClusterThere, type ClustersThere } from './detached.ts';
import { sumItems, type DraftedTask, type DraftFrom } from './drafted-task.ts';
import type { TaskAction } from './task-action.ts';
import { taskActionOf } from './task-action-of.ts';

export type DraftRequest = OperationArguments<(typeof taskApi)['draftTask']>;

/** A volume that was chosen, as it is now, with the ETag that it had when it was chosen. */
interface Chosen {
  readonly UUID: string;
  readonly volume: Volume | undefined;
  readonly etag: string | undefined;
}

const PAGE = 500;

/** What of a target matters to a task, as a short text. */
export const seenOf = <Target>(
  action: Pick<TaskAction<Target>, 'relevant'>,
  target: Target,
): string =>
  createHash('sha256')
    .update(JSON.stringify(action.relevant(target)))
    .digest('base64url')
    .slice(0, 22);

const mayBeInUse = ({ acl, connectedHosts }: Volume): boolean =>
  connectedHosts.length > 0 || acl.values.includes(ALLOW_ANY);

/** All that match, in the order of their names; those that come or go meanwhile may be among them or not. */
async function* allMatching(
  inventory: Pick<Inventory, 'ask'>,
  { rights }: Principal,
  { except = [], ...matching }: MatchingVolumes,
): AsyncGenerator<Chosen> {
  const visible = rights.isClusterAdmin ? undefined : rights.projects;
  const yielder = createEventLoopYielder();
  const met = new Set(except.map((UUID) => UUID.toLowerCase()));
  for (let offset = 0; ; offset += PAGE) {
    const question = { ...matching, sort: 'name', order: 'asc', offset, limit: PAGE } as const;
    const { volumes } = inventory.ask(question, visible);
    for (const volume of volumes) {
      const id = volume.UUID.toLowerCase();
      if (met.has(id)) continue;
      met.add(id);
      yield { UUID: volume.UUID, volume, etag: undefined };
    }
    if (volumes.length < PAGE) return;
    await yielder.rest();
  }
}

function chosenByName(
  inventory: Pick<Inventory, 'find'>,
  { rights }: Principal,
  volumes: Readonly<Record<string, string>>,
): Chosen[] {
  return Object.entries(volumes).map(([UUID, etag]) => {
    const volume = inventory.find(UUID);
    const mayBeSeen = volume !== undefined && rights.canView(volume.projectName);
    return { UUID, volume: mayBeSeen ? volume : undefined, etag };
  });
}

const GONE: TaskFailure = { kind: 'gone', reason: 'There is no such volume any more.' };

function refusalOf(
  { rights }: Principal,
  action: TaskAction,
  volume: Volume | undefined,
): TaskFailure | undefined {
  if (volume === undefined) return GONE;
  if (rights.canChange(volume.projectName)) {
    return action.refusal(volume) ?? action.refusalOfDraft?.(volume);
  }
  const reason = `You may not change volumes of the project ${volume.projectName}.`;
  return { kind: 'not-permitted', reason };
}

interface ItemFacts {
  readonly action: TaskAction;
  readonly refusal: TaskFailure | undefined;
  readonly dependents: Dependents | undefined;
  /** Of a task that is tried again. */
  readonly former: TaskItemRow | undefined;
}

function itemOf(
  taskId: string,
  index: number,
  { UUID, volume, etag }: Chosen,
  { action, refusal, dependents, former }: ItemFacts,
): NewTaskItem {
  const known = volume ?? former;
  return {
    taskId,
    index,
    volumeId: UUID,
    name: known?.name ?? '',
    projectName: known?.projectName ?? '',
    clusterId: known?.clusterId ?? null,
    size: known?.size ?? '0',
    etag: volume?.ETag ?? '',
    seen: volume === undefined ? '' : seenOf(action, volume),
    isModified: volume !== undefined && etag !== undefined && etag !== volume.ETag,
    mayBeInUse: volume !== undefined && mayBeInUse(volume),
    snapshots: dependents?.snapshots.length ?? null,
    clones: dependents?.clones.length ?? null,
    state: refusal === undefined ? 'waiting' : 'skipped',
    failure: refusal ?? null,
  };
}

/** What a draft is made of. */
export interface DraftSources {
  readonly inventory: Pick<Inventory, 'ask' | 'find' | 'clonesOf' | 'asOf'>;
  readonly monitor: ClustersThere['monitor'];
  readonly snapshots: SnapshotIndex;
}

/**
 * What a task would do with each volume. Fails with `invalidArgument` when there is no volume, or when there are too many.
 */
export async function draftTask(
  fleet: DraftSources,
  principal: Principal,
  { kind, change, snapshot, volumes, matching }: DraftRequest,
  { origin, retryOf = null, former = [] }: DraftFrom,
): Promise<Result<DraftedTask, Failure>> {
  const understood = readQuery(VOLUME_QUERY, matching?.query, { field: 'matching.query' });
  if (!understood.ok) return understood;
  const { inventory } = fleet;
  const id = randomUUID();
  const action = taskActionOf({ kind, change, snapshot }, fleet.snapshots);
  const chosen =
    volumes === undefined
      ? allMatching(inventory, principal, matching ?? {})
      : chosenByName(inventory, principal, volumes);
  const yielder = createEventLoopYielder();
  const formerById = new Map(former.map((one) => [one.volumeId, one]));
  const items: NewTaskItem[] = [];
  for await (const one of chosen) {
    if (items.length === TASK_ITEMS_MAX) {
      return err(
        invalidField('matching', `must match at most ${TASK_ITEMS_MAX} volumes: narrow it down`),
      );
    }
    const { volume } = one;
    const before = formerById.get(one.UUID);
    const isAway = volume === undefined && before !== undefined && !isClusterThere(fleet, before);
    const refusal = isAway ? DETACHED.before : refusalOf(principal, action, volume);
    const dependents =
      kind === 'delete volumes' && volume !== undefined && refusal === undefined
        ? dependentsOf(fleet, volume)
        : undefined;
    items.push(itemOf(id, items.length, one, { action, refusal, dependents, former: before }));
    if (yielder.isDue()) await yielder.rest();
  }
  const [first] = items;
  if (first === undefined) return err(failure('invalidArgument', 'no volume matches'));
  return ok({
    items,
    task: {
      id,
      kind,
      change: change ?? null,
      policy: null,
      snapshot: snapshot ?? null,
      subject: items.length === 1 ? first.name : '',
      startedBy: principal.subject,
      origin,
      retryOf,
      ...sumItems(items),
    },
  });
}
