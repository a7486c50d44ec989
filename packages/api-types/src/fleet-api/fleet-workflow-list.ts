import { z } from 'zod/mini';
import { FLEET_WORKFLOW_STATES, WORKFLOW_TYPES } from '../federation-api/workflow.ts';
import { anyOf, anyText, fleetVolumesInput } from './fleet-volumes.ts';
import { fleetWorkflow } from './fleet-workflow.ts';

/** What workflows can be sorted by. Of equal ones the newer is first, or last in descending order. */
export const WORKFLOW_SORT_KEYS = [
  'name',
  'state',
  'progress',
  'started',
  'duration',
  'outcome',
  'startedBy',
] as const;
export type WorkflowSortKey = (typeof WORKFLOW_SORT_KEYS)[number];

const { search, query, order, offset, limit } = fleetVolumesInput.shape;

/** A question to the list of workflows. Filters of different kinds must all match. */
export const fleetWorkflowsInput = z.object({
  /** Words: each is in what the workflow is, works on or ended with, or in who started it; any case. */
  search,
  /** Words and conditions in one line, all of which must match: `state:failed age<30d -startedBy:ada`. */
  query,
  type: anyOf(WORKFLOW_TYPES),
  /** Cluster UUIDs; for workflows that know none, their endpoints. */
  cluster: anyText,
  state: anyOf(FLEET_WORKFLOW_STATES),
  startedBy: anyText,
  /**
   * `true`: only what failed in the last 7 days, unless a later workflow of its kind on the same cluster or endpoint has
   * completed or is running.
   */
  unresolved: z.optional(z.enum(['true', 'false'], { error: 'must be true or false' })),
  sort: z._default(
    z.enum(WORKFLOW_SORT_KEYS, { error: `must be one of ${WORKFLOW_SORT_KEYS.join(', ')}` }),
    'started',
  ),
  order: z._default(order.def.innerType, 'desc'),
  offset,
  limit,
});
export type FleetWorkflowsQuestion = z.output<typeof fleetWorkflowsInput>;

const counts = z.record(z.string(), z.number());

export const fleetWorkflowsOutput = z.object({
  workflows: z.array(fleetWorkflow),
  /** How many match, on all pages. */
  total: z.number(),
  /** For each filter, how many workflows each value would match given the search and the other filters. */
  facets: z.object({ type: counts, cluster: counts, state: counts, startedBy: counts }),
  /** The clusters of the facets, by the name that the newest workflow has for each. */
  clusters: z.array(z.object({ cluster: z.string(), name: z.string() })),
});
export type FleetWorkflows = z.infer<typeof fleetWorkflowsOutput>;
