import { sql } from 'drizzle-orm';
import { fromDrizzle, PgBoss, type Db } from 'pg-boss';
import type { Logger } from 'pino';
import type { Database, Orm } from '@asterism/database/database';

const QUEUE = 'workflows';
const SCHEMA = 'federation_jobs';
const AT_ONCE = 8;
/** Seconds. A process that dies is known by its missing heartbeat, and another one takes over. */
const HEARTBEAT = 10;
const LOOK_FOR_DEAD = 2;
const POLL = 2;
/** Seconds that a workflow may take in all: far above any real one, but not for ever. */
const EXPIRE = 6 * 3600;
/** Each process that dies over a workflow uses one up. */
const RETRIES = 100;
const START_ATTEMPTS = 5;
const STOP_MS = 3000;

export interface EngineOptions {
  readonly database: Database;
  /** Carries a workflow on to its end. What it throws makes the engine call it again later, here or elsewhere. */
  readonly run: (workflowId: string, signal: AbortSignal) => Promise<void>;
  readonly log: Logger;
}

/** Sees to it that every workflow is carried on until it has ended, by some process. */
export interface WorkflowEngine {
  /** To be called in the transaction that writes the workflow: both happen, or neither. */
  enqueue(tx: Orm, workflowId: string): Promise<void>;
  /** Starts what was enqueued at once, instead of at the next look. Call it after the transaction. */
  wake(): void;
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
    schema: SCHEMA,
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
  if (database.kind === 'pglite') await takeOver(boss);
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

  return {
    async enqueue(tx, workflowId) {
      await boss.send(QUEUE, { workflowId }, { id: workflowId, db: fromDrizzle(tx, sql) });
    },
    wake: () => boss.notifyWorker(worker),
    async close() {
      ending.abort();
      await boss.stop({ close: false, graceful: true, timeout: STOP_MS });
    },
  };
}

/** Nobody else can have the embedded database open: what is marked as running belongs to a process that died. */
async function takeOver(boss: PgBoss): Promise<void> {
  const jobs = await boss.findJobs(QUEUE);
  const orphans = jobs.filter(({ state }) => state === 'active').map(({ id }) => id);
  if (orphans.length > 0) await boss.fail(QUEUE, orphans, { message: 'the process ended' });
}
