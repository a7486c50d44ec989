import { and, desc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import { RECORDED_KINDS, type TaskFailure } from '@asterism/api-types/fleet-api/fleet-task';
import type { Orm } from '@asterism/database/database';
import type { NewTaskItem, TaskItemRow } from './task-item-store.ts';
import { taskItems, tasks } from './task-schema.ts';
import type { NewTask, TaskRow } from './task-store.ts';

/** How the item of a recorded task has ended. */
export type RecordedEnd = 'done' | TaskFailure;

/** A task of one write, with its only item. */
export interface RecordedTask {
  readonly task: TaskRow;
  readonly item: TaskItemRow;
}

/** The tasks of single writes: nobody runs them, they are only followed. Any process may end them, once. */
export interface RecordedTaskStore {
  add(task: NewTask, item: NewTaskItem): Promise<RecordedTask>;
  unended(): Promise<RecordedTask[]>;
  /** The task as it has ended; undefined when it had ended before. */
  end(taskId: string, end: RecordedEnd): Promise<TaskRow | undefined>;
  /** Removes what has ended and is older than 30 days, or than the newest {@link KEPT}. */
  removeOld(): Promise<void>;
}

const KEPT = 100_000;
/** So many at once: what removes them holds up nobody. */
const REMOVED_AT_ONCE = 500;

export function createRecordedTaskStore(orm: Orm): RecordedTaskStore {
  const isRecorded = inArray(tasks.kind, [...RECORDED_KINDS]);

  return {
    add: (task, item) =>
      orm.transaction(async (tx) => {
        const counted = item.state === 'running' ? { running: 1 } : { following: 1 };
        const [added] = await tx
          .insert(tasks)
          .values({ ...task, ...counted, state: 'RUNNING', startedAt: sql`now()` })
          .returning();
        const [itemAdded] = await tx
          .insert(taskItems)
          .values({ ...item, startedAt: sql`now()` })
          .returning();
        if (added === undefined || itemAdded === undefined) throw new Error('nothing was added');
        return { task: added, item: itemAdded };
      }),
    async unended() {
      const rows = await orm
        .select({ task: tasks, item: taskItems })
        .from(tasks)
        .innerJoin(taskItems, eq(taskItems.taskId, tasks.id))
        .where(and(isRecorded, eq(tasks.state, 'RUNNING')));
      return rows;
    },
    end: (taskId, end) =>
      orm.transaction(async (tx) => {
        const isDone = end === 'done';
        const [ended] = await tx
          .update(tasks)
          .set({
            state: isDone ? 'COMPLETED' : 'FAILED',
            running: 0,
            following: 0,
            ...(isDone ? { done: 1 } : { failed: 1 }),
            endedAt: sql`now()`,
          })
          .where(and(eq(tasks.id, taskId), eq(tasks.state, 'RUNNING')))
          .returning();
        if (ended === undefined) return undefined;
        await tx
          .update(taskItems)
          .set({
            state: isDone ? 'done' : 'failed',
            failure: isDone ? null : end,
            endedAt: sql`now()`,
          })
          .where(eq(taskItems.taskId, taskId));
        return ended;
      }),
    async removeOld() {
      const [oldest] = await orm
        .select({ sequence: tasks.sequence })
        .from(tasks)
        .where(isRecorded)
        .orderBy(desc(tasks.sequence))
        .offset(KEPT)
        .limit(1);
      const isOld = sql`${tasks.endedAt} < now() - interval '30 days'`;
      const old = await orm
        .select({ id: tasks.id })
        .from(tasks)
        .where(
          and(
            isRecorded,
            isNotNull(tasks.endedAt),
            oldest === undefined ? isOld : or(isOld, sql`${tasks.sequence} <= ${oldest.sequence}`),
          ),
        )
        .limit(REMOVED_AT_ONCE);
      if (old.length === 0) return;
      const ids = old.map(({ id }) => id);
      await orm.transaction(async (tx) => {
        await tx.delete(taskItems).where(inArray(taskItems.taskId, ids));
        await tx.delete(tasks).where(inArray(tasks.id, ids));
      });
    },
  };
}
