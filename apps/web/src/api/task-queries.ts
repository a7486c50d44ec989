import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

/** The calls about tasks. They have a client of their own, for the first page needs none of them. */
export const taskCalls = createClient(taskApi, inSession);

type TasksInput = OperationInput<typeof taskApi.listTasks>;
type TaskItemsInput = OperationInput<typeof taskApi.listTaskItems>;

/** A window of the tasks that were started, the newest first. */
export const tasksQuery = (question: TasksInput) =>
  queryOptions({
    queryKey: [...queryKeys.tasks, question],
    queryFn: ({ signal }) => valueOf(taskCalls.listTasks(question, { signal })),
    refetchInterval: fallbackInterval,
  });

/** What other programs write, one volume at a time, would hide what people do; the list of tasks has it. */
const OF_PEOPLE = { singleWrites: 'console' } as const;

/** What was started, and has not ended; as the list of tasks has it in its address, too. */
export const ACTIVE_TASKS = { ...OF_PEOPLE, state: 'PENDING,RUNNING,PAUSED' } as const;
/** What failed in the last days, and nobody has done again; the newest first. */
export const FAILED_TASKS = { ...OF_PEOPLE, unresolved: 'true', sort: 'ended' } as const;
/** What is done since then, in epoch milliseconds; the newest first. */
export const doneTasks = (since: number) =>
  ({
    ...OF_PEOPLE,
    state: 'COMPLETED',
    endedAfter: new Date(since).toISOString(),
    sort: 'ended',
  }) as const;

export const activeTasksQuery = () => tasksQuery({ ...ACTIVE_TASKS, limit: '50' });
export const failedTasksQuery = () => tasksQuery({ ...FAILED_TASKS, limit: '50' });
export const doneTasksQuery = (since: number) => tasksQuery({ ...doneTasks(since), limit: '10' });

export const taskQuery = (taskId: string) =>
  queryOptions({
    queryKey: [...queryKeys.task, taskId],
    queryFn: ({ signal }) => valueOf(taskCalls.getTask({ taskId }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** A window of the volumes of a task, failures first. */
export const taskItemsQuery = ({ taskId, ...question }: TaskItemsInput) =>
  queryOptions({
    queryKey: [...queryKeys.taskItems, taskId, question],
    queryFn: ({ signal }) => valueOf(taskCalls.listTaskItems({ taskId, ...question }, { signal })),
    refetchInterval: fallbackInterval,
  });
