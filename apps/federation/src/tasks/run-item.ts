import { setTimeout as pause } from 'node:timers/promises';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import type { ErrorKind, Failure } from '@asterism/api-types/common/failure';
import type { TaskFailure, TaskTrouble } from '@asterism/api-types/fleet-api/fleet-task';
import type { Principal } from '../identity/principal.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { seenOf } from './draft-task.ts';
import type { TaskAction } from './task-action.ts';

/** What came of an item: its cluster has accepted it, nothing is left to do, or why it was not done. */
export type ItemOutcome = 'following' | 'done' | TaskFailure;

/** Milliseconds before each further attempt, while a cluster or a volume is busy. */
const RETRY_DELAYS: readonly number[] = [500, 1000, 2000, 4000, 8000, 8000, 8000];
/** So often a volume may turn out to be another than was thought, though what matters of it is as it was. */
const READ_AGAIN_MAX = 3;

const TROUBLE: Readonly<Partial<Record<ErrorKind, TaskTrouble>>> = {
  etagMismatch: 'changed',
  notFound: 'gone',
  permissionDenied: 'not-permitted',
  unavailable: 'unavailable',
  resourceExhausted: 'unavailable',
  deadlineExceeded: 'unavailable',
};

const troubleOf = (failed: Failure): TaskFailure => ({
  kind: saysUnknown(failed) ? 'unknown' : (TROUBLE[failed.kind] ?? 'refused'),
  reason: failed.message,
});

const isBusy = (failed: Failure): boolean =>
  !saysUnknown(failed) && (failed.kind === 'unavailable' || failed.kind === 'resourceExhausted');

const CHANGED: TaskFailure = {
  kind: 'changed',
  reason: 'It was modified after the task was previewed.',
};
const GONE: TaskFailure = { kind: 'gone', reason: 'There is no such volume any more.' };

export interface RunItemOptions {
  readonly deps: OperationDeps;
  readonly principal: Principal;
  readonly action: TaskAction;
  readonly signal: AbortSignal;
}

/**
 * Does with one volume what the task is for, unless it is another than was seen. May be called again for an item of which
 * it is not known whether it was begun: what is there already is not asked for twice. Throws when the signal is aborted.
 */
export async function runItem(item: TaskItemRow, options: RunItemOptions): Promise<ItemOutcome> {
  const { deps, principal, action, signal } = options;
  let attempt = 0;
  for (let read = 1; ;) {
    signal.throwIfAborted();
    const volume = deps.inventory.find(item.volumeId);
    const now = action.now(volume);
    if (now === 'done') return 'done';
    if (now === 'under way') return 'following';
    if (volume === undefined) return GONE;
    if (volume.ETag !== item.etag && seenOf(action, volume) !== item.seen) return CHANGED;
    const refusal = action.refusal(volume);
    if (refusal !== undefined) return refusal;
    const sent = await action.send(deps, principal, volume);
    if (sent.ok) return 'following';
    if (sent.error.kind === 'etagMismatch' && read < READ_AGAIN_MAX) {
      // It has been read anew: what has changed may not matter.
      read += 1;
      continue;
    }
    const delay = isBusy(sent.error) ? RETRY_DELAYS[attempt] : undefined;
    if (delay === undefined) return troubleOf(sent.error);
    attempt += 1;
    await pause(delay, undefined, { signal });
  }
}
