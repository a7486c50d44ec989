import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import type { WorkflowDefinitions } from './workflow-definition.ts';
import { failWorkflow } from './fail-workflow.ts';
import type { QueuedWorkflow, WorkflowEngine } from './workflow-engine.ts';
import type { WorkflowJob } from './workflow-job.ts';

/** Milliseconds. */
const EVERY = 15_000;

interface ReconcileOptions {
  readonly orm: Orm;
  readonly engine: Pick<WorkflowEngine, 'jobOf' | 'resend'>;
  readonly definitions: WorkflowDefinitions;
  /** Hears of every change. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Aborted when the process is about to end. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

/**
 * Sees to the workflows that nobody will carry on: one whose job is lost gets a new one, and one whose job was given
 * up ends as failed. Any number of processes may do this at once.
 */
async function reconcileWorkflows(options: ReconcileOptions): Promise<void> {
  const { orm, engine, definitions, onChange, log } = options;

  /** Ends it, as a run of its own: one that may still be going on somewhere has no say any more. */
  const abandon = (id: string, { attempts, cause }: WorkflowJob & { kind: 'given up' }) =>
    orm.transaction(async (tx) => {
      const store = createWorkflowStore(tx);
      const workflow = await store.claimRun(id);
      if (workflow === undefined) return undefined;
      // All that it was to do is done; only its end was not written.
      if (workflow.stages.every(({ state }) => state === 'done')) return store.complete(workflow);
      const reason = `given up after ${attempts} attempts: in the last one ${cause}`;
      return failWorkflow(tx, {
        workflow,
        definition: definitions[workflow.type],
        why: { failure: { kind: 'unexplained' }, reason },
      });
    });

  async function see(unended: QueuedWorkflow): Promise<void> {
    const { id } = unended;
    const job = await engine.jobOf(unended);
    if (job.kind === 'live') return;
    if (job.kind === 'lost') {
      log.warn({ workflow: id }, 'a workflow had no job, and is enqueued anew');
      return engine.resend(unended);
    }
    const ended = await abandon(id, job);
    if (ended === undefined) return;
    log.error({ workflow: id, ...job }, 'a workflow was given up');
    onChange(ended);
  }

  for (const unended of await createWorkflowStore(orm).allUnended()) {
    if (options.signal.aborted) return;
    await see(unended).catch((error: unknown) => {
      log.error(
        { err: error, workflow: unended.id },
        'a workflow could not be reconciled with its job',
      );
    });
  }
}

/** Reconciles now, and then again and again. */
export function keepReconciling(
  options: Omit<ReconcileOptions, 'signal'>,
  every = EVERY,
): {
  close(): Promise<void>;
} {
  const ending = new AbortController();
  const { signal } = ending;

  async function goOn(): Promise<void> {
    while (!signal.aborted) {
      await reconcileWorkflows({ ...options, signal }).catch((error: unknown) => {
        options.log.error({ err: error }, 'the workflows could not be reconciled');
      });
      await pause(every, undefined, { signal }).catch(() => {});
    }
  }

  const going = goOn();
  return {
    async close() {
      ending.abort();
      await going;
    },
  };
}
