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

/** The tasks that have not ended. */
export const activeTasksQuery = () => tasksQuery({ state: 'PENDING,RUNNING,PAUSED', limit: '50' });

/** The last tasks that have done what they could. */
export const endedTasksQuery = () => tasksQuery({ state: 'COMPLETED,FAILED', limit: '50' });

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
