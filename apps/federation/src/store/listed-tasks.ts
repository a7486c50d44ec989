import { and, arrayContained, eq, inArray, ne, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/pg-core';
import type { Orm } from '@asterism/database/database';
import { RECORDED_KINDS } from '@asterism/api-types/fleet-api/fleet-task';
import { workflows } from './schema.ts';
import { tasks } from './task-schema.ts';
import {
  isUnresolvedWorkflow,
  WORKFLOW_CLUSTERS,
  WORKFLOW_SEARCHED,
  workflowState,
} from './workflow-list.ts';

/** Which of them are there at all. */
export interface Listing {
  /** The tasks of these projects alone, and no workflow; undefined for all. */
  readonly visible: readonly string[] | undefined;
  /** `console`: of single writes those alone that were made there. */
  readonly singleWrites?: 'all' | 'console' | undefined;
  readonly isUnresolved?: boolean | undefined;
}

/** What failed lately, and nobody has begun to do again. */
const isUnresolvedTask = and(
  eq(tasks.state, 'FAILED'),
  sql`${tasks.endedAt} > now() - interval '7 days'`,
  sql`not exists (select from federation.tasks later where later.retry_of = ${tasks.id} and later.state <> 'DRAFT')`,
);

/** What both have, by names and types that are the same. */
export function listedTasks(orm: Orm, { visible, singleWrites, isUnresolved }: Listing) {
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
      projects: sql<string[]>`${tasks.projects}`.as('projects'),
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
      clusters: sql<string[]>`${WORKFLOW_CLUSTERS}`.as('clusters'),
      projects: sql<string[]>`array[]::text[]`.as('projects'),
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
export type Listed = ReturnType<typeof listedTasks>;
