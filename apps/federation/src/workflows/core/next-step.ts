import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { StageFailure } from './stage-failure.ts';
import { percentAt, stagesOf, withStage, type PlannedStage } from './stages.ts';
import { WORKFLOW_TRANSITIONS } from './workflow-states.ts';

/** What is stored of a workflow's progress. */
export interface WorkflowProgress {
  readonly state: FleetWorkflowState;
  readonly percent: number;
  readonly stages: readonly WorkflowStage[];
}

/**
 * Why a run must stop although its workflow continues without it. `overtaken`: a later run was claimed, or somebody else has
 * ended the workflow. `interrupted`: its process is about to end.
 */
export type StopReason = 'overtaken' | 'interrupted';

/** One run of a workflow, as far as it has come. */
export interface Run {
  readonly workflow: WorkflowProgress;
  /** The stages of the workflow's definition. */
  readonly plan: readonly PlannedStage[];
  readonly stop?: StopReason | undefined;
}

interface FailedAttempt {
  readonly kind: 'stage failed';
  readonly attempt: number;
  readonly failure: StageFailure;
}

/** What came of the step before; `L` is what a stage has learned for those that follow. Attempts count from 1 in each run. */
export type Outcome<L> =
  | { readonly kind: 'claimed' }
  | { readonly kind: 'saved' }
  | { readonly kind: 'waited'; readonly attempt: number }
  | { readonly kind: 'stage done'; readonly learned: L }
  | FailedAttempt;

/** A change of what is stored. */
interface ProgressChange {
  readonly stage?: string;
  readonly percent: number;
  readonly stages: WorkflowStage[];
}

/** Undo what the workflow did, and end it as FAILED. */
export interface FailStep {
  readonly kind: 'fail';
  /** For people. */
  readonly message: string;
  readonly stages: WorkflowStage[];
}

/** End the workflow as COMPLETED. */
interface CompleteStep {
  readonly kind: 'complete';
}

/** What the runner does next. */
export type Step<L> =
  | { readonly kind: 'save'; readonly change: ProgressChange; readonly learned?: L }
  | { readonly kind: 'run stage'; readonly index: number; readonly attempt: number }
  | { readonly kind: 'wait'; readonly milliseconds: number; readonly attempt: number }
  | FailStep
  | CompleteStep
  | { readonly kind: 'stop'; readonly reason: StopReason | 'ended' };

/** Milliseconds before each further attempt of a stage. When all are used up, it fails. */
export const RETRY_DELAYS: readonly number[] = [500, 1000, 2000];

/** The first stage that is not done. */
interface CurrentStage {
  readonly index: number;
  readonly stage: WorkflowStage;
  /** All of the workflow, with this one. */
  readonly stages: readonly WorkflowStage[];
}

function currentStage({ workflow, plan }: Run): CurrentStage | undefined {
  const stages = stagesOf(plan, workflow.stages);
  const index = stages.findIndex(({ state }) => state !== 'done');
  const stage = stages[index];
  return stage === undefined ? undefined : { index, stage, stages };
}

const startStage = ({ workflow, plan }: Run, current: CurrentStage, now: Date): ProgressChange => ({
  stage: current.stage.name,
  percent: percentAt(plan, current.index, 0, workflow.percent),
  stages: withStage(current.stages, current.index, {
    state: 'running',
    startedAt: now.toISOString(),
  }),
});

const finishStage = (
  { workflow, plan }: Run,
  { index, stages }: CurrentStage,
  now: Date,
): ProgressChange => ({
  percent: percentAt(plan, index, 1, workflow.percent),
  stages: withStage(stages, index, { state: 'done', endedAt: now.toISOString() }),
});

const failStage = (
  { index, stage, stages }: CurrentStage,
  { failure, reason }: StageFailure,
  now: Date,
): FailStep => ({
  kind: 'fail',
  message: `${stage.name}: ${reason}`,
  stages: withStage(stages, index, {
    state: 'failed',
    endedAt: now.toISOString(),
    failure: { ...failure, reason },
  }),
});

function afterFailure<L>(
  current: CurrentStage,
  { attempt, failure }: FailedAttempt,
  now: Date,
): Step<L> {
  const milliseconds = failure.isTransient ? RETRY_DELAYS[attempt - 1] : undefined;
  return milliseconds === undefined
    ? failStage(current, failure, now)
    : { kind: 'wait', milliseconds, attempt: attempt + 1 };
}

/** What a run does next, after the `outcome` of the step before. */
export function nextStep<L>(run: Run, outcome: Outcome<L>, now: Date): Step<L> {
  if (!WORKFLOW_TRANSITIONS[run.workflow.state].includes('RUNNING')) {
    return { kind: 'stop', reason: 'ended' };
  }
  const current = currentStage(run);
  if (current === undefined) return { kind: 'complete' };
  if (outcome.kind === 'stage done') {
    return { kind: 'save', change: finishStage(run, current, now), learned: outcome.learned };
  }
  // Also after a failure: what fails while its run is being stopped says nothing about the cluster.
  if (run.stop !== undefined) return { kind: 'stop', reason: run.stop };
  const { index, stage } = current;
  if (outcome.kind === 'claimed' || outcome.kind === 'saved') {
    return stage.state === 'running'
      ? { kind: 'run stage', index, attempt: 1 }
      : { kind: 'save', change: startStage(run, current, now) };
  }
  if (outcome.kind === 'waited') return { kind: 'run stage', index, attempt: outcome.attempt };
  return afterFailure(current, outcome, now);
}

/** How the engine ends a workflow that it abandons. When all its stages are done, only its end was not stored. */
export function abandonStep(
  run: Omit<Run, 'stop'>,
  failure: StageFailure,
  now: Date,
): CompleteStep | FailStep {
  const current = currentStage(run);
  return current === undefined ? { kind: 'complete' } : failStage(current, failure, now);
}
