/** Why a workflow is not started, or not canceled. */
export type WorkflowRefusalReason =
  | 'unknown cluster'
  | 'cluster being attached'
  | 'attach with another certificate'
  | 'unknown workflow'
  | 'workflow ended'
  | 'too late to cancel';

export interface WorkflowRefusal {
  readonly reason: WorkflowRefusalReason;
  /** For people: what is refused, and what to do. */
  readonly message: string;
}
