import type { Orm } from '@asterism/database/database';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import type { StageFailure, WorkflowDefinition } from './workflow-definition.ts';
import { withStage } from './with-stage.ts';

export interface FailedWorkflow {
  readonly workflow: WorkflowRow;
  readonly definition: WorkflowDefinition;
  readonly why: Omit<StageFailure, 'isTransient'>;
}

/** Takes back what was begun and ends the workflow, as failed in the stage that it has come to: all of it, or nothing. */
export async function failWorkflow(
  tx: Orm,
  { workflow, definition, why: { reason, failure } }: FailedWorkflow,
): Promise<WorkflowRow | undefined> {
  const index = workflow.stages.findIndex(({ state }) => state !== 'done');
  await definition.undo(workflow, tx);
  return createWorkflowStore(tx).fail(workflow, {
    message: `${workflow.stages[index]?.name}: ${reason}`,
    stages: withStage(workflow, index, {
      state: 'failed',
      endedAt: new Date().toISOString(),
      failure,
    }),
  });
}
