import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';

export type StageState = WorkflowStage['state'];

/** The states that can follow each state of a workflow. RUNNING follows itself when the next run is claimed. */
export const WORKFLOW_TRANSITIONS: Readonly<
  Record<FleetWorkflowState, readonly FleetWorkflowState[]>
> = {
  PENDING: ['RUNNING', 'CANCELED'],
  RUNNING: ['RUNNING', 'COMPLETED', 'FAILED', 'CANCELED'],
  COMPLETED: [],
  FAILED: [],
  CANCELED: [],
};

/**
 * The states that can follow each state of a stage. `running` follows itself when a later run repeats the stage; a stage
 * fails out of `waiting` when the engine abandons its workflow before the stage has started.
 */
export const STAGE_TRANSITIONS: Readonly<Record<StageState, readonly StageState[]>> = {
  waiting: ['running', 'failed'],
  running: ['running', 'done', 'failed', 'canceled'],
  done: [],
  failed: [],
  canceled: [],
};
