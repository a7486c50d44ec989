import type { Orm } from '@asterism/database/database';
import {
  createWorkflowStore,
  type WorkflowRow,
  type WorkflowRun,
} from '../store/workflow-store.ts';
import type { StopReason } from './core/next-step.ts';

/**
 * Stands between a run and all that it changes. A process can stand still for longer than its claim to the job lasts, and
 * resume after another process has claimed the workflow: then its run is no longer the current one, and changes nothing.
 */
export interface Fence {
  /** Aborted when the run is to stop: it was overtaken, or its process is about to end. */
  readonly signal: AbortSignal;
  /** Why the run must stop; undefined while it may go on. */
  stopReason(): StopReason | undefined;
  /** What a run that stops throws. */
  stopped(): Error;
  /** Throws when the run must stop. */
  check(): Promise<void>;
  /** The row that a write of the run returned. Throws when there is none: then the run is not the current one. */
  wrote(row: Promise<WorkflowRow | undefined>): Promise<WorkflowRow>;
  /** A transaction that ends before a later run is claimed. Throws, and does nothing, when one was claimed already. */
  transaction<T>(work: (tx: Orm) => Promise<T>): Promise<T>;
}

/**
 * The fence of a run. `ended` is aborted when somebody else has ended the workflow, `interrupting` when the run must stop
 * for another reason.
 */
export function createFence(
  orm: Orm,
  run: WorkflowRun,
  interrupting: AbortSignal,
  ended?: AbortSignal,
): Fence {
  const overtaking = new AbortController();
  ended?.addEventListener('abort', () => overtaking.abort(), { once: true });
  if (ended?.aborted === true) overtaking.abort();
  const signal = AbortSignal.any([interrupting, overtaking.signal]);

  function stopReason(): StopReason | undefined {
    if (overtaking.signal.aborted) return 'overtaken';
    return interrupting.aborted ? 'interrupted' : undefined;
  }

  const stopped = (): Error =>
    new Error(
      stopReason() === 'overtaken'
        ? 'overtaken: a later run was claimed, or the workflow has ended'
        : 'interrupted: the next run resumes it',
    );

  function overtaken(): Error {
    overtaking.abort();
    return stopped();
  }

  async function checkIn(tx: Orm): Promise<void> {
    if (signal.aborted) throw stopped();
    if (!(await createWorkflowStore(tx).isCurrentRun(run))) throw overtaken();
  }

  return {
    signal,
    stopReason,
    stopped,
    check: () => checkIn(orm),
    async wrote(row) {
      const written = await row;
      if (written === undefined) throw overtaken();
      return written;
    },
    transaction: (work) =>
      orm.transaction(async (tx) => {
        await checkIn(tx);
        return work(tx);
      }),
  };
}
