import { and, count, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import {
  FLEET_WORKFLOW_STATES,
  type FleetWorkflowState,
} from '@asterism/api-types/federation-api/workflow';
import type {
  FleetWorkflowsQuestion,
  WorkflowSortKey,
} from '@asterism/api-types/fleet-api/fleet-workflow-list';
import type { QueryOf } from '@asterism/api-types/rules/query-line';
import type { WORKFLOW_QUERY } from '@asterism/api-types/rules/workflow-query';
import { naturally } from './naturally.ts';
import { hasOneOf, isOneOf, minutesOf, queryConditions, type QueryColumnsOf } from './query-sql.ts';
import { workflows } from './schema.ts';
import type { WorkflowRow } from './workflow-store.ts';

/** How many workflows each value of a filter has. */
type Counts = Record<string, number>;

export interface WorkflowWindow {
  readonly rows: WorkflowRow[];
  /** How many match, beyond the window too. */
  readonly total: number;
  readonly facets: Readonly<Record<Filter, Counts>>;
  /** The clusters of the facets, with the name that the newest workflow has for each. */
  readonly clusters: { readonly cluster: string; readonly name: string }[];
}

/** What a line says of workflows. */
type WorkflowQuery = QueryOf<typeof WORKFLOW_QUERY>;

/** The workflows as people search them. */
export interface WorkflowList {
  find(question: FleetWorkflowsQuestion, query?: WorkflowQuery): Promise<WorkflowWindow>;
}

/** A workflow that was canceled is kept as FAILED, the state that the reference has for it. */
export const workflowState = sql<FleetWorkflowState>`case when ${workflows.canceledBy} is null then ${workflows.state} else 'CANCELED' end`;
/** The cluster, or the endpoint while its UUID is not known. */
const cluster = sql<string>`coalesce(${workflows.clusterId}::text, ${workflows.apiEndpoint}, '')`;
/** What it may be called: by the name and the endpoint that it had as well, for it may be detached by now. */
export const WORKFLOW_CLUSTERS = sql<
  string[]
>`array_remove(array[${workflows.clusterId}::text, ${workflows.apiEndpoint}, ${workflows.target}], null)`;
const startedAt = sql`coalesce(${workflows.startedAt}, ${workflows.createdAt})`;

const inStateOrder = sql`array_position(array[${sql.join(
  FLEET_WORKFLOW_STATES.map((one) => sql`${one}`),
  sql`, `,
)}]::text[], ${workflowState})`;

const SORTED_BY: Readonly<Record<WorkflowSortKey, readonly SQL[]>> = {
  name: [sql`${workflows.type}`, naturally(workflows.target)],
  state: [inStateOrder],
  progress: [sql`${workflows.percent}`],
  started: [startedAt],
  duration: [sql`coalesce(${workflows.endedAt}, now()) - ${startedAt}`],
  outcome: [inStateOrder, sql`lower(${workflows.message})`],
  startedBy: [naturally(sql`${workflows.startedBy}`)],
};

/** Where its words are sought. */
export const WORKFLOW_SEARCHED = sql<string>`lower(concat_ws(' ', ${workflows.type}, ${workflows.target}, ${workflows.apiEndpoint}, ${workflows.startedBy}, ${workflows.message}, ${workflows.id}::text, ${workflows.clusterId}::text))`;

const hasWord = (word: string): SQL =>
  sql`position(${word.toLowerCase()} in ${WORKFLOW_SEARCHED}) > 0`;

const QUERY_COLUMNS: QueryColumnsOf<typeof WORKFLOW_QUERY> = {
  choices: {
    type: (values) => isOneOf(sql`${workflows.type}`, values),
    cluster: (values) => hasOneOf(WORKFLOW_CLUSTERS, values),
    state: (values) => isOneOf(workflowState, values),
    startedBy: (values) => isOneOf(sql`${workflows.startedBy}`, values),
  },
  texts: {
    name: [sql`${workflows.target}`, sql`${workflows.type} || ' ' || ${workflows.target}`],
    outcome: [sql`${workflows.message}`],
    uuid: [sql`${workflows.id}::text`, sql`${workflows.clusterId}::text`],
  },
  numbers: {
    progress: sql`${workflows.percent}`,
    age: minutesOf(sql`now() - ${workflows.createdAt}`),
    took: minutesOf(sql`coalesce(${workflows.endedAt}, now()) - ${startedAt}`),
  },
  hasWord,
};

/** What failed lately, and no later workflow of the kind on the same cluster or endpoint has completed or is running now. */
export const isUnresolvedWorkflow = and(
  eq(workflows.state, 'FAILED'),
  sql`${workflows.canceledBy} is null`,
  sql`${workflows.endedAt} > now() - interval '7 days'`,
  sql`not exists (
    select from federation.workflows later
    where later.type = ${workflows.type} and later.sequence > ${workflows.sequence} and later.state in ('COMPLETED', 'RUNNING')
      and (later.api_endpoint = ${workflows.apiEndpoint} or later.cluster_id = ${workflows.clusterId}))`,
);

const FILTERS = ['type', 'cluster', 'state', 'startedBy'] as const;
type Filter = (typeof FILTERS)[number];

const VALUE_OF = {
  type: sql<string>`${workflows.type}`,
  cluster,
  state: workflowState,
  startedBy: sql<string>`${workflows.startedBy}`,
} as const;

/** What matches the search and all filters but `without`. */
function matching(
  question: FleetWorkflowsQuestion,
  query: WorkflowQuery,
  without?: Filter,
): SQL | undefined {
  const words = (question.search ?? '').split(/\s+/).filter((word) => word !== '');
  return and(
    ...words.map(hasWord),
    ...queryConditions<typeof WORKFLOW_QUERY>(query, QUERY_COLUMNS),
    question.unresolved === 'true' ? isUnresolvedWorkflow : undefined,
    ...FILTERS.map((filter) => {
      const wanted = question[filter] ?? [];
      if (filter === without || wanted.length === 0) return undefined;
      // A UUID has no case.
      return filter === 'cluster'
        ? isOneOf(
            cluster,
            wanted.map((one) => one.toLowerCase()),
          )
        : inArray(VALUE_OF[filter], [...wanted]);
    }),
  );
}

export function createWorkflowList(orm: Orm): WorkflowList {
  async function countsOf(
    question: FleetWorkflowsQuestion,
    query: WorkflowQuery,
    filter: Filter,
  ): Promise<Counts> {
    const value = VALUE_OF[filter];
    const rows = await orm
      .select({ value, count: count() })
      .from(workflows)
      .where(matching(question, query, filter))
      .groupBy(value);
    return Object.fromEntries(rows.map((row) => [row.value, row.count]));
  }

  const namesOf = (values: readonly string[]) =>
    values.length === 0
      ? []
      : orm
          .selectDistinctOn([cluster], { cluster, name: workflows.target })
          .from(workflows)
          .where(inArray(cluster, [...values]))
          .orderBy(cluster, sql`${workflows.sequence} desc`);

  return {
    async find(question, query = []) {
      const where = matching(question, query);
      const direction = question.order === 'asc' ? sql`asc` : sql`desc`;
      const keys = [...SORTED_BY[question.sort], sql`${workflows.sequence}`];
      const rows = await orm
        .select()
        .from(workflows)
        .where(where)
        .orderBy(...keys.map((key) => sql`${key} ${direction}`))
        .offset(question.offset)
        .limit(question.limit);
      const [total] = await orm.select({ count: count() }).from(workflows).where(where);
      const facets = {
        type: await countsOf(question, query, 'type'),
        cluster: await countsOf(question, query, 'cluster'),
        state: await countsOf(question, query, 'state'),
        startedBy: await countsOf(question, query, 'startedBy'),
      };
      const named = new Set([...Object.keys(facets.cluster), ...(question.cluster ?? [])]);
      return { rows, total: total?.count ?? 0, facets, clusters: await namesOf([...named]) };
    },
  };
}
