import type { IncomingMessage } from 'node:http';
import type { Handlers } from '@asterism/api-server/operation-router';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Failure } from '@asterism/api-types/common/failure';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { policyTaskApi } from '@asterism/api-types/fleet-api/qos-policy-task';
import type { snapshotTaskApi } from '@asterism/api-types/fleet-api/snapshot-task';
import type { taskApi } from '@asterism/api-types/fleet-api/task-api';
import { searchWords } from '@asterism/api-types/rules/search-words';
import { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import type { Principal } from '../identity/principal.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { readQuery } from '../operations/read-query.ts';
import type { TaskItemStore } from '../store/task-item-store.ts';
import type { TaskList } from '../store/task-list.ts';
import type { TaskRow, TaskStore } from '../store/task-store.ts';
import type { WorkflowTimes } from '../store/workflow-times.ts';
import { listTransitions } from '../transitions/list-transitions.ts';
import type { TransitionWatch } from '../transitions/transition-watch.ts';
import type { TaskService } from '../tasks/task-service.ts';
import { fleetTaskOf, taskItemOf } from '../tasks/task-view.ts';
import { workflowTaskOf, type WorkflowTasks } from '../tasks/workflow-tasks.ts';

export interface TaskHandlerDeps {
  readonly store: Pick<TaskStore, 'usualTimes'>;
  readonly list: TaskList;
  readonly items: Pick<TaskItemStore, 'page'>;
  readonly service: TaskService;
  readonly workflows: WorkflowTasks;
  readonly workflowTimes: WorkflowTimes;
  readonly transitions: Pick<TransitionWatch, 'all'>;
  readonly originOf: (request: IncomingMessage) => RequestOrigin;
  /** Those that a line may call by their names. */
  readonly clusters: FleetMonitor['clusters'];
}

type Shown = Promise<Result<FleetTask, Failure>>;

/** `/fleet/tasks`, and what is drafted elsewhere. */
export function taskHandlers({
  store,
  list,
  items,
  service,
  workflows,
  workflowTimes,
  transitions,
  originOf,
  clusters,
}: TaskHandlerDeps): Handlers<
  typeof taskApi & typeof policyTaskApi & typeof snapshotTaskApi,
  Principal
> {
  /** A task, or what is said of the workflow that has its ID. */
  async function shown(
    task: Promise<Result<TaskRow, Failure>>,
    ofWorkflow?: () => Promise<Awaited<Shown> | undefined>,
  ): Shown {
    const found = await task;
    if (found.ok) {
      const { value } = found;
      return ok(fleetTaskOf(value, await store.usualTimes([value.kind])));
    }
    return (found.error.kind === 'notFound' ? await ofWorkflow?.() : undefined) ?? found;
  }
  /** Does with a task what cannot be done with a workflow. */
  const kept = (id: string, principal: Principal, task: Promise<Result<TaskRow, Failure>>): Shown =>
    shown(task, () => workflows.refuse(id, principal));

  return {
    listTransitions: ({ slow, volume }, { principal }) =>
      ok(listTransitions(transitions, principal, { slow, volume })),
    draftTask: (input, { principal, request }) =>
      shown(service.draft(input, principal, originOf(request))),
    draftPolicyTask: (input, { principal, request }) =>
      shown(service.draftPolicy(input, principal, originOf(request))),
    draftSnapshotsTask: (input, { principal, request }) =>
      shown(service.draftSnapshots(input, principal, originOf(request))),
    async listTasks({ search = '', unresolved, endedAfter, ...question }, { principal }) {
      const { rights } = principal;
      const query = readQuery(TASK_QUERY, question.query, { clusters: clusters() });
      if (!query.ok) return query;
      const visible = rights.isClusterAdmin ? undefined : rights.projects;
      const { rows, total } = await list.find({
        ...question,
        words: searchWords(search),
        query: query.value,
        isUnresolved: unresolved === 'true',
        endedAfter: endedAfter === undefined ? undefined : new Date(endedAfter),
        visible,
      });
      const usual = await store.usualTimes(
        rows.flatMap((listed) => (listed.is === 'task' ? [listed.row.kind] : [])),
      );
      const usualOfWorkflows = visible === undefined ? await workflowTimes.usual() : undefined;
      const people = await list.people(visible);
      const tasks = rows.map((listed) =>
        listed.is === 'task'
          ? fleetTaskOf(listed.row, usual)
          : workflowTaskOf(listed.row, usualOfWorkflows),
      );
      return ok({ tasks, total, people });
    },
    getTask: ({ taskId }, { principal }) =>
      shown(service.find(taskId, principal), () => workflows.find(taskId, principal)),
    async listTaskItems({ taskId, search = '', state = [], offset, limit }, { principal }) {
      const words = searchWords(search);
      const task = await service.find(taskId, principal);
      if (task.ok) {
        const { rows, total } = await items.page(taskId, { words, states: state, offset, limit });
        return ok({ items: rows.map(taskItemOf), total });
      }
      const item = await workflows.item(taskId, principal);
      if (item === undefined) return task;
      const { name, UUID } = item.target;
      const isFound = words.every((word) => `${name} ${UUID}`.toLowerCase().includes(word));
      const found = isFound && (state.length === 0 || state.includes(item.state)) ? [item] : [];
      return ok({ items: found.slice(offset, offset + limit), total: found.length });
    },
    startTask: ({ taskId, undoSeconds }, { principal }) =>
      kept(taskId, principal, service.start(taskId, principal, undoSeconds)),
    pauseTask: ({ taskId }, { principal }) =>
      kept(taskId, principal, service.pause(taskId, principal)),
    resumeTask: ({ taskId }, { principal }) =>
      kept(taskId, principal, service.resume(taskId, principal)),
    cancelTask: ({ taskId }, { principal }) =>
      shown(service.cancel(taskId, principal), () => workflows.cancel(taskId, principal)),
    retryTask: ({ taskId }, { principal, request }) =>
      kept(taskId, principal, service.retry(taskId, principal, originOf(request))),
  };
}
