import type { Result } from '@asterism/api-types/common/result';
import type { FailureKind, WorkflowFailure } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { Orm } from '@asterism/database/database';
import type { WorkflowChange, WorkflowRow } from '../store/workflow-store.ts';
import type { Fence } from './fence.ts';

/** Why a stage did not succeed. */
export interface StageFailure {
  /** What happened: for programs. */
  readonly failure: WorkflowFailure;
  /** What happened, and what to do: for people. */
  readonly reason: string;
  /** Whether it may pass by itself: then the stage is tried again, a few times. */
  readonly isTransient: boolean;
}

/** What a stage is given. */
export interface StageRun {
  readonly workflow: WorkflowRow;
  /** Tells how much of the stage is done, from 0 to 1. */
  readonly report: (fraction: number) => Promise<void>;
  /** All that the stage changes beside its workflow goes through it. */
  readonly fence: Fence;
}

/** One step of a workflow. Running it again after it was broken off, at any point, must do no harm. */
export interface Stage {
  /** For people. */
  readonly name: string;
  /** The workflow's percent when the stage is done. */
  readonly percent: number;
  /** What the workflow has learnt, for the stages to come. */
  run(run: StageRun): Promise<Result<WorkflowChange, StageFailure>>;
}

/** A kind of workflow. */
export interface WorkflowDefinition {
  readonly stages: readonly Stage[];
  /** After a failure or a cancel: takes back what this workflow did, in the transaction that ends the workflow. Must do no harm when repeated. */
  undo(workflow: WorkflowRow, tx: Orm): Promise<void>;
  /** Why it can no longer be canceled, for people; undefined while it can. */
  tooLateToCancel(workflow: WorkflowRow, tx: Orm): Promise<string | undefined>;
}

export type WorkflowDefinitions = Readonly<Record<WorkflowRow['type'], WorkflowDefinition>>;

/** A refusal: trying again would not help. */
export const refusal = (kind: FailureKind, reason: string): StageFailure => ({
  failure: { kind },
  reason,
  isTransient: false,
});
