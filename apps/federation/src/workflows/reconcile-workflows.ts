import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import { decideReconcile } from './core/decide-reconcile.ts';
import { abandonStep } from './core/next-step.ts';
import type { StageFailure } from './core/stage-failure.ts';
import { undoAndFail } from './run-workflow.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import type { QueuedWorkflow, WorkflowEngine } from './workflow-engine.ts';

const INTERVAL_MS = 15_000;

interface ReconcileOptions {
  readonly orm: Orm;
  readonly engine: Pick<WorkflowEngine, 'jobOf' | 'resend'>;
  readonly definitions: WorkflowDefinitions;
  /** Called with every workflow that was ended. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Aborted when the process is about to end. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/** Ends every workflow that no job will end. Any number of processes may do this at once. */
async function reconcileWorkflows(options: ReconcileOptions): Promise<void> {
  const { orm, engine, definitions, onChange, log } = options;

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

  async function reconcile(workflow: QueuedWorkflow): Promise<void> {
    const { id } = workflow;
    const job = await engine.jobOf(workflow);
    const decided = decideReconcile(job);
    switch (decided.kind) {
      case 'leave':
        return;
      case 'resend':
        log.warn({ workflow: id }, 'a workflow had no job, and is enqueued again');
        await engine.resend(workflow);
        return;
      case 'abandon': {
        const ended = await abandon(id, decided.failure);
        if (ended === undefined) return;
        log.error({ workflow: id, ...job }, 'a workflow was abandoned');
        onChange(ended);
      }
    }
  }

  for (const unended of await createWorkflowStore(orm).allUnended()) {
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
