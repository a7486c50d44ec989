import { createHash } from 'node:crypto';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';

/** What a task does with each of its targets: volumes, unless it says what else. One that is gone is undefined. */
export interface TaskAction<Target = Volume> {
  /** Why it cannot be done with the target as it is, also when what it is at will have ended; undefined when it can. */
  refusal(target: Target): TaskFailure | undefined;
  /** Why it is not to be begun at all, which does not keep back what was begun. */
  refusalOfDraft?(target: Target): TaskFailure | undefined;
  /** What is left to do, before anything was sent or after it is not known whether it was. */
  now(target: Target | undefined): 'to do' | 'under way' | 'done';
  /** What has become of it since the cluster has accepted it, by an index that was read at `asOf`. */
  follow(
    target: Target | undefined,
    item: TaskItemRow,
    asOf: Date,
  ): 'under way' | 'done' | TaskFailure;
  /** What of a target matters: while that is as it was seen, it is no conflict that something else has changed. */
  relevant(target: Target): unknown;
  /** Asks the cluster for it, if the target is still the one that is given; again, when an earlier run may have asked. */
  send(
    deps: OperationDeps,
    principal: Principal,
    target: Target,
    isRepeat: boolean,
  ): Promise<Result<unknown, Failure>>;
}

/** What is known of the targets of a task. */
export interface Targets<Target> {
  /** The target of an item as its cluster had it when it was last read. */
  find(item: TaskItemRow): Target | undefined;
  /** When all targets of the cluster were last read; undefined before that: what is missing need not be gone. */
  asOf(clusterId: string): Date | undefined;
}

/** What the targets of a task are, for people. */
export type TargetNoun = 'volume' | 'snapshot';

/** Why nothing is done with a target that is not there. */
export const goneOf = (noun: TargetNoun): TaskFailure => ({
  kind: 'gone',
  reason: `This ${noun} no longer exists.`,
});

/** What of a target matters to a task, as a short text. */
export const seenOf = <Target>(
  action: Pick<TaskAction<Target>, 'relevant'>,
  target: Target,
): string =>
  createHash('sha256')
    .update(JSON.stringify(action.relevant(target)))
    .digest('base64url')
    .slice(0, 22);
