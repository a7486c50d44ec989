import { and, desc, eq, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { Orm } from '@asterism/database/database';
import { workflows } from './schema.ts';

/** A workflow as it is kept. */
export type WorkflowRow = typeof workflows.$inferSelect;

/** What a workflow starts with. */
export type NewWorkflow = Pick<
  WorkflowRow,
  'id' | 'type' | 'stages' | 'target' | 'startedBy' | 'startedByRoles'
> &
  Partial<Pick<WorkflowRow, 'apiEndpoint' | 'tlsFingerprint' | 'keyId' | 'clusterId' | 'origin'>>;

/** What changes while a workflow runs. `percent` never goes back, whatever is written. */
export type WorkflowChange = Partial<
  Pick<
    WorkflowRow,
    'stage' | 'stages' | 'percent' | 'target' | 'tlsFingerprint' | 'keyId' | 'clusterId' | 'facts'
  >
>;

/** One run of a workflow. It is the current one until a later one is claimed, or the workflow has ended. */
export type WorkflowRun = Pick<WorkflowRow, 'id' | 'run'>;

export interface WorkflowPage {
  readonly limit: number;
  /** Only workflows before this `sequence`. */
  readonly before?: number | undefined;
}

export interface WorkflowStore {
  /** Undefined when the same work is going on already. */
  add(workflow: NewWorkflow): Promise<WorkflowRow | undefined>;
  get(id: string): Promise<WorkflowRow | undefined>;
  /** The attach of the endpoint that is going on. */
  attachOf(apiEndpoint: string): Promise<WorkflowRow | undefined>;
  /** The newest first. */
  page(page: WorkflowPage): Promise<WorkflowRow[]>;
  /** Those that have not ended; the newest first, at most `limit`. */
  unended(limit: number): Promise<WorkflowRow[]>;
  /** Those that have not ended; all of them. */
  allUnended(): Promise<Pick<WorkflowRow, 'id' | 'type'>[]>;
  /** The workflow, which nobody else changes until the end of the transaction. */
  lock(id: string): Promise<WorkflowRow | undefined>;
  /** Claims the next run: those before it are fenced out. Undefined when the workflow has ended, or there is none. */
  claimRun(id: string): Promise<WorkflowRow | undefined>;
  /** Whether the run is the current one. In a transaction it then stays so until the end of that. */
  isCurrentRun(run: WorkflowRun): Promise<boolean>;
  /** Undefined when the run is not the current one, as below. */
  change(run: WorkflowRun, change: WorkflowChange): Promise<WorkflowRow | undefined>;
  complete(run: WorkflowRun): Promise<WorkflowRow | undefined>;
  fail(
    run: WorkflowRun,
    failed: { message: string; stages: WorkflowRow['stages'] },
  ): Promise<WorkflowRow | undefined>;
  /** Ends it, whatever its current run is; undefined when it has ended. */
  cancel(
    id: string,
    canceled: { message: string; stages: WorkflowRow['stages']; canceledBy: string },
  ): Promise<WorkflowRow | undefined>;
}

/** `100` is for what is complete. */
const RUNNING_PERCENT_MAX = 99;

export function createWorkflowStore(orm: Orm): WorkflowStore {
  type Set = { [Column in keyof WorkflowRow]?: WorkflowRow[Column] | SQL };

  const isUnended = (id: string) => and(eq(workflows.id, id), isNull(workflows.endedAt));
  const isCurrent = ({ id, run }: WorkflowRun) => and(isUnended(id), eq(workflows.run, run));

  async function set(where: SQL | undefined, values: Set): Promise<WorkflowRow | undefined> {
    const [row] = await orm.update(workflows).set(values).where(where).returning();
    return row;
  }

  return {
    async add(workflow) {
      const [row] = await orm.insert(workflows).values(workflow).onConflictDoNothing().returning();
      return row;
    },
    async get(id) {
      const [row] = await orm.select().from(workflows).where(eq(workflows.id, id));
      return row;
    },
    async attachOf(apiEndpoint) {
      const [row] = await orm
        .select()
        .from(workflows)
        .where(
          and(
            eq(workflows.apiEndpoint, apiEndpoint),
            eq(workflows.type, 'attach cluster'),
            isNull(workflows.endedAt),
          ),
        );
      return row;
    },
    page: ({ limit, before }) =>
      orm
        .select()
        .from(workflows)
        .where(before === undefined ? undefined : lt(workflows.sequence, before))
        .orderBy(desc(workflows.sequence))
        .limit(limit),
    unended: (limit) =>
      orm
        .select()
        .from(workflows)
        .where(isNull(workflows.endedAt))
        .orderBy(desc(workflows.sequence))
        .limit(limit),
    allUnended: () =>
      orm
        .select({ id: workflows.id, type: workflows.type })
        .from(workflows)
        .where(isNull(workflows.endedAt)),
    async lock(id) {
      const [row] = await orm.select().from(workflows).where(eq(workflows.id, id)).for('update');
      return row;
    },
    claimRun: (id) =>
      set(isUnended(id), {
        run: sql`${workflows.run} + 1`,
        state: 'RUNNING',
        startedAt: sql`coalesce(${workflows.startedAt}, now())`,
      }),
    async isCurrentRun(run) {
      const rows = await orm
        .select({ id: workflows.id })
        .from(workflows)
        .where(isCurrent(run))
        .for('update');
      return rows.length > 0;
    },
    change: (run, { percent, ...change }) =>
      set(isCurrent(run), {
        ...change,
        ...(percent === undefined
          ? {}
          : {
              percent: sql`greatest(${workflows.percent}, ${Math.min(RUNNING_PERCENT_MAX, Math.trunc(percent))}::int)`,
            }),
      }),
    complete: (run) =>
      set(isCurrent(run), { state: 'COMPLETED', percent: 100, endedAt: sql`now()` }),
    fail: (run, { message, stages }) =>
      set(isCurrent(run), { state: 'FAILED', message, stages, endedAt: sql`now()` }),
    cancel: (id, canceled) =>
      set(isUnended(id), { ...canceled, state: 'FAILED', endedAt: sql`now()` }),
  };
}
