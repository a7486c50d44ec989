import {
  isDrafted,
  type DraftedKind,
  type FleetTask,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { CallOptions, ApiResult } from '@asterism/api-types/client/client';
import { queryClient, queryKeys } from './query-client.ts';
import { taskCalls } from './task-queries.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

/** How long a task can be undone before it begins, in seconds. */
export const UNDO_SECONDS: Readonly<Record<DraftedKind, number>> = {
  'delete volumes': 30,
  'change volumes': 10,
  // When it is taken matters, and it changes no volume.
  'snapshot volumes': 0,
  'schedule volumes': 10,
  'delete snapshots': 30,
  'save QoS policy': 0,
  'delete QoS policy': 30,
};

type Send = (
  input: { readonly taskId: string },
  options?: CallOptions,
) => Promise<ApiResult<FleetTask>>;

export type TaskWrite = Write<FleetTask, WriteOutcome<FleetTask>>;

/** Puts a task as it is now where the console shows it. Events do so too: this is for a stream that is down. */
function remember(task: FleetTask): void {
  queryClient.setQueryData([...queryKeys.task, task.id], task);
  void queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
  void queryClient.invalidateQueries({ queryKey: [...queryKeys.taskItems, task.id] });
}

/** A change of a task; `isDone` says whether the task shows it, for when the answer is lost. */
const steer =
  (send: (task: FleetTask) => ReturnType<Send>, isDone: (task: FleetTask) => boolean): TaskWrite =>
  async (task, onChecking) => {
    const outcome = await sendWrite({
      send: () => send(task),
      async find(signal) {
        const now = await taskCalls.getTask({ taskId: task.id }, { signal });
        // A draft that is discarded is gone.
        const isGone = !now.ok && now.error.status === 404 && task.state === 'DRAFT';
        if (isGone) return { kind: 'done', value: { ...task, state: 'CANCELED' as const } };
        if (!now.ok) return { kind: 'open' };
        return isDone(now.value) ? { kind: 'done', value: now.value } : { kind: 'not-done' };
      },
      onChecking,
    });
    if (outcome.kind === 'done') remember(outcome.value);
    // It has gone on since it was read.
    else void queryClient.invalidateQueries({ queryKey: [...queryKeys.task, task.id] });
    return outcome;
  };

const byId =
  (send: Send) =>
  ({ id }: FleetTask) =>
    send({ taskId: id });

const startIn = (undoSecondsOf: (task: FleetTask) => number): TaskWrite =>
  steer(
    (task) => taskCalls.startTask({ taskId: task.id, undoSeconds: undoSecondsOf(task) }),
    ({ state }) => state !== 'DRAFT',
  );

/** Starts a draft, when the time to undo it is over. */
export const startTask = startIn(({ kind }) => (isDrafted(kind) ? UNDO_SECONDS[kind] : 0));

/** Starts a draft that takes nothing from anybody. */
export const startTaskAtOnce = startIn(() => 0);

export const pauseTask = steer(
  byId(taskCalls.pauseTask),
  ({ state, asked }) => state === 'PAUSED' || asked === 'pause',
);

export const resumeTask = steer(
  byId(taskCalls.resumeTask),
  ({ state, asked }) => state !== 'PAUSED' && asked === undefined,
);

/** Cancels a task: before it begins that undoes it, and of a draft nothing is left. */
export const cancelTask = steer(
  byId(taskCalls.cancelTask),
  ({ state, asked }) => state === 'CANCELED' || asked === 'cancel',
);

/** Drafts a task of what another one has not done; its value is the draft. */
export const retryTask: TaskWrite = async ({ id }, onChecking, idempotencyKey) => {
  const outcome = await sendWrite({
    send: () => taskCalls.retryTask({ taskId: id }, { idempotencyKey }),
    onChecking,
  });
  if (outcome.kind === 'done')
    queryClient.setQueryData([...queryKeys.task, outcome.value.id], outcome.value);
  return outcome;
};
