import { and, arrayContained, count, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Orm } from '@asterism/database/database';
import {
  RECORDED_KINDS,
  TASK_STATES,
  type TaskKind,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import type { TaskSortKey } from '@asterism/api-types/fleet-api/task-api';
import type { QueryOf } from '@asterism/api-types/rules/query-line';
import type { TASK_QUERY } from '@asterism/api-types/rules/task-query';
import { naturally } from './naturally.ts';
import { isOneOf, minutesOf, queryConditions, type QueryColumnsOf } from './query-sql.ts';
import { workflows } from './schema.ts';
import { tasks } from './task-schema.ts';
import type { TaskRow } from './task-store.ts';
import { isUnresolvedWorkflow, WORKFLOW_SEARCHED, workflowState } from './workflow-list.ts';
import type { WorkflowRow } from './workflow-store.ts';

/** The tasks of these projects alone, and no workflow; undefined for all. */
type Visible = readonly string[] | undefined;

export interface TaskQuestion {
  readonly kind?: readonly TaskKind[] | undefined;
  readonly state?: readonly TaskState[] | undefined;
  readonly startedBy?: readonly string[] | undefined;
  readonly cluster?: readonly string[] | undefined;
  /** `console`: of single writes those alone that were made there. */
  readonly singleWrites?: 'all' | 'console' | undefined;
  readonly isUnresolved?: boolean | undefined;
  readonly endedAfter?: Date | undefined;
  readonly words: readonly string[];
  /** The line of the question, understood. */
  readonly query?: QueryOf<typeof TASK_QUERY> | undefined;
  readonly sort: TaskSortKey;
  readonly order: 'asc' | 'desc';
  readonly visible: Visible;
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
  people(visible: Visible): Promise<string[]>;
}

type Listing = Partial<Pick<TaskQuestion, 'singleWrites' | 'isUnresolved'>> &
  Pick<TaskQuestion, 'visible'>;

/** What failed lately, and nobody has begun to do again. */
const isUnresolvedTask = and(
  eq(tasks.state, 'FAILED'),
  sql`${tasks.endedAt} > now() - interval '7 days'`,
  sql`not exists (select from federation.tasks later where later.retry_of = ${tasks.id} and later.state <> 'DRAFT')`,
);

/** What both have, by names and types that are the same. */
function listedTasks(orm: Orm, { visible, singleWrites, isUnresolved }: Listing) {
  const kept = orm
    .select({
      id: sql<string>`${tasks.id}`.as('id'),
      isWorkflow: sql<boolean>`false`.as('is_workflow'),
      sequence: sql<number>`${tasks.sequence}`.as('sequence'),
      createdAt: sql<Date>`${tasks.createdAt}`.as('created_at'),
      beganAt: sql<Date>`coalesce(${tasks.startedAt}, ${tasks.createdAt})`.as('began_at'),
      endedAt: sql<Date>`${tasks.endedAt}`.as('ended_at'),
      kind: sql<string>`${tasks.kind}`.as('kind'),
      state: sql<string>`${tasks.state}`.as('state'),
      subject: sql<string>`${tasks.subject}`.as('subject'),
      total: sql<number>`${tasks.total}`.as('total'),
      progress:
        sql<number>`case when ${tasks.endedAt} is null then (${tasks.done} + ${tasks.failed} + ${tasks.canceled})::float8 / greatest(1, ${tasks.total} - ${tasks.skipped}) else 1 end`.as(
          'progress',
        ),
      failed: sql<number>`${tasks.failed}`.as('failed'),
      done: sql<number>`${tasks.done}`.as('done'),
      capacity: sql<string>`${tasks.capacity}`.as('capacity'),
      clusters: sql<string[]>`${tasks.clusterIds}::text[]`.as('clusters'),
      projects: sql<string>`array_to_string(${tasks.projects}, ' ')`.as('projects'),
      startedBy: sql<string>`${tasks.startedBy}`.as('started_by'),
      origin: sql<string>`${tasks.origin}`.as('origin'),
      searched:
        sql<string>`lower(concat_ws(' ', ${tasks.kind}, ${tasks.subject}, ${tasks.startedBy}, array_to_string(${tasks.projects}, ' '), ${tasks.id}::text))`.as(
          'searched',
        ),
    })
    .from(tasks)
    .where(
      and(
        ne(tasks.state, 'DRAFT'),
        visible === undefined ? undefined : sql`cardinality(${tasks.projects}) > 0`,
        visible === undefined ? undefined : arrayContained(tasks.projects, [...visible]),
        singleWrites === 'console'
          ? sql`(${tasks.origin} = 'console' or not ${inArray(tasks.kind, [...RECORDED_KINDS])})`
          : undefined,
        isUnresolved === true ? isUnresolvedTask : undefined,
      ),
    );
  const run = orm
    .select({
      id: sql<string>`${workflows.id}`.as('id'),
      isWorkflow: sql<boolean>`true`.as('is_workflow'),
      sequence: sql<number>`${workflows.sequence}`.as('sequence'),
      createdAt: sql<Date>`${workflows.createdAt}`.as('created_at'),
      beganAt: sql<Date>`coalesce(${workflows.startedAt}, ${workflows.createdAt})`.as('began_at'),
      endedAt: sql<Date>`${workflows.endedAt}`.as('ended_at'),
      kind: sql<string>`${workflows.type}`.as('kind'),
      state: sql<string>`${workflowState}`.as('state'),
      subject: sql<string>`${workflows.target}`.as('subject'),
      total: sql<number>`1`.as('total'),
      progress: sql<number>`${workflows.percent} / 100::float8`.as('progress'),
      failed: sql<number>`(${workflowState} = 'FAILED')::int`.as('failed'),
      done: sql<number>`(${workflowState} = 'COMPLETED')::int`.as('done'),
      capacity: sql<string>`0::bigint`.as('capacity'),
      clusters: sql<string[]>`array_remove(array[${workflows.clusterId}::text], null)`.as(
        'clusters',
      ),
      projects: sql<string>`''`.as('projects'),
      startedBy: sql<string>`${workflows.startedBy}`.as('started_by'),
      origin: sql<string>`${workflows.origin}`.as('origin'),
      searched: sql<string>`${WORKFLOW_SEARCHED}`.as('searched'),
    })
    .from(workflows)
    .where(
      and(
        visible === undefined ? undefined : sql`false`,
        isUnresolved === true ? isUnresolvedWorkflow : undefined,
      ),
    );
  return unionAll(kept, run).as('listed');
}
type Listed = ReturnType<typeof listedTasks>;

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

const hasWord =
  ({ searched }: Listed) =>
  (word: string): SQL =>
    sql`position(${word} in ${searched}) > 0`;

function queryColumns(listed: Listed): QueryColumnsOf<typeof TASK_QUERY> {
  const { kind, state, startedBy, origin, clusters, subject, projects, id } = listed;
  const { total, failed, done, capacity, beganAt, endedAt } = listed;
  return {
    choices: {
      kind: (values) => isOneOf(sql`${kind}`, values),
      state: (values) => isOneOf(sql`${state}`, values),
      startedBy: (values) => isOneOf(sql`${startedBy}`, values),
      origin: (values) => isOneOf(sql`${origin}`, values),
      cluster: (values) => sql`${clusters} && ${sql.param([...values])}::text[]`,
    },
    texts: {
      name: sql`${kind} || ' ' || ${subject}`,
      project: sql`${projects}`,
      uuid: sql`${id}::text`,
    },
    numbers: {
      items: sql`${total}`,
      failed: sql`${failed}`,
      done: sql`${done}`,
      capacity: sql`${capacity}`,
      age: minutesOf(sql`now() - ${beganAt}`),
      took: minutesOf(sql`coalesce(${endedAt}, now()) - ${beganAt}`),
    },
    hasWord: hasWord(listed),
  };
}

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
      : sql`${listed.clusters} && ${sql.param([...cluster])}::text[]`,
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
