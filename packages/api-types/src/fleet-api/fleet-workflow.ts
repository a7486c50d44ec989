import { z } from 'zod/mini';
import { textOut } from '../common/scalars.ts';
import { workflow } from '../federation-api/workflow.ts';

export const STAGE_STATES = ['waiting', 'running', 'done', 'failed'] as const;

/** One stage of a workflow, with when it ran. Times are absent until they have happened. */
export const workflowStage = z.object({
  name: z.string(),
  state: z.enum(STAGE_STATES),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
});
export type WorkflowStage = z.infer<typeof workflowStage>;

/** A workflow with what the reference does not tell: its stages, who started it, and the cluster it is about. */
export const fleetWorkflow = z.object({
  ...workflow.shape,
  stages: z.array(workflowStage),
  /** What it works on, for people: the cluster's name, or its endpoint before the name is known. */
  target: textOut,
  /** Empty until the workflow knows it. */
  clusterId: textOut,
  startedBy: textOut,
});
export type FleetWorkflow = z.infer<typeof fleetWorkflow>;
