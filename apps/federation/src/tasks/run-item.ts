import { setTimeout as pause } from 'node:timers/promises';
import { saysUnknown } from '@asterism/api-types/common/error-details';
import type { ErrorKind, Failure } from '@asterism/api-types/common/failure';
import type { TaskFailure, TaskTrouble } from '@asterism/api-types/fleet-api/fleet-task';
import { RESERVED_MS } from '../store/name-reservations.ts';
import type { TaskItemRow } from '../store/task-item-store.ts';
import { DETACHED, isClusterThere } from './detached.ts';
import { goneOf, seenOf, type TaskAction, type Targets } from './task-action.ts';
import type { ItemOutcome, RunOptions } from './task-run.ts';

/** Milliseconds before each further attempt, while a cluster or a target is busy. */
export const RETRY_DELAYS: readonly number[] = [500, 1000, 2000, 4000, 8000, 8000, 8000];
/** … of an item that an earlier run has begun: what that one has reserved is free again before the last. */
export const REPEAT_DELAYS: readonly number[] = [
  ...RETRY_DELAYS,
  ...Array.from({ length: Math.ceil(RESERVED_MS / 8000) }, () => 8000),
];
/** So often a target may turn out to be another than was thought, though what matters of it is as it was. */
const READ_AGAIN_MAX = 3;

const TROUBLE: Readonly<Partial<Record<ErrorKind, TaskTrouble>>> = {
  aborted: 'unavailable',
  etagMismatch: 'changed',
  notFound: 'gone',
  permissionDenied: 'not-permitted',
  unavailable: 'unavailable',
  resourceExhausted: 'unavailable',
  deadlineExceeded: 'unavailable',
};

/** Why an item has failed, by what its cluster said. */
export const troubleOf = (failed: Failure): TaskFailure => ({
  kind: saysUnknown(failed) ? 'unknown' : (TROUBLE[failed.kind] ?? 'refused'),
  reason: failed.message,
});

/** Why nobody knows whether an item was done, which may have been begun before. */
export const perhapsDone = ({ reason }: TaskFailure): TaskFailure => ({
  kind: 'unknown',
  reason: `It may have been done already. ${reason}`,
});

/** `aborted`: something else is being done with the target, such as a clone that is made of a snapshot. */
const PASSES: ReadonlySet<ErrorKind> = new Set<ErrorKind>([
  'unavailable',
  'resourceExhausted',
  'aborted',
]);

/** Whether its cluster is to be asked again a little later. */
export const isBusy = (failed: Failure): boolean => !saysUnknown(failed) && PASSES.has(failed.kind);

const CHANGED: TaskFailure = {
  kind: 'changed',
  reason: 'It was modified after the task was previewed.',
};

/**
 * Does with one target what the task is for, unless it is another than was seen. May be called again for an item of which
 * it is not known whether it was begun: what is there already is not asked for twice. Throws when the signal is aborted.
 */
export async function runItem<Target extends { readonly ETag: string }>(
  item: TaskItemRow,
  action: TaskAction<Target>,
  targets: Targets<Target>,
  { deps, principal, signal }: RunOptions,
): Promise<ItemOutcome> {
  const there = { monitor: deps.monitor, inventory: targets };
  const delays = item.state === 'running' ? REPEAT_DELAYS : RETRY_DELAYS;
  let attempt = 0;
  for (let read = 1; ;) {
    signal.throwIfAborted();
    if (!isClusterThere(there, item)) {
      return item.state === 'waiting' ? DETACHED.before : DETACHED.since;
    }
    const target = targets.find(item);
    const now = action.now(target);
    if (now === 'done') return 'done';
    if (now === 'under way') return 'following';
    // A snapshot that is gone is done.
    if (target === undefined) return goneOf('volume');
    if (target.ETag !== item.etag && seenOf(action, target) !== item.seen) return CHANGED;
    const refusal = action.refusal(target);
    if (refusal !== undefined) return refusal;
    const sent = await action.send(deps, principal, target, item.state === 'running');
    if (sent.ok) return 'following';
    if (!isClusterThere(there, item)) return DETACHED.since;
    if (sent.error.kind === 'etagMismatch' && read < READ_AGAIN_MAX) {
      // It has been read anew: what has changed may not matter.
      read += 1;
      continue;
    }
    const delay = isBusy(sent.error) ? delays[attempt] : undefined;
    if (delay === undefined) return troubleOf(sent.error);
    attempt += 1;
    await pause(delay, undefined, { signal });
  }
}
