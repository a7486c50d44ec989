import { failure, invalidField, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { TASK_ITEMS_MAX, type TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import { createEventLoopYielder } from '../inventory/yield-to-event-loop.ts';
import type { NewTaskItem, TaskItemRow } from '../store/task-item-store.ts';
import { DETACHED, isClusterThere, type ClustersThere } from './detached.ts';
import { goneOf, seenOf, type TargetNoun, type TaskAction } from './task-action.ts';

/** What was chosen, as it is now, with the ETag that it had when it was chosen. */
export interface Chosen<Target> {
  readonly UUID: string;
  readonly target: Target | undefined;
  readonly etag: string | undefined;
}

/** What was chosen for a task, all of it; `invalidArgument` when that is nothing, or too much. */
export async function takeChosen<Target>(
  noun: TargetNoun,
  chosen: Iterable<Chosen<Target>> | AsyncIterable<Chosen<Target>>,
): Promise<Result<readonly Chosen<Target>[], Failure>> {
  const taken: Chosen<Target>[] = [];
  for await (const one of chosen) {
    if (taken.length === TASK_ITEMS_MAX) {
      const problem = `must match at most ${TASK_ITEMS_MAX} ${noun}s: narrow it down`;
      return err(invalidField('matching', problem));
    }
    taken.push(one);
  }
  return taken.length === 0 ? err(failure('invalidArgument', `no ${noun} matches`)) : ok(taken);
}

/** What every target has. */
interface AnyTarget {
  readonly name: string;
  readonly projectName: string;
  readonly clusterId: string;
  readonly ETag: string;
}

/** What a person is to know of a target before the task is started. */
export type ItemFacts = Pick<
  NewTaskItem,
  'size' | 'mayBeInUse' | 'snapshots' | 'clones' | 'ofVolume' | 'isScheduled'
>;

/** What the items of a draft are made of. */
export interface Drafting<Target> {
  readonly taskId: string;
  readonly noun: TargetNoun;
  readonly action: Pick<TaskAction<Target>, 'refusal' | 'refusalOfDraft' | 'relevant'>;
  /** What knows the targets of each cluster. */
  readonly there: ClustersThere;
  readonly factsOf: (target: Target, isToDo: boolean) => ItemFacts;
  /** What the task that this is a retry of has not done. */
  readonly former: readonly TaskItemRow[];
}

function refusalOf<Target extends AnyTarget>(
  { action, noun }: Drafting<Target>,
  { rights }: Principal,
  target: Target,
): TaskFailure | undefined {
  const { projectName } = target;
  if (rights.canChange(projectName)) {
    return action.refusal(target) ?? action.refusalOfDraft?.(target);
  }
  const reason = `You may not change ${noun}s of the project ${projectName}.`;
  return { kind: 'not-permitted', reason };
}

const unknownFacts = (former: TaskItemRow | undefined): ItemFacts => ({
  size: former?.size ?? '0',
  mayBeInUse: false,
  snapshots: null,
  clones: null,
  ofVolume: former?.ofVolume ?? null,
});

function itemOf<Target extends AnyTarget>(
  drafting: Drafting<Target>,
  principal: Principal,
  { UUID, target, etag }: Chosen<Target>,
  former: TaskItemRow | undefined,
): Omit<NewTaskItem, 'index'> {
  const { taskId, noun, action, there, factsOf } = drafting;
  const known = target ?? former;
  const isAway = former !== undefined && !isClusterThere(there, former);
  const missing = isAway ? DETACHED.before : goneOf(noun);
  const refusal = target === undefined ? missing : refusalOf(drafting, principal, target);
  const facts =
    target === undefined ? unknownFacts(former) : factsOf(target, refusal === undefined);
  return {
    taskId,
    volumeId: UUID,
    name: known?.name ?? '',
    projectName: known?.projectName ?? '',
    clusterId: known?.clusterId ?? null,
    etag: target?.ETag ?? '',
    seen: target === undefined ? '' : seenOf(action, target),
    isModified: target !== undefined && etag !== undefined && etag !== target.ETag,
    ...facts,
    state: refusal === undefined ? 'waiting' : 'skipped',
    failure: refusal ?? null,
  };
}

/** What a task would do with each of its targets, made in turns: there may be very many. */
export async function draftItems<Target extends AnyTarget>(
  drafting: Drafting<Target>,
  principal: Principal,
  chosen: readonly Chosen<Target>[],
): Promise<NewTaskItem[]> {
  const formerById = new Map(drafting.former.map((one) => [one.volumeId, one]));
  const yielder = createEventLoopYielder();
  const items: NewTaskItem[] = [];
  for (const one of chosen) {
    const item = itemOf(drafting, principal, one, formerById.get(one.UUID));
    items.push({ ...item, index: items.length });
    if (yielder.isDue()) await yielder.rest();
  }
  return items;
}
