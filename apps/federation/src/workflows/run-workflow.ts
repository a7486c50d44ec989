import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Logger } from 'pino';
import { err, type Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import {
  createWorkflowStore,
  type WorkflowChange,
  type WorkflowRow,
} from '../store/workflow-store.ts';
import type { WorkflowDefinitions, Stage, StageFailure } from './workflow-definition.ts';
import { failWorkflow } from './fail-workflow.ts';
import { createFence, type Fence } from './fence.ts';
import { withStage } from './with-stage.ts';

export interface RunnerOptions {
  readonly orm: Orm;
  readonly definitions: WorkflowDefinitions;
  /** Hears of every change. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Told when another run has the workflow: what this one did in the memory of the process may be out of date. */
  readonly onOvertaken: (workflow: WorkflowRow) => Promise<void>;
  /** Aborted when the workflow is to be left to a later run, or to another process. */
  readonly signal: AbortSignal;
  /** Aborted when somebody else has ended the workflow: its calls are given up at once. */
  readonly ended?: AbortSignal;
  readonly log: Logger;
}

const ATTEMPTS = 3;
const BACKOFF = { initialDelay: 500, maxDelay: 4000 };

type Outcome = Result<WorkflowChange, StageFailure>;

const isTransient = (outcome: unknown): boolean =>
  typeof outcome === 'object' &&
  outcome !== null &&
  'error' in outcome &&
  typeof outcome.error === 'object' &&
  outcome.error !== null &&
  'isTransient' in outcome.error &&
  outcome.error.isTransient === true;

const stageRetry = retry(handleWhenResult(isTransient), {
  maxAttempts: ATTEMPTS,
  backoff: new ExponentialBackoff(BACKOFF),
});

const now = (): string => new Date().toISOString();

/**
 * Carries a workflow on from where it is, to its end. A workflow that has ended is left alone, so this may be
 * called again at any time: after a crash, or by another process. Throws when it is interrupted, or overtaken by
 * a later run.
 */
export async function runWorkflow(id: string, options: RunnerOptions): Promise<void> {
  const { orm, onChange, onOvertaken, log } = options;
  const begun = await createWorkflowStore(orm).claimRun(id);
  if (begun === undefined) return;
  const fence = createFence(orm, begun, options.signal, options.ended);
  let newest = begun;
  const tell = (workflow: WorkflowRow): void => {
    newest = workflow;
    onChange(workflow);
  };
  try {
    tell(begun);
    await runStages(begun, fence, { ...options, onChange: tell });
  } catch (error) {
    if (fence.isOvertaken()) {
      log.warn({ workflow: id, run: begun.run }, 'a run was overtaken, and has stopped');
      await onOvertaken(newest);
    }
    throw error;
  }
}

async function runStages(begun: WorkflowRow, fence: Fence, options: RunnerOptions): Promise<void> {
  const { orm, definitions, onChange, log } = options;
  const store = createWorkflowStore(orm);
  const definition = definitions[begun.type];
  const { stages } = definition;

  async function tell(written: Promise<WorkflowRow | undefined>): Promise<WorkflowRow> {
    const row = await fence.wrote(written);
    onChange(row);
    return row;
  }

  async function attempt(stage: Stage, workflow: WorkflowRow, from: number): Promise<Outcome> {
    const report = async (fraction: number): Promise<void> => {
      const share = Math.min(1, Math.max(0, fraction));
      await tell(store.change(begun, { percent: from + (stage.percent - from) * share }));
    };
    const run = async (): Promise<Outcome> => {
      try {
        await fence.check();
        return await stage.run({ workflow, report, fence });
      } catch (error) {
        if (fence.signal.aborted) throw fence.stopped();
        log.error({ err: error, workflow: begun.id, stage: stage.name }, 'a stage threw');
        // It may pass: most often the database had trouble.
        const reason = 'something went wrong in the federation';
        return err({ failure: { kind: 'unexplained' }, reason, isTransient: true });
      }
    };
    const outcome = await stageRetry.execute(run, fence.signal).catch((error: unknown) => {
      throw fence.signal.aborted ? fence.stopped() : error;
    });
    // What fails while the process ends says nothing of the cluster.
    if (fence.signal.aborted && !outcome.ok) throw fence.stopped();
    return outcome;
  }

  let workflow = begun;
  for (const [index, stage] of stages.entries()) {
    if (workflow.stages[index]?.state === 'done') continue;
    if (fence.signal.aborted) throw fence.stopped();
    const { startedAt = now() } = workflow.stages[index] ?? {};
    const from = stages[index - 1]?.percent ?? 0;
    workflow = await tell(
      store.change(begun, {
        stage: stage.name,
        percent: from,
        stages: withStage(workflow, index, { state: 'running', startedAt }),
      }),
    );
    const outcome = await attempt(stage, workflow, from);
    if (!outcome.ok) {
      const failed = { workflow, definition, why: outcome.error };
      await tell(fence.transaction((tx) => failWorkflow(tx, failed)));
      return;
    }
    workflow = await tell(
      store.change(begun, {
        ...outcome.value,
        percent: stage.percent,
        stages: withStage(workflow, index, { state: 'done', endedAt: now() }),
      }),
    );
  }
  await tell(store.complete(begun));
}
