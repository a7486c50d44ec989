import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';
import type { WorkflowProgress } from './next-step.ts';
import { withStage } from './stages.ts';
import { WORKFLOW_TRANSITIONS } from './workflow-states.ts';

/** Why a workflow is not canceled. */
export interface CancelRefusal {
  readonly reason: 'workflow ended' | 'too late to cancel';
  /** For people. */
  readonly message: string;
}

/** A request to cancel a workflow. */
export interface CancelRequest {
  /** The name of who cancels it. */
  readonly subject: string;
  /** Why what the workflow did can no longer be undone, for people; undefined while it can. */
  readonly tooLate: string | undefined;
}

/** What is stored of a workflow that was canceled. */
export interface CanceledWorkflow {
  readonly message: string;
  readonly stages: WorkflowStage[];
  readonly canceledBy: string;
}

export const workflowEnded = (id: string): CancelRefusal => ({
  reason: 'workflow ended',
  message: `the workflow ${id} has ended`,
});

/** Whether a person can cancel the workflow now, and what is stored of it then. Stages that had not started keep waiting. */
export function decideCancel(
  { id, state, stages }: Omit<WorkflowProgress, 'percent'> & { readonly id: string },
  { subject, tooLate }: CancelRequest,
  now: Date,
): Result<CanceledWorkflow, CancelRefusal> {
  if (!WORKFLOW_TRANSITIONS[state].includes('CANCELED')) return err(workflowEnded(id));
  if (tooLate !== undefined) return err({ reason: 'too late to cancel', message: tooLate });
  const index = stages.findIndex((stage) => stage.state === 'running');
  return ok({
    message: `canceled by ${subject}; what it had begun is undone`,
    stages: withStage(stages, index, { state: 'canceled', endedAt: now.toISOString() }),
    canceledBy: subject,
  });
}
