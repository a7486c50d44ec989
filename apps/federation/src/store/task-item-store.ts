import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, count, eq, getTableColumns, inArray, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import {
  TASK_ITEM_STATES,
  type TaskFailure,
  type TaskItemState,
} from '@asterism/api-types/fleet-api/fleet-task';
import { taskItems, tasks } from './task-schema.ts';
import { countItems, type TaskRow, type TaskRun } from './task-store.ts';

/** An item of a task as it is kept. */
export type TaskItemRow = typeof taskItems.$inferSelect;
export type NewTaskItem = Omit<
  TaskItemRow,
  'startedAt' | 'endedAt' | 'snapshotId' | 'ofVolume' | 'isScheduled'
> &
  Partial<Pick<TaskItemRow, 'snapshotId' | 'ofVolume' | 'isScheduled'>>;

/** What has become of an item. */
export interface ItemChange {
  readonly index: number;
  readonly from: TaskItemState;
  readonly to: TaskItemState;
  readonly failure?: TaskFailure;
}

export interface TaskItemQuestion {
  readonly words: readonly string[];
  readonly states: readonly TaskItemState[];
  readonly offset: number;
  readonly limit: number;
}

export interface TaskItemStore {
  /** Adds the items of a draft, in turns; false when it is removed meanwhile: then none of them stay. */
  add(items: readonly NewTaskItem[]): Promise<boolean>;
  /** Failures first, then by state and place. */
  page(taskId: string, question: TaskItemQuestion): Promise<{ rows: TaskItemRow[]; total: number }>;
  /** The first items of a cluster that are in one of the states, in their order. */
  next(
    taskId: string,
    of: {
      readonly clusterId: string;
      readonly states: readonly TaskItemState[];
      readonly limit: number;
    },
  ): Promise<TaskItemRow[]>;
  /** All items in one of the states. */
  inStates(taskId: string, states: readonly TaskItemState[]): Promise<TaskItemRow[]>;
  /**
   * Stores what a run has done, with the task's counts: all of it, or nothing and undefined when the run is not the current
   * one. In one statement: it is what a task does most.
   */
  settle(run: TaskRun, changes: readonly ItemChange[]): Promise<TaskRow | undefined>;
  /** Cancels what has not begun; how many that were. */
  cancelWaiting(taskId: string): Promise<number>;
}

/** So many rows at a time: an insert of the embedded database keeps its thread that long. */
const ROWS_AT_ONCE = 250;

/**
 * The rows go in one parameter, as JSON by the names that they have here: a parameter for each value costs four times the CPU of
 * that, most of it in making and binding them. What a row lacks is null.
 */
const COLUMNS = Object.entries(getTableColumns(taskItems));
const listed = (parts: readonly SQL[]): SQL => sql.join([...parts], sql`, `);
const NAMES = listed(COLUMNS.map(([, column]) => sql`${sql.identifier(column.name)}`));
const KEYS = listed(COLUMNS.map(([key]) => sql`${sql.identifier(key)}`));
const TYPED_KEYS = listed(
  COLUMNS.map(([key, column]) => sql`${sql.identifier(key)} ${sql.raw(column.getSQLType())}`),
);

const ENDED: Readonly<Record<TaskItemState, boolean>> = {
  waiting: false,
  running: false,
  following: false,
  done: true,
  failed: true,
  canceled: true,
  skipped: true,
};

const inStateOrder = sql`array_position(array[${sql.join(
  TASK_ITEM_STATES.map((one) => sql`${one}`),
  sql`, `,
)}]::text[], ${taskItems.state})`;

const SEARCHED = sql`lower(${taskItems.name} || ' ' || ${taskItems.projectName} || ' ' || ${taskItems.volumeId}::text)`;

/** What the changes add to the counts of the task. */
function countsOf(changes: readonly ItemChange[]): Map<TaskItemState, number> {
  const counts = new Map<TaskItemState, number>();
  for (const { from, to } of changes) {
    counts.set(from, (counts.get(from) ?? 0) - 1);
    counts.set(to, (counts.get(to) ?? 0) + 1);
  }
  return counts;
}

export function createTaskItemStore(orm: Orm): TaskItemStore {
  const of = (taskId: string) => eq(taskItems.taskId, taskId);

  return {
    async add(items) {
      for (let at = 0; at < items.length; at += ROWS_AT_ONCE) {
        // The embedded database leaves no turn to others between two statements.
        if (at > 0) await nextTurn();
        const part = items.slice(at, at + ROWS_AT_ONCE);
        // Whoever removes the draft waits for this, and removes these rows too, or there is no draft to add them to.
        const draft = sql`select from ${tasks} where ${tasks.id} = ${part[0]?.taskId} for key share`;
        const added = await orm.execute(
          sql`with draft as (${draft}) insert into ${taskItems} (${NAMES}) select ${KEYS} from draft, json_to_recordset(${JSON.stringify(part)}::json) as added(${TYPED_KEYS}) returning index`,
        );
        if (added.rows.length === 0) return false;
      }
      return true;
    },
    async page(taskId, { words, states, offset, limit }) {
      const where: SQL | undefined = and(
        of(taskId),
        ...words.map((word) => sql`position(${word} in ${SEARCHED}) > 0`),
        states.length === 0 ? undefined : inArray(taskItems.state, [...states]),
      );
      const rows = await orm
        .select()
        .from(taskItems)
        .where(where)
        .orderBy(inStateOrder, asc(taskItems.index))
        .offset(offset)
        .limit(limit);
      const [total] = await orm.select({ count: count() }).from(taskItems).where(where);
      return { rows, total: total?.count ?? 0 };
    },
    next: (taskId, { clusterId, states, limit }) =>
      orm
        .select()
        .from(taskItems)
        .where(
          and(
            of(taskId),
            eq(taskItems.clusterId, clusterId),
            inArray(taskItems.state, [...states]),
          ),
        )
        .orderBy(asc(taskItems.index))
        .limit(limit),
    inStates: (taskId, states) =>
      orm
        .select()
        .from(taskItems)
        .where(and(of(taskId), inArray(taskItems.state, [...states])))
        .orderBy(asc(taskItems.index)),
    async settle(run, changes) {
      const rows = changes.map(({ index, to, failure }) => ({
        index,
        to,
        failure: failure ?? null,
        has_ended: ENDED[to],
      }));
      const counted = orm.$with('counted').as(countItems(orm, run, countsOf(changes)));
      const changed = orm.$with('changed').as(
        orm
          .update(taskItems)
          .set({
            state: sql`change."to"`,
            failure: sql`change.failure`,
            startedAt: sql`coalesce(${taskItems.startedAt}, now())`,
            endedAt: sql`case when change.has_ended then now() end`,
          })
          .from(
            sql`${counted}, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
              as change(index int, "to" text, failure jsonb, has_ended boolean)`,
          )
          .where(sql`${taskItems.taskId} = ${counted.id} and ${taskItems.index} = change.index`)
          .returning({ index: taskItems.index }),
      );
      const [task] = await orm.with(counted, changed).select().from(counted);
      return task;
    },
    async cancelWaiting(taskId) {
      const canceled = await orm
        .update(taskItems)
        .set({ state: 'canceled', endedAt: sql`now()` })
        .where(and(of(taskId), eq(taskItems.state, 'waiting')))
        .returning({ index: taskItems.index });
      return canceled.length;
    },
  };
}
