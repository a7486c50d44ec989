import { PgBoss, type Db } from 'pg-boss';
import type { Logger } from 'pino';
import type { WorkflowType } from '@asterism/api-types/federation-api/workflow';
import type { Database, Orm } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import {
  inJobsLock,
  JOBS_SCHEMA,
  jobsDatabase,
  jobsInTransaction,
} from '../store/jobs-database.ts';
import type { WorkflowJob } from './core/decide-reconcile.ts';
import { startWorkerPool, type WorkerPool } from './worker-pool.ts';
import { PROCESS_ENDED, workflowJobOf } from './workflow-job.ts';

/** What is queued: workflows by their type, and tasks. */
export type JobType = WorkflowType | 'task';

/**
 * Each type has its own queue and workers, so that none waits behind another: an attach may wait for an endpoint that does
 * not answer. Earlier releases have the jobs of all workflows in the queue of the attaches.
 */
const QUEUES: Readonly<Record<JobType, { readonly name: string; readonly workers: number }>> = {
  'attach cluster': { name: 'workflows', workers: 64 },
  'detach cluster': { name: 'detaches', workers: 8 },
  task: { name: 'tasks', workers: 32 },
};
const queueOf = (type: JobType): string => QUEUES[type].name;
/** Where the job of a workflow may be; its own queue comes first. */
const queuesOf = (type: JobType): readonly string[] =>
  type === 'task' ? [queueOf(type)] : [...new Set([queueOf(type), queueOf('attach cluster')])];
/** A process that died is known by its missing heartbeat; then another one takes over. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 2;
/** What one attempt may take: far above any real one, but finite. */
const EXPIRE_SECONDS = 6 * 3600;
/** Each process that dies during a workflow uses one up. After the last one pg-boss fails the job for good. */
const RETRIES = 100;
const START_ATTEMPTS = 5;
const STOP_MS = 3000;
const LOG_INTERVAL_MS = 10_000;

export interface EngineOptions {
  readonly database: Database;
  readonly watch: Pick<DatabaseWatch, 'note'>;
  /** Runs a workflow or a task to its end. When it throws, the engine calls it again later, in this process or another. */
  readonly run: (queued: Queued, signal: AbortSignal) => Promise<void>;
  /** The workflows and tasks that have not ended. */
  readonly unended: () => Promise<readonly Queued[]>;
  readonly log: Logger;
}

/** What the queue knows of a workflow or a task. */
export interface Queued {
  readonly id: string;
  readonly type: JobType;
}

/** Makes some process run every workflow and task until it has ended. */
export interface WorkflowEngine {
  /** Call it in the transaction that writes what is queued: both happen, or neither. It is not run before `due`. */
  enqueue(tx: Orm, queued: Queued, due?: Date): Promise<void>;
  /** Starts what is enqueued of this type at once, instead of at the next poll. Call it after the transaction. */
  wake(type: JobType): void;
  jobOf(queued: Queued): Promise<WorkflowJob>;
  /** Enqueues again what has lost its job. Harmless when several processes do it. */
  resend(queued: Queued): Promise<void>;
  /** Enqueues again, to run now, what was to wait. */
  runNow(queued: Queued): Promise<void>;
  /** Interrupts what is running: it resumes at the next start, or in another process. */
  close(): Promise<void>;
}

/** Passes on at most one error in {@link LOG_INTERVAL_MS}: each of the queue's loops fails again while the database does. */
function throttled(report: (error: unknown) => void): (error: unknown) => void {
  let last = -Infinity;
  return (error) => {
    if (performance.now() - last < LOG_INTERVAL_MS) return;
    last = performance.now();
    report(error);
  };
}

/** A {@link WorkflowEngine} on pg-boss. */
export async function startWorkflowEngine(options: EngineOptions): Promise<WorkflowEngine> {
  const { database, log } = options;
  const ending = new AbortController();
  const boss = new PgBoss({
    db: jobsDatabase(database),
    backend: database.kind,
    schema: JOBS_SCHEMA,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
    registerInstance: false,
    reindex: false,
    monitorVacuum: false,
  });
  const logError = throttled((error) => log.error({ err: error }, 'the workflow queue failed'));
  boss.on('error', (error) => {
    options.watch.note(error);
    logError(error);
  });
  // When several processes create the queue's tables at the same time, all but one fail at first.
  await boss.start({ attempts: START_ATTEMPTS });
  for (const { name } of Object.values(QUEUES)) {
    await boss.createQueue(name, {
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: EXPIRE_SECONDS,
      retryLimit: RETRIES,
      retryDelay: 1,
    });
    // pg-boss caches it: in a transaction of the embedded database there is no second connection to read it.
    await boss.getQueue(name);
  }
  if (database.kind === 'pglite') await takeOver(boss, await options.unended());
  const startPool = (type: JobType): Promise<WorkerPool> =>
    startWorkerPool({
      boss,
      queue: queueOf(type),
      size: QUEUES[type].workers,
      // The job's own signal is aborted when another process has taken it over.
      run: (id, signal) => options.run({ id, type }, AbortSignal.any([signal, ending.signal])),
    });
  const pools: Readonly<Record<JobType, WorkerPool>> = {
    'attach cluster': await startPool('attach cluster'),
    'detach cluster': await startPool('detach cluster'),
    task: await startPool('task'),
  };

  async function jobOf({ id, type }: Queued, db?: Db): Promise<WorkflowJob> {
    for (const queue of queuesOf(type)) {
      const job = await boss.getJobById<object>(queue, id, db === undefined ? {} : { db });
      if (job !== null) return workflowJobOf(job);
    }
    return workflowJobOf(null);
  }

  /** Enqueues something anew if its job allows that. */
  async function sendAnew(
    { id, type }: Queued,
    when: (job: WorkflowJob) => boolean,
  ): Promise<void> {
    const queue = queueOf(type);
    await inJobsLock(database.orm, async (db) => {
      if (!when(await jobOf({ id, type }, db))) return;
      await boss.deleteJob(queue, id, { db });
      await boss.send(queue, { workflowId: id }, { id, db });
    });
    pools[type].wake();
  }

  return {
    async enqueue(tx, { id, type }, due) {
      const startAfter = due === undefined ? {} : { startAfter: due };
      const options = { id, db: jobsInTransaction(tx), ...startAfter };
      await boss.send(queueOf(type), { workflowId: id }, options);
    },
    wake: (type) => pools[type].wake(),
    jobOf: (queued) => jobOf(queued),
    resend: (queued) => sendAnew(queued, ({ kind }) => kind === 'lost'),
    runNow: (queued) => sendAnew(queued, ({ kind }) => kind !== 'abandoned'),
    async close() {
      ending.abort();
      await boss.stop({ close: false, graceful: true, timeout: STOP_MS });
    },
  };
}

/** Nobody else can have the embedded database open: what is marked as running belongs to a process that died. */
async function takeOver(boss: PgBoss, unended: readonly Queued[]): Promise<void> {
  for (const { id, type } of unended) {
    for (const queue of queuesOf(type)) {
      const job = await boss.getJobById(queue, id);
      if (job?.state === 'active') await boss.fail(queue, id, PROCESS_ENDED);
    }
  }
}
