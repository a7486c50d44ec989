import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss, type Db } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Orm } from '@asterism/database/database';
import { inLockedTransaction } from '../store/locked-transaction.ts';
import { PROCESS_ENDED, workflowJobOf, type WorkflowJob } from './workflow-job.ts';

const QUEUE = 'workflows';
export const JOBS_SCHEMA = 'federation_jobs';
const AT_ONCE = 8;
/** Seconds. A process that dies is known by its missing heartbeat, and another one takes over. */
const HEARTBEAT = 10;
const LOOK_FOR_DEAD = 2;
const POLL = 2;
/** Seconds that one attempt may take: far above any real one, but not for ever. */
const EXPIRE = 6 * 3600;
/** Each process that dies over a workflow uses one up. After the last one the job is given up. */
const RETRIES = 100;
const START_ATTEMPTS = 5;
const STOP_MS = 3000;

export interface EngineOptions {
  readonly database: Database;
  /** Carries a workflow on to its end. What it throws makes the engine call it again later, here or elsewhere. */
  readonly run: (workflowId: string, signal: AbortSignal) => Promise<void>;
  /** The workflows that have not ended. */
  readonly unended: () => Promise<readonly string[]>;
  readonly log: Logger;
}

/** Sees to it that every workflow is carried on until it has ended, by some process. */
export interface WorkflowEngine {
  /** To be called in the transaction that writes the workflow: both happen, or neither. */
  enqueue(tx: Orm, workflowId: string): Promise<void>;
  /** Starts what was enqueued at once, instead of at the next look. Call it after the transaction. */
  wake(): void;
  jobOf(workflowId: string): Promise<WorkflowJob>;
  /** Enqueues a workflow whose job is lost anew. Harmless when several processes do it. */
  resend(workflowId: string): Promise<void>;
  /** Interrupts what is running: it goes on at the next start, or in another process. */
  close(): Promise<void>;
}

const adapterOf = (database: Database): Db => ({
  executeSql: (text, values) =>
    values === undefined || values.length === 0
      ? database.script(text)
      : database.query(text, values),
});

/** A {@link WorkflowEngine} on pg-boss. */
export async function startWorkflowEngine(options: EngineOptions): Promise<WorkflowEngine> {
  const { database, log } = options;
  const ending = new AbortController();
  const boss = new PgBoss({
    db: adapterOf(database),
    backend: database.kind,
    schema: JOBS_SCHEMA,
    schedule: false,
    superviseIntervalSeconds: LOOK_FOR_DEAD,
    monitorIntervalSeconds: LOOK_FOR_DEAD,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'the workflow queue had trouble'));
  // Of several that make the queue's tables at the same moment, all but one fail at first.
  await boss.start({ attempts: START_ATTEMPTS });
  await boss.createQueue(QUEUE, {
    heartbeatSeconds: HEARTBEAT,
    expireInSeconds: EXPIRE,
    retryLimit: RETRIES,
    retryDelay: 1,
  });
  // Looked up now: within a transaction of the embedded database there is no second connection to do it.
  await boss.getQueue(QUEUE);
  if (database.kind === 'pglite') await takeOver(boss, await options.unended());
  const worker = await boss.work<{ workflowId: string }>(
    QUEUE,
    { localConcurrency: AT_ONCE, pollingIntervalSeconds: POLL },
    async (jobs) => {
      for (const { data, signal } of jobs) {
        // The job's own signal says that another process has taken it over.
        await options.run(data.workflowId, AbortSignal.any([signal, ending.signal]));
      }
    },
  );

  const jobOf = async (workflowId: string, db?: Db): Promise<WorkflowJob> =>
    workflowJobOf(await boss.getJobById(QUEUE, workflowId, db === undefined ? {} : { db }));

  return {
    async enqueue(tx, workflowId) {
      await boss.send(QUEUE, { workflowId }, { id: workflowId, db: fromDrizzle(tx, sql) });
    },
    wake: () => boss.notifyWorker(worker),
    jobOf: (workflowId) => jobOf(workflowId),
    async resend(workflowId) {
      await inLockedTransaction(database.orm, 'workflow jobs', async (tx) => {
        const db = fromDrizzle(tx, sql);
        if ((await jobOf(workflowId, db)).kind !== 'lost') return;
        await boss.deleteJob(QUEUE, workflowId, { db });
        await boss.send(QUEUE, { workflowId }, { id: workflowId, db });
      });
      boss.notifyWorker(worker);
    },
    async close() {
      ending.abort();
      await boss.stop({ close: false, graceful: true, timeout: STOP_MS });
    },
  };
}

/** Nobody else can have the embedded database open: what is marked as running belongs to a process that died. */
async function takeOver(boss: PgBoss, workflowIds: readonly string[]): Promise<void> {
  for (const id of workflowIds) {
    const job = await boss.getJobById(QUEUE, id);
    if (job?.state === 'active') await boss.fail(QUEUE, id, { message: PROCESS_ENDED });
  }
}
