import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import type { Logger } from 'pino';
import { err, type Result } from '@asterism/api-types/common/result';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowChange, WorkflowRow, WorkflowStore } from '../store/workflow-store.ts';
import type { Stage, StageFailure, WorkflowDefinition } from './definition.ts';

export interface RunnerOptions {
  readonly store: WorkflowStore;
  readonly definitions: Readonly<Record<WorkflowRow['type'], WorkflowDefinition>>;
  /** Hears of every change. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Aborted when the workflow is to be left to a later run, or to another process. */
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const interrupted = (): Error => new Error('interrupted: it goes on where it was, at the next run');

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

const patience = retry(handleWhenResult(isTransient), {
  maxAttempts: ATTEMPTS,
  backoff: new ExponentialBackoff(BACKOFF),
});

const now = (): string => new Date().toISOString();

const withStage = (
  { stages }: WorkflowRow,
  index: number,
  change: Partial<WorkflowStage>,
): WorkflowStage[] => stages.map((stage, at) => (at === index ? { ...stage, ...change } : stage));

/**
 * Carries a workflow on from where it is, to its end. A workflow that has ended is left alone, so this may be
 * called again at any time: after a crash, or by another process. Throws when it is interrupted.
 */
export async function runWorkflow(id: string, options: RunnerOptions): Promise<void> {
  const { store, definitions, signal, log } = options;

  /** Writes a change; undefined when the workflow has ended meanwhile. */
  async function tell(written: Promise<WorkflowRow | undefined>): Promise<WorkflowRow | undefined> {
    const row = await written;
    if (row !== undefined) options.onChange(row);
    return row;
  }

  async function attempt(stage: Stage, workflow: WorkflowRow, from: number): Promise<Outcome> {
    const report = async (fraction: number): Promise<void> => {
      const share = Math.min(1, Math.max(0, fraction));
      await tell(store.change(id, { percent: from + (stage.percent - from) * share }));
    };
    const run = async (): Promise<Outcome> => {
      try {
        return await stage.run({ workflow, report, signal });
      } catch (error) {
        if (signal.aborted) throw interrupted();
        log.error({ err: error, workflow: id, stage: stage.name }, 'a stage threw');
        // It may pass: most often the database had trouble.
        const reason = 'something went wrong in the federation';
        return err({ failure: { kind: 'unexplained' }, reason, isTransient: true });
      }
    };
    const outcome = await patience.execute(run, signal).catch((error: unknown) => {
      throw signal.aborted ? interrupted() : error;
    });
    // What fails while the process ends says nothing of the cluster.
    if (signal.aborted && !outcome.ok) throw interrupted();
    return outcome;
  }

  async function end(
    workflow: WorkflowRow,
    index: number,
    { reason, failure }: StageFailure,
  ): Promise<void> {
    const definition = definitions[workflow.type];
    await definition.undo(workflow);
    await tell(
      store.fail(id, {
        message: `${definition.stages[index]?.name}: ${reason}`,
        stages: withStage(workflow, index, { state: 'failed', endedAt: now(), failure }),
      }),
    );
  }

  let workflow = await tell(store.begin(id));
  const stages = workflow === undefined ? [] : definitions[workflow.type].stages;
  for (const [index, stage] of stages.entries()) {
    if (workflow?.stages[index]?.state === 'done') continue;
    if (workflow === undefined) return;
    if (signal.aborted) throw interrupted();
    const { startedAt = now() } = workflow.stages[index] ?? {};
    const from = stages[index - 1]?.percent ?? 0;
    workflow = await tell(
      store.change(id, {
        stage: stage.name,
        percent: from,
        stages: withStage(workflow, index, { state: 'running', startedAt }),
      }),
    );
    if (workflow === undefined) return;
    const outcome = await attempt(stage, workflow, from);
    if (!outcome.ok) return end(workflow, index, outcome.error);
    workflow = await tell(
      store.change(id, {
        ...outcome.value,
        percent: stage.percent,
        stages: withStage(workflow, index, { state: 'done', endedAt: now() }),
      }),
    );
  }
  if (workflow !== undefined) await tell(store.complete(id));
}
