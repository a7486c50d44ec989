import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import { decideReconcile } from './core/decide-reconcile.ts';
import { abandonStep } from './core/next-step.ts';
import type { StageFailure } from './core/stage-failure.ts';
import { undoAndFail } from './run-workflow.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import type { TaskJobs } from './task-jobs.ts';
import type { Queued, WorkflowEngine } from './workflow-engine.ts';

const INTERVAL_MS = 15_000;

interface ReconcileOptions {
  readonly orm: Orm;
  readonly engine: Pick<WorkflowEngine, 'jobOf' | 'resend'>;
  readonly definitions: WorkflowDefinitions;
  readonly tasks: Pick<TaskJobs, 'unended' | 'abandon'>;
  /** Called with every workflow that was ended. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Aborted when the process is about to end. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Ends every workflow and task that no job will end. Any number of processes may do this at once. */
async function reconcileWorkflows(options: ReconcileOptions): Promise<void> {
  const { orm, engine, definitions, tasks, onChange, log } = options;

  /** As a run of its own: one that may still be running somewhere is no longer the current one. */
  const abandon = (id: string, failure: StageFailure): Promise<WorkflowRow | undefined> =>
    orm.transaction(async (tx) => {
      const store = createWorkflowStore(tx);
      const workflow = await store.claimRun(id);
      if (workflow === undefined) return undefined;
      const definition = definitions[workflow.type];
      const step = abandonStep({ workflow, plan: definition.stages }, failure, new Date());
      return step.kind === 'complete'
        ? store.complete(workflow)
        : undoAndFail(tx, workflow, definition, step);
    });

  async function reconcile(queued: Queued): Promise<void> {
    const { id, type } = queued;
    const job = await engine.jobOf(queued);
    const decided = decideReconcile(job);
    switch (decided.kind) {
      case 'leave':
        return;
      case 'resend':
        log.warn({ workflow: id, type }, 'a workflow or task had no job, and is enqueued again');
        await engine.resend(queued);
        return;
      case 'abandon': {
        if (type === 'task') return tasks.abandon(id, decided.failure.reason);
        const ended = await abandon(id, decided.failure);
        if (ended === undefined) return;
        log.error({ workflow: id, ...job }, 'a workflow was abandoned');
        onChange(ended);
      }
    }
  }

  const workflows = await createWorkflowStore(orm).allUnended();
  for (const unended of [...workflows, ...(await tasks.unended())]) {
    if (options.signal.aborted) return;
    await reconcile(unended).catch((error: unknown) => {
      log.error(
        { err: error, workflow: unended.id },
        'a workflow could not be reconciled with its job',
      );
    });
  }
}

/** Reconciles now, and then every `intervalMs`. */
export function keepReconciling(
  options: Omit<ReconcileOptions, 'signal'>,
  intervalMs = INTERVAL_MS,
): {
  close(): Promise<void>;
} {
  const closing = new AbortController();
  const { signal } = closing;

  async function repeat(): Promise<void> {
    while (!signal.aborted) {
      await reconcileWorkflows({ ...options, signal }).catch((error: unknown) => {
        options.log.error({ err: error }, 'the workflows could not be reconciled');
      });
      await pause(intervalMs, undefined, { signal }).catch(() => {});
    }
  }

  const repeating = repeat();
  return {
    async close() {
      closing.abort();
      await repeating;
    },
  };
}
