import type { Result } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { WorkflowChange, WorkflowRow } from '../store/workflow-store.ts';
import type { StageFailure } from './core/stage-failure.ts';
import type { PlannedStage } from './core/stages.ts';
import type { Fence } from './fence.ts';

/** What a stage is given. */
export interface StageRun {
  readonly workflow: WorkflowRow;
  /** Stores how much of the stage is done, from 0 to 1. */
  readonly report: (fraction: number) => Promise<void>;
  /** All that the stage changes beside its workflow goes through it. */
  readonly fence: Fence;
}

/** What a stage has learned, for those that follow. */
export type Learned = Omit<WorkflowChange, 'stage' | 'stages' | 'percent'>;

/** One step of a workflow. Running it again after an interruption, at any point, must do no harm. */
export interface Stage extends PlannedStage {
  run(run: StageRun): Promise<Result<Learned, StageFailure>>;
}

/** A kind of workflow. */
export interface WorkflowDefinition {
  readonly stages: readonly Stage[];
  /** After a failure or a cancel: takes back what this workflow did, in the transaction that ends it. Must do no harm when repeated. */
  undo(workflow: WorkflowRow, tx: Orm): Promise<void>;
  /** Why it can no longer be canceled, for people; undefined while it can. */
  tooLateToCancel(workflow: WorkflowRow, tx: Orm): Promise<string | undefined>;
}

export type WorkflowDefinitions = Readonly<Record<WorkflowRow['type'], WorkflowDefinition>>;
