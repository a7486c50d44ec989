import { z } from 'zod/mini';
import { numberOut, textOut } from '../common/scalars.ts';

/** The states of a workflow (lightbits-api §2.9). The last two are final. */
export const WORKFLOW_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED'] as const;
export type WorkflowState = (typeof WORKFLOW_STATES)[number];

/** With the outcome that only the fleet extension has: in the reference, a canceled workflow is FAILED. */
export const FLEET_WORKFLOW_STATES = [...WORKFLOW_STATES, 'CANCELED'] as const;
export type FleetWorkflowState = (typeof FLEET_WORKFLOW_STATES)[number];

/** The types of workflow, as the API writes them ("e.g. attach cluster", reference). */
export const WORKFLOW_TYPES = ['attach cluster', 'detach cluster'] as const;
export type WorkflowType = (typeof WORKFLOW_TYPES)[number];

const FINAL: Record<FleetWorkflowState, boolean> = {
  PENDING: false,
  RUNNING: false,
  COMPLETED: true,
  FAILED: true,
  CANCELED: true,
};

/** Whether the workflow has ended. */
export const isFinal = (state: FleetWorkflowState): boolean => FINAL[state];

/** Source: reference, Attach a new cluster. */
export const attachClusterRequest = z.object({ apiEndpoint: textOut });

/**
 * A workflow. Source: reference, List workflows.
 * `startedAt` and `endedAt` are absent until they have happened; `attachClusterRequest` is there for attaches only.
 */
export const workflow = z.object({
  id: z.string(),
  createdAt: textOut,
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  type: textOut,
  state: z._default(z.enum(WORKFLOW_STATES), 'PENDING'),
  msg: textOut,
  progress: z.prefault(z.object({ percent: numberOut, stage: textOut }), {}),
  attachClusterRequest: z.optional(attachClusterRequest),
});
export type Workflow = z.infer<typeof workflow>;
