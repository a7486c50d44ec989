import type { Logger } from 'pino';
import type { Database } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import type { OperationDeps } from '../operations/operation-deps.ts';
import { createRecordedTaskStore } from '../store/recorded-task-store.ts';
import { createTaskItemStore } from '../store/task-item-store.ts';
import { createTaskStore, type TaskRow } from '../store/task-store.ts';
import type { UserStore } from '../store/user-store.ts';
import type { TaskJobs } from '../workflows/task-jobs.ts';
import type { WorkflowEngine } from '../workflows/workflow-engine.ts';
import { openCurrentPrincipals } from './current-principals.ts';
import { createDraftStorage, type DraftStorage } from './draft-storage.ts';
import { runTask } from './run-task.ts';
import { openTaskNotifications } from './task-notifications.ts';
import { createTaskService, type TaskService } from './task-service.ts';
import { createWriteRecorder, type WriteRecorder } from './write-recorder.ts';

export interface TasksOptions {
  readonly database: Database;
  readonly users: Pick<UserStore, 'get'>;
  readonly deps: OperationDeps;
  readonly bus: EventBus;
  readonly log: Logger;
}

/** The tasks of this process. */
export interface Tasks {
  /** For the engine, which runs them. */
  readonly jobs: TaskJobs;
  readonly recorder: Omit<WriteRecorder, 'close'>;
  readonly items: Pick<DraftStorage, 'page'>;
  service(engine: Pick<WorkflowEngine, 'enqueue' | 'resend' | 'runNow' | 'wake'>): TaskService;
  close(): Promise<void>;
}

export async function createTasks(options: TasksOptions): Promise<Tasks> {
  const { database, users, deps, bus, log } = options;
  const { orm } = database;
  const notifications = await openTaskNotifications(database, bus, log);
  const principals = await openCurrentPrincipals(database, users);
  const drafts = createDraftStorage(database, log);
  const onChange = (task: TaskRow): void => {
    const { id, kind, state, startedBy, total, done, failed, canceled } = task;
    if (task.endedAt !== null) {
      const line = { task: id, kind, state, principal: startedBy, total, done, failed, canceled };
      log.info(line, 'a task ended');
    }
    notifications.changed(task);
  };

  const recorder = createWriteRecorder({
    ...deps,
    store: createRecordedTaskStore(orm),
    bus,
    log,
    onChange,
  });

  return {
    recorder,
    items: drafts,
    jobs: {
      run: (id, signal) =>
        runTask(id, {
          orm,
          deps,
          bus,
          principalOf: (subject) => principals.of(subject),
          onChange,
          signal,
        }),
      unended: async () =>
        (await createTaskStore(orm).unended()).map(({ id }) => ({ id, type: 'task' })),
      async abandon(id, reason) {
        const store = createTaskStore(orm);
        const claimed = await store.claimRun(id);
        if (claimed === undefined) return;
        const items = createTaskItemStore(orm);
        const left = await items.inStates(id, ['waiting', 'running', 'following']);
        const changes = left.map(({ index, state }) => ({
          index,
          from: state,
          to: 'failed' as const,
          failure:
            state === 'waiting'
              ? { kind: 'unavailable' as const, reason: `It was not begun: ${reason}.` }
              : { kind: 'unknown' as const, reason: `It may have been done: ${reason}.` },
        }));
        await items.settle(claimed, changes);
        const ended = await store.leave(claimed, 'FAILED');
        if (ended !== undefined) onChange(ended);
      },
    },
    service: (engine) => createTaskService({ orm, drafts, fleet: deps, engine, onChange }),
    async close() {
      await recorder.close();
      await drafts.close();
      await principals.close();
      await notifications.close();
    },
  };
}
