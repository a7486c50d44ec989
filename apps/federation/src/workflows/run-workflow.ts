import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import { nextStep, type FailStep, type Outcome, type Step } from './core/next-step.ts';
import { STAGE_THREW } from './core/stage-failure.ts';
import { percentAt } from './core/stages.ts';
import { createFence, type Fence } from './fence.ts';
import type { Learned, WorkflowDefinition, WorkflowDefinitions } from './workflow-definition.ts';

export interface RunnerOptions {
  readonly orm: Orm;
  readonly definitions: WorkflowDefinitions;
  /** Called with the workflow after every change. */
  readonly onChange: (workflow: WorkflowRow) => void;
  /** Called when another run has the workflow: what this one did in the memory of the process may be out of date. */
  readonly onOvertaken: (workflow: WorkflowRow) => Promise<void>;
  /** Aborted when the workflow is to be left to a later run, or to another process. */
  readonly signal: AbortSignal;
  /** Aborted when somebody else has ended the workflow: its calls are aborted at once. */
  readonly ended?: AbortSignal;
  readonly log: Logger;
}

/** Undoes what the workflow did and ends it as failed. In a transaction: all of it, or nothing. */
export async function undoAndFail(
  tx: Orm,
  workflow: WorkflowRow,
  definition: WorkflowDefinition,
  { message, stages }: FailStep,
): Promise<WorkflowRow | undefined> {
  await definition.undo(workflow, tx);
  return createWorkflowStore(tx).fail(workflow, { message, stages });
}

/**
 * Runs a workflow from where it is to its end. A workflow that has ended is left alone, so this may be called again at
 * any time: after a crash, or by another process. Throws when it is interrupted, or overtaken by a later run.
 */
export async function runWorkflow(id: string, options: RunnerOptions): Promise<void> {
  const { orm, onChange, onOvertaken, log } = options;
  const claimed = await createWorkflowStore(orm).claimRun(id);
  if (claimed === undefined) return;
  const fence = createFence(orm, claimed, options.signal, options.ended);
  let newest = claimed;
  const publish = (workflow: WorkflowRow): void => {
    newest = workflow;
    onChange(workflow);
  };
  try {
    publish(claimed);
    await runStages(claimed, fence, { ...options, onChange: publish });
  } catch (error) {
    if (fence.stopReason() === 'overtaken') {
      log.warn({ workflow: id, run: claimed.run }, 'a run was overtaken, and has stopped');
      await onOvertaken(newest);
    }
    throw error;
  }
}

/** Does what the core says, step by step. */
async function runStages(
  claimed: WorkflowRow,
  fence: Fence,
  options: RunnerOptions,
): Promise<void> {
  const { orm, definitions, onChange, log } = options;
  const store = createWorkflowStore(orm);
  const definition = definitions[claimed.type];
  const plan = definition.stages;
  let workflow = claimed;

  async function save(written: Promise<WorkflowRow | undefined>): Promise<void> {
    workflow = await fence.wrote(written);
    onChange(workflow);
  }

  async function runStage(index: number, attempt: number): Promise<Outcome<Learned>> {
    const stage = plan[index];
    if (stage === undefined) throw new Error(`there is no stage ${index}`);
    const report = (fraction: number): Promise<void> =>
      save(store.change(claimed, { percent: percentAt(plan, index, fraction, workflow.percent) }));
    try {
      await fence.check();
      const result = await stage.run({ workflow, report, fence });
      return result.ok
        ? { kind: 'stage done', learned: result.value }
        : { kind: 'stage failed', attempt, failure: result.error };
    } catch (error) {
      if (fence.stopReason() === undefined) {
        log.error({ err: error, workflow: claimed.id, stage: stage.name }, 'a stage threw');
      }
      return { kind: 'stage failed', attempt, failure: STAGE_THREW };
    }
  }

  let outcome: Outcome<Learned> = { kind: 'claimed' };
  for (;;) {
    const step: Step<Learned> = nextStep(
      { workflow, plan, stop: fence.stopReason() },
      outcome,
      new Date(),
    );
    switch (step.kind) {
      case 'save':
        await save(store.change(claimed, { ...step.learned, ...step.change }));
        outcome = { kind: 'saved' };
        break;
      case 'run stage':
        outcome = await runStage(step.index, step.attempt);
        break;
      case 'wait':
        // When it is aborted, the next step is to stop.
        await pause(step.milliseconds, undefined, { signal: fence.signal }).catch(() => {});
        outcome = { kind: 'waited', attempt: step.attempt };
        break;
      case 'fail':
        await save(fence.transaction((tx) => undoAndFail(tx, workflow, definition, step)));
        return;
      case 'complete':
        await save(store.complete(claimed));
        return;
      case 'stop':
        if (step.reason === 'ended') return;
        throw fence.stopped();
    }
  }
}
