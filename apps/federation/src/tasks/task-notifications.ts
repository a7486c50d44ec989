import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { isFinalTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { Database } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import { createTaskStore, type TaskRow } from '../store/task-store.ts';
import { fleetTaskOf } from './task-view.ts';

/** One of its own: earlier releases do not listen to it. */
const CHANNEL = 'asterism_tasks';
/** The least time between two reports of how far a task has come, in milliseconds. */
const PROGRESS_MS = 250;

/** Publishes what becomes of tasks: on the bus of this process, and to the other replicas on the same database. */
export interface TaskNotifications {
  changed(task: TaskRow): void;
  close(): Promise<void>;
}

/** What has changed but its counts; they alone can wait. */
const standingOf = ({ state, asked }: TaskRow): string => `${state} ${asked}`;

export async function openTaskNotifications(
  database: Pick<Database, 'kind' | 'notify' | 'listen' | 'orm'>,
  bus: Pick<EventBus, 'publish'>,
  log: Logger,
): Promise<TaskNotifications> {
  const self = randomUUID();
  const reported = new Map<string, string>();
  const waiting = new Map<
    string,
    { task: TaskRow; readonly timer: ReturnType<typeof setTimeout> }
  >();

  const publish = (task: TaskRow): void =>
    bus.publish({ type: 'task', task: fleetTaskOf(task) }, undefined);

  function report(task: TaskRow): void {
    clearTimeout(waiting.get(task.id)?.timer);
    waiting.delete(task.id);
    if (isFinalTask(task.state)) reported.delete(task.id);
    else reported.set(task.id, standingOf(task));
    publish(task);
    if (database.kind === 'pglite') return;
    database.notify(CHANNEL, `${self} ${task.id}`).catch((error: unknown) => {
      log.warn({ err: error }, 'other replicas could not be notified of a task');
    });
  }

  async function receive(payload: string): Promise<void> {
    const [from, id = ''] = payload.split(' ');
    if (from === self) return;
    const task = await createTaskStore(database.orm).get(id);
    if (task !== undefined) publish(task);
  }

  const stop = await database.listen(CHANNEL, (payload) => {
    receive(payload).catch((error: unknown) => {
      log.warn({ err: error }, 'a notification of a task could not be read');
    });
  });

  return {
    changed(task) {
      const known = waiting.get(task.id);
      if (reported.get(task.id) !== standingOf(task)) report(task);
      else if (known !== undefined) known.task = task;
      else {
        const timer = setTimeout(() => report(waiting.get(task.id)?.task ?? task), PROGRESS_MS);
        waiting.set(task.id, { task, timer });
      }
    },
    async close() {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      await stop();
    },
  };
}
