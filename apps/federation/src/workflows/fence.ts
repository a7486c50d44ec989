import type { Orm } from '@asterism/database/database';
import {
  createWorkflowStore,
  type WorkflowRow,
  type WorkflowRun,
} from '../store/workflow-store.ts';

/**
 * What stands between a run and all that it changes. A process can stand still for longer than its claim to the job
 * lasts, and find when it goes on that another has taken the workflow over: then it has no say any more.
 */
export interface Fence {
  /** Aborted when the run is to stop: it was overtaken, or its process is about to end. */
  readonly signal: AbortSignal;
  isOvertaken(): boolean;
  /** Why the run stops. */
  stopped(): Error;
  /** Throws when the run is to stop. */
  check(): Promise<void>;
  /** What a write of the run gave. Throws when it gave nothing, for then the run has no say. */
  wrote(row: Promise<WorkflowRow | undefined>): Promise<WorkflowRow>;
  /** A transaction that is over before a later run begins. Throws, and does nothing, when one has begun. */
  transaction<T>(work: (tx: Orm) => Promise<T>): Promise<T>;
}

/**
 * The fence of a run. `ended` is aborted when somebody else has ended the workflow, `ending` when the run is to stop for
 * another reason.
 */
export function createFence(
  orm: Orm,
  run: WorkflowRun,
  ending: AbortSignal,
  ended?: AbortSignal,
): Fence {
  const overtaking = new AbortController();
  ended?.addEventListener('abort', () => overtaking.abort(), { once: true });
  if (ended?.aborted === true) overtaking.abort();
  const signal = AbortSignal.any([ending, overtaking.signal]);
  const isOvertaken = (): boolean => overtaking.signal.aborted;

  const stopped = (): Error =>
    new Error(
      isOvertaken()
        ? 'overtaken: a later run has begun, or the workflow has ended'
        : 'interrupted: it goes on where it was, at the next run',
    );

  function overtaken(): Error {
    overtaking.abort();
    return stopped();
  }

  async function hold(tx: Orm): Promise<void> {
    if (signal.aborted) throw stopped();
    if (!(await createWorkflowStore(tx).isCurrentRun(run))) throw overtaken();
  }

  return {
    signal,
    isOvertaken,
    stopped,
    check: () => hold(orm),
    async wrote(row) {
      const written = await row;
      if (written === undefined) throw overtaken();
      return written;
    },
    transaction: (work) =>
      orm.transaction(async (tx) => {
        await hold(tx);
        return work(tx);
      }),
  };
}
