import { z } from 'zod/mini';
import { CLUSTER_REFUSALS, clockOffset } from '../common/cluster-refusal.ts';
import { textOut } from '../common/scalars.ts';
import { FLEET_WORKFLOW_STATES, workflow } from '../federation-api/workflow.ts';
import { REQUEST_ORIGINS } from './request-origin.ts';

export const STAGE_STATES = ['waiting', 'running', 'done', 'failed', 'canceled'] as const;

/** What ended a workflow, by where it is mended. The words of `msg` are for people and may change; these do not. */
export const FAILURE_KINDS = [
  /** The federation may not connect to addresses like this one. */
  'not-permitted',
  /** Its name does not resolve. */
  'no-address',
  'unreachable',
  'no-tls',
  /** Any of these but `unreachable`, in workflows of before they were told apart. */
  'unusable-address',
  /** It speaks HTTPS, but answers as no Lightbits API does. */
  'no-lightbits-api',
  ...CLUSTER_REFUSALS,
  /** The key is another cluster's. */
  'key-taken',
  'attached-already',
  /** By another attach that is under way. */
  'being-attached',
  'other-version',
  /** It answers what cannot be an answer. */
  'nonsense',
  /** The cause is in the message alone. */
  'unexplained',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export const workflowFailure = z.object({
  kind: z.enum(FAILURE_KINDS),
  /** With `attached-already`: the cluster that it is. */
  clusterId: z.optional(z.string()),
  /** With `clock-differs`. */
  clockOffsetSeconds: z.optional(clockOffset),
  /** The cause for people, without the stage that `msg` begins with; workflows of before this was kept have none. */
  reason: z.optional(z.string()),
});
export type WorkflowFailure = z.infer<typeof workflowFailure>;

/** One stage of a workflow, with when it ran. Times are absent until they have happened. */
export const workflowStage = z.object({
  name: z.string(),
  state: z.enum(STAGE_STATES),
  startedAt: z.optional(z.string()),
  endedAt: z.optional(z.string()),
  /** Of a stage that has failed; workflows of before this was kept have none. */
  failure: z.optional(workflowFailure),
});
export type WorkflowStage = z.infer<typeof workflowStage>;

/** How long workflows of a type, and each of their stages, usually take: the median of the last that completed, in seconds. */
export const usualWorkflowTimes = z.object({
  seconds: z.number(),
  stages: z.record(z.string(), z.number()),
});
export type UsualWorkflowTimes = z.infer<typeof usualWorkflowTimes>;

/** A workflow with what the reference lacks: its stages, who started it, and the cluster it is about. */
export const fleetWorkflow = z.object({
  ...workflow.shape,
  state: z._default(z.enum(FLEET_WORKFLOW_STATES), 'PENDING'),
  stages: z.array(workflowStage),
  /** What it works on, for people: the cluster's name, or its endpoint before the name is known. */
  target: textOut,
  /** Empty until the workflow knows it. */
  clusterId: textOut,
  /** Attach: the service key that the cluster has accepted; empty until then. */
  pubKeyId: textOut,
  startedBy: textOut,
  /** By what it was asked for; absent where that is not known. */
  origin: z.optional(z.enum(REQUEST_ORIGINS)),
  /** Absent in events, and when none of its type has completed. */
  usual: z.optional(usualWorkflowTimes),
});
export type FleetWorkflow = z.infer<typeof fleetWorkflow>;
