import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { Failure } from '@asterism/api-types/common/failure';
import type { Result } from '@asterism/api-types/common/result';
import type { TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';

/** What a task does with each of its volumes. A volume that is gone is undefined. */
export interface TaskAction {
  /** Why it cannot be done with the volume as it is, also when what it is at will have ended; undefined when it can. */
  refusal(volume: Volume): TaskFailure | undefined;
  /** Why it is not to be begun at all, which does not keep back what was begun. */
  refusalOfDraft?(volume: Volume): TaskFailure | undefined;
  /** What is left to do, before anything was sent or after it is not known whether it was. */
  now(volume: Volume | undefined): 'to do' | 'under way' | 'done';
  /** What has become of it since the cluster has accepted it, by an index that was read at `asOf`. */
  follow(
    volume: Volume | undefined,
    item: TaskItemRow,
    asOf: Date,
  ): 'under way' | 'done' | TaskFailure;
  /** What of a volume matters: while that is as it was seen, it is no conflict that something else has changed. */
  relevant(volume: Volume): unknown;
  /** Asks the cluster for it, if the volume is still the one that is given; again, when an earlier run may have asked. */
  send(
    deps: OperationDeps,
    principal: Principal,
    volume: Volume,
    isRepeat: boolean,
  ): Promise<Result<unknown, Failure>>;
}
