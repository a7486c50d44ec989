import { and, count, inArray, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import {
  TASK_STATES,
  type TaskKind,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { TaskSortKey } from '@asterism/api-types/fleet-api/task-api';
import type { QueryOf } from '@asterism/api-types/rules/query-line';
import type { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import { listedTasks, type Listed, type Listing } from './listed-tasks.ts';
import { naturally } from './naturally.ts';
import { hasOneOf, queryConditions } from './query-sql.ts';
import { workflows } from './schema.ts';
import { hasWord, queryColumns } from './task-query-columns.ts';
import { tasks } from './task-schema.ts';
import type { TaskRow } from './task-store.ts';
import type { WorkflowRow } from './workflow-store.ts';

export interface TaskQuestion extends Listing {
  readonly kind?: readonly TaskKind[] | undefined;
  readonly state?: readonly TaskState[] | undefined;
  readonly startedBy?: readonly string[] | undefined;
  readonly cluster?: readonly string[] | undefined;
  readonly endedAfter?: Date | undefined;
  readonly words: readonly string[];
  /** The line of the question, understood. */
  readonly query?: QueryOf<typeof TASK_QUERY> | undefined;
  readonly sort: TaskSortKey;
  readonly order: 'asc' | 'desc';
  readonly offset: number;
  readonly limit: number;
}

/** A task that was started, or a workflow. */
export type ListedTask =
  | { readonly is: 'task'; readonly row: TaskRow }
  | { readonly is: 'workflow'; readonly row: WorkflowRow };

/** Tasks and workflows, in one order. */
export interface TaskList {
  find(question: TaskQuestion): Promise<{ rows: ListedTask[]; total: number }>;
  /** Who has started any of them. */
  people(visible: Listing['visible']): Promise<string[]>;
}

const states = sql.join(
  TASK_STATES.map((one) => sql`${one}`),
  sql`, `,
);

const SORTED_BY: Readonly<Record<TaskSortKey, (listed: Listed) => readonly SQL[]>> = {
  name: ({ kind, subject, total }) => [sql`${kind}`, naturally(sql`${subject}`), sql`${total}`],
  state: ({ state }) => [sql`array_position(array[${states}]::text[], ${state})`],
  progress: ({ progress }) => [sql`${progress}`],
  started: () => [],
  duration: ({ beganAt, endedAt }) => [sql`coalesce(${endedAt}, now()) - ${beganAt}`],
  outcome: ({ failed, done }) => [sql`${failed}`, sql`${done}`],
  startedBy: ({ startedBy }) => [naturally(sql`${startedBy}`)],
  capacity: ({ capacity }) => [sql`${capacity}`],
  ended: ({ endedAt }) => [sql`coalesce(${endedAt}, 'infinity')`],
  origin: ({ origin }) => [sql`coalesce(${origin}, '')`],
};

/** What matches the search and the filters; times are compared as the API tells them. */
function matching(listed: Listed, question: TaskQuestion): SQL | undefined {
  const { kind = [], state = [], startedBy = [], cluster = [], endedAfter } = question;
  const { words, query = [] } = question;
  return and(
    kind.length === 0 ? undefined : inArray(listed.kind, [...kind]),
    state.length === 0 ? undefined : inArray(listed.state, [...state]),
    startedBy.length === 0 ? undefined : inArray(listed.startedBy, [...startedBy]),
    cluster.length === 0
      ? undefined
      : hasOneOf(
          sql`${listed.clusters}`,
          cluster.map((one) => one.toLowerCase()),
        ),
    endedAfter === undefined
      ? undefined
      : sql`date_trunc('milliseconds', ${listed.endedAt}) > ${endedAfter.toISOString()}::timestamptz`,
    ...words.map(hasWord(listed)),
    ...queryConditions<typeof TASK_QUERY>(query, queryColumns(listed)),
  );
}

export function createTaskList(orm: Orm): TaskList {
  /** The rows in the order of their ids; one that has gone meanwhile is left out. */
  async function rowsOf(found: readonly { id: string; isWorkflow: boolean }[]) {
    const idsOf = (isWorkflow: boolean) =>
      found.filter((one) => one.isWorkflow === isWorkflow).map(({ id }) => id);
    const rows = new Map<string, ListedTask>();
    const [ofTasks, ofWorkflows] = [idsOf(false), idsOf(true)];
    if (ofTasks.length > 0) {
      const read = await orm.select().from(tasks).where(inArray(tasks.id, ofTasks));
      for (const row of read) rows.set(row.id, { is: 'task', row });
    }
    if (ofWorkflows.length > 0) {
      const read = await orm.select().from(workflows).where(inArray(workflows.id, ofWorkflows));
      for (const row of read) rows.set(row.id, { is: 'workflow', row });
    }
    return found.flatMap(({ id }) => rows.get(id) ?? []);
  }

  return {
    async find(question) {
      if (question.visible?.length === 0) return { rows: [], total: 0 };
      const listed = listedTasks(orm, question);
      const where = matching(listed, question);
      const direction = question.order === 'asc' ? sql`asc` : sql`desc`;
      const { createdAt, sequence, isWorkflow } = listed;
      const keys = [
        ...SORTED_BY[question.sort](listed),
        ...[createdAt, sequence, isWorkflow].map((key) => sql`${key}`),
      ];
      const found = await orm
        .select({ id: listed.id, isWorkflow })
        .from(listed)
        .where(where)
        .orderBy(...keys.map((key) => sql`${key} ${direction}`))
        .offset(question.offset)
        .limit(question.limit);
      const [total] = await orm.select({ count: count() }).from(listed).where(where);
      return { rows: await rowsOf(found), total: total?.count ?? 0 };
    },
    async people(visible) {
      if (visible?.length === 0) return [];
      const listed = listedTasks(orm, { visible });
      const rows = await orm
        .selectDistinct({ name: listed.startedBy })
        .from(listed)
        .orderBy(listed.startedBy);
      return rows.map(({ name }) => name);
    },
  };
}
