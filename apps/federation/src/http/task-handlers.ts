import type { IncomingMessage } from 'node:http';
import type { Handlers } from '@asterism/api-server/operation-router';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Failure } from '@asterism/api-types/common/failure';
import type { FleetTask, TaskOrigin } from '@asterism/api-types/fleet-api/fleet-task';
import type { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { searchWords } from '@asterism/api-types/rules/search-words';
import type { Principal } from '../identity/principal.ts';
import type { TaskItemStore } from '../store/task-item-store.ts';
import type { TaskRow, TaskStore } from '../store/task-store.ts';
import { listTransitions } from '../transitions/list-transitions.ts';
import type { TransitionWatch } from '../transitions/transition-watch.ts';
import type { TaskService } from '../tasks/task-service.ts';
import { fleetTaskOf, taskItemOf } from '../tasks/task-view.ts';

export interface TaskHandlerDeps {
  readonly store: Pick<TaskStore, 'page' | 'people' | 'usualTimes'>;
  readonly items: Pick<TaskItemStore, 'page'>;
  readonly service: TaskService;
  readonly transitions: Pick<TransitionWatch, 'all'>;
  readonly originOf: (request: IncomingMessage) => TaskOrigin;
}

/** `/fleet/tasks`, and what is drafted elsewhere. */
export function taskHandlers({
  store,
  items,
  service,
  transitions,
  originOf,
}: TaskHandlerDeps): Handlers<typeof taskApi & typeof policyTaskApi, Principal> {
  async function shown(
    task: Promise<Result<TaskRow, Failure>>,
  ): Promise<Result<FleetTask, Failure>> {
    const found = await task;
    return found.ok ? ok(fleetTaskOf(found.value, await store.usualTimes())) : found;
  }

  return {
    listTransitions: ({ slow, volume }, { principal }) =>
      ok(listTransitions(transitions, principal, { slow, volume })),
    draftTask: (input, { principal, request }) =>
      shown(service.draft(input, principal, originOf(request))),
    draftPolicyTask: (input, { principal, request }) =>
      shown(service.draftPolicy(input, principal, originOf(request))),
    async listTasks(question, { principal }) {
      const { rights } = principal;
      const visible = rights.isClusterAdmin ? undefined : rights.projects;
      const { rows, total } = await store.page({
        ...question,
        words: searchWords(question.search ?? ''),
        visible,
      });
      const usual = await store.usualTimes();
      const people = await store.people(visible);
      return ok({ tasks: rows.map((row) => fleetTaskOf(row, usual)), total, people });
    },
    getTask: ({ taskId }, { principal }) => shown(service.find(taskId, principal)),
    async listTaskItems({ taskId, search = '', state = [], offset, limit }, { principal }) {
      const task = await service.find(taskId, principal);
      if (!task.ok) return task;
      const words = searchWords(search);
      const { rows, total } = await items.page(taskId, { words, states: state, offset, limit });
      return ok({ items: rows.map(taskItemOf), total });
    },
    startTask: ({ taskId, undoSeconds }, { principal }) =>
      shown(service.start(taskId, principal, undoSeconds)),
    pauseTask: ({ taskId }, { principal }) => shown(service.pause(taskId, principal)),
    resumeTask: ({ taskId }, { principal }) => shown(service.resume(taskId, principal)),
    cancelTask: ({ taskId }, { principal }) => shown(service.cancel(taskId, principal)),
    retryTask: ({ taskId }, { principal, request }) =>
      shown(service.retry(taskId, principal, originOf(request))),
  };
}
