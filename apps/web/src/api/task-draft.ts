import type { OperationInput } from '@asterism/api-types/common/operation';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { taskCalls } from './task-queries.ts';
import { sendWrite, type WriteOutcome } from './write.ts';

export type DraftTaskInput = OperationInput<typeof taskApi.draftTask>;

/** Previews a task. Nothing is lost with a lost answer: a draft does nothing, and lapses. */
export const draftTask = (
  input: DraftTaskInput,
  onChecking: () => void,
  idempotencyKey?: string,
): Promise<WriteOutcome<FleetTask>> => {
  const options = idempotencyKey === undefined ? {} : { idempotencyKey };
  return sendWrite({ send: () => taskCalls.draftTask(input, options), onChecking });
};

/** Takes a draft away that nobody will start. When that fails, it lapses. */
export const discardDraft = (taskId: string): void => void taskCalls.cancelTask({ taskId });
