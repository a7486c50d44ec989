import { and, count, desc, eq, inArray, lte, or, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import {
  DRAFTED_KINDS,
  type KeptKind,
  type TaskItemState,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import { taskItems, tasks } from './task-schema.ts';

/** A task as it is kept. */
export type TaskRow = typeof tasks.$inferSelect;

/** A task as it is drafted. */
export type NewTask = Pick<
  TaskRow,
  | 'id'
  | 'kind'
  | 'change'
  | 'policy'
  | 'total'
  | 'skipped'
  | 'capacity'
  | 'mayBeInUse'
  | 'modified'
  | 'snapshots'
  | 'clones'
  | 'subject'
  | 'projects'
  | 'clusterIds'
  | 'startedBy'
  | 'origin'
  | 'retryOf'
> &
  Partial<Pick<TaskRow, 'snapshot' | 'schedule' | 'scheduled' | 'changedProjects' | 'growth'>>;

/** One run of a task. It is the current one until a later one is claimed, or the task has ended. */
export type TaskRun = Pick<TaskRow, 'id' | 'run'>;

/** How long tasks of a kind have taken lately, for each volume: in seconds. */
export type UsualTimes = ReadonlyMap<KeptKind, number>;

export interface TaskStore {
  add(task: NewTask): Promise<TaskRow>;
  get(id: string): Promise<TaskRow | undefined>;
  /** The tasks that are to run, or run; those that are only followed are not among them. */
  unended(): Promise<Pick<TaskRow, 'id'>[]>;
  /** Of these kinds, those of which some have completed. */
  usualTimes(kinds: Iterable<KeptKind>): Promise<UsualTimes>;
  /** The task, which nobody else changes until the end of the transaction. */
  lock(id: string): Promise<TaskRow | undefined>;
  /** Makes a draft or a paused task one that waits to run; undefined when it is neither. */
  release(id: string, from: 'DRAFT' | 'PAUSED', dueAt?: Date): Promise<TaskRow | undefined>;
  /** Ends the time to undo a task; undefined when it does not wait for that. */
  runNow(id: string): Promise<TaskRow | undefined>;
  /** What the run is to do next, null to go on; undefined when there is none. */
  ask(id: string, asked: 'pause' | 'cancel' | null): Promise<TaskRow | undefined>;
  /** Keeps a task that waits to run from it; undefined when it does not wait. */
  pause(id: string): Promise<TaskRow | undefined>;
  /** Ends a task that does not run, with so many items canceled; undefined when it runs, or has ended. */
  cancel(id: string, canceled: number): Promise<TaskRow | undefined>;
  /** Claims the next run: those before it are fenced out. Undefined when the task is not to run. */
  claimRun(id: string): Promise<TaskRow | undefined>;
  /** The task, if the run is the current one; in a transaction it then stays so until the end of that. */
  current(run: TaskRun): Promise<TaskRow | undefined>;
  /** Adds to the counts. */
  count(run: TaskRun, changes: ReadonlyMap<TaskItemState, number>): Promise<TaskRow | undefined>;
  /** Ends the run. */
  leave(
    run: TaskRun,
    state: Exclude<TaskState, 'DRAFT' | 'PENDING' | 'RUNNING'>,
  ): Promise<TaskRow | undefined>;
  /** Removes a draft with its items; whether there was one. */
  removeDraft(id: string): Promise<boolean>;
  /** … and those that nobody has started in an hour; of a person's, the newest {@link DRAFTS_MAX} stay. */
  removeOldDrafts(startedBy: string): Promise<void>;
}

const COUNTED = ['running', 'following', 'done', 'failed', 'canceled', 'skipped'] as const;
/** So many drafts of one person are kept, each with all of its items. */
export const DRAFTS_MAX = 10;
/** So many of the last tasks of a kind say how long they usually take. */
const LAST = 20;

const isCurrent = ({ id, run }: TaskRun) =>
  and(eq(tasks.id, id), eq(tasks.run, run), eq(tasks.state, 'RUNNING'));

/** Adds to the counts of the task, if the run is the current one. */
export const countItems = (orm: Orm, run: TaskRun, changes: ReadonlyMap<TaskItemState, number>) =>
  orm
    .update(tasks)
    .set(
      Object.fromEntries(
        COUNTED.map((state) => [state, sql`${tasks[state]} + ${changes.get(state) ?? 0}::int`]),
      ),
    )
    .where(isCurrent(run))
    .returning();

export function createTaskStore(orm: Orm): TaskStore {
  type Set = { [Column in keyof TaskRow]?: TaskRow[Column] | SQL };

  const isUnended = (id: string) =>
    and(eq(tasks.id, id), inArray(tasks.state, ['PENDING', 'RUNNING']));
  async function set(where: SQL | undefined, values: Set): Promise<TaskRow | undefined> {
    const [row] = await orm.update(tasks).set(values).where(where).returning();
    return row;
  }

  async function removeDrafts(where: SQL | undefined): Promise<boolean> {
    const removed = await orm
      .delete(tasks)
      .where(and(eq(tasks.state, 'DRAFT'), where))
      .returning({ id: tasks.id });
    for (const { id } of removed) await orm.delete(taskItems).where(eq(taskItems.taskId, id));
    return removed.length > 0;
  }

  return {
    async add(task) {
      const [row] = await orm.insert(tasks).values(task).returning();
      if (row === undefined) throw new Error('a task was not added');
      return row;
    },
    async get(id) {
      const [row] = await orm.select().from(tasks).where(eq(tasks.id, id));
      return row;
    },
    unended: () =>
      orm
        .select({ id: tasks.id })
        .from(tasks)
        .where(
          and(
            inArray(tasks.state, ['PENDING', 'RUNNING']),
            inArray(tasks.kind, [...DRAFTED_KINDS]),
          ),
        ),
    async usualTimes(kinds) {
      const of = sql<KeptKind>`of.kind`;
      // Of each kind the last ones alone: of single writes there are many.
      const last = sql`lateral (
        select extract(epoch from ${tasks.endedAt} - ${tasks.startedAt}) / greatest(1, ${tasks.done}) as seconds
        from ${tasks} where ${tasks.kind} = ${of} and ${tasks.state} = 'COMPLETED'
        order by ${tasks.endedAt} desc limit ${LAST}) as last`;
      const rows = await orm
        .select({
          kind: of,
          seconds: sql<number | null>`percentile_cont(0.5) within group (order by last.seconds)`,
        })
        .from(sql`unnest(${sql.param([...new Set(kinds)])}::text[]) as of(kind) cross join ${last}`)
        .groupBy(of);
      return new Map(
        rows.flatMap(({ kind, seconds }) => (seconds === null ? [] : [[kind, seconds] as const])),
      );
    },
    async lock(id) {
      const [row] = await orm.select().from(tasks).where(eq(tasks.id, id)).for('update');
      return row;
    },
    release: (id, from, dueAt) =>
      set(and(eq(tasks.id, id), eq(tasks.state, from)), {
        state: 'PENDING',
        asked: null,
        ...(dueAt === undefined ? {} : { dueAt }),
      }),
    runNow: (id) =>
      set(and(eq(tasks.id, id), eq(tasks.state, 'PENDING'), sql`${tasks.dueAt} > now()`), {
        dueAt: sql`now()`,
      }),
    ask: (id, asked) => set(and(eq(tasks.id, id), eq(tasks.state, 'RUNNING')), { asked }),
    pause: (id) => set(and(eq(tasks.id, id), eq(tasks.state, 'PENDING')), { state: 'PAUSED' }),
    cancel: (id, canceled) =>
      set(and(eq(tasks.id, id), inArray(tasks.state, ['PENDING', 'PAUSED'])), {
        state: 'CANCELED',
        canceled,
        endedAt: sql`now()`,
      }),
    claimRun: (id) =>
      orm.transaction(async (tx) => {
        const isDue = sql`coalesce(${tasks.dueAt} <= now(), true)`;
        const claimed = await tx
          .update(tasks)
          .set({
            run: sql`${tasks.run} + 1`,
            state: 'RUNNING',
            startedAt: sql`coalesce(${tasks.startedAt}, now())`,
          })
          .where(and(isUnended(id), isDue))
          .returning({ id: tasks.id });
        if (claimed.length === 0) return undefined;
        // Counted after that: what an earlier run has stored until then is among it, and it stores nothing more.
        const states = await tx
          .select({ state: taskItems.state, count: count() })
          .from(taskItems)
          .where(eq(taskItems.taskId, id))
          .groupBy(taskItems.state);
        const counts = new Map(states.map((one) => [one.state, one.count]));
        const [row] = await tx
          .update(tasks)
          .set(Object.fromEntries(COUNTED.map((state) => [state, counts.get(state) ?? 0])))
          .where(eq(tasks.id, id))
          .returning();
        return row;
      }),
    async current(run) {
      const [row] = await orm.select().from(tasks).where(isCurrent(run)).for('update');
      return row;
    },
    async count(run, changes) {
      const [row] = await countItems(orm, run, changes);
      return row;
    },
    leave: (run, state) =>
      set(isCurrent(run), {
        state,
        asked: null,
        ...(state === 'PAUSED' ? {} : { endedAt: sql`now()` }),
      }),
    removeDraft: (id) => removeDrafts(eq(tasks.id, id)),
    async removeOldDrafts(startedBy) {
      const [tooOld] = await orm
        .select({ sequence: tasks.sequence })
        .from(tasks)
        .where(and(eq(tasks.state, 'DRAFT'), eq(tasks.startedBy, startedBy)))
        .orderBy(desc(tasks.sequence))
        .offset(DRAFTS_MAX)
        .limit(1);
      const isLapsed = sql`${tasks.createdAt} < now() - interval '1 hour'`;
      const isTooMuch =
        tooOld && and(eq(tasks.startedBy, startedBy), lte(tasks.sequence, tooOld.sequence));
      await removeDrafts(or(isLapsed, isTooMuch));
    },
  };
}
