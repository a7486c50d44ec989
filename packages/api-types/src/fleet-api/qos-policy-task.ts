import { z } from 'zod/mini';
import { qosRateLimitPolicyIn } from '../cluster-api/policy.ts';
import { defineOperation } from '../common/operation.ts';
import { uuid } from '../common/scalars.ts';
import { descriptionRule } from '../rules/description.ts';
import { follows } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';
import { fleetTask, POLICY_TASK_KINDS } from './fleet-task.ts';

/** So many clusters can be named at once. */
const CLUSTERS_MAX = 1000;

const KINDS_OF_LIMIT = ['limitIOPS', 'limitBw', 'limitIOPSPerGB'] as const;

/** The limits of one kind, and for whom they are; clusters know only one kind at a time. */
const limits = qosRateLimitPolicyIn.check(
  z.refine(
    (policy) => KINDS_OF_LIMIT.filter((kind) => policy[kind] !== undefined).length === 1,
    'must have exactly one of limitIOPS, limitBw and limitIOPSPerGB',
  ),
  z.refine(
    ({ policyVisibility, projectsNamesScope = [] }) =>
      (policyVisibility === 'Scoped') === projectsNamesScope.length > 0,
    { path: ['projectsNamesScope'], error: 'must name projects with Scoped, and only then' },
  ),
);

const draftPolicyTaskInput = z
  .object({
    kind: z.enum(POLICY_TASK_KINDS, { error: `must be one of ${POLICY_TASK_KINDS.join(', ')}` }),
    /** In the fleet a policy is its name. */
    name: z.string({ error: 'is required' }).check(follows(volumeNameRule)),
    /** Left out, it stays as it is. */
    description: z.optional(z.string().check(follows(descriptionRule))),
    /** With `save QoS policy`. */
    limits: z.optional(limits),
    /** By UUID. */
    clusters: z
      .array(uuid, { error: 'is required' })
      .check(
        z.minLength(1, 'must name at least one cluster'),
        z.maxLength(CLUSTERS_MAX, `must be at most ${CLUSTERS_MAX}`),
      ),
  })
  .check(
    z.refine((input) => (input.kind === 'save QoS policy') === (input.limits !== undefined), {
      path: ['limits'],
      error: 'is required with "save QoS policy", and only then',
    }),
  );

/** Writes of QoS policies on several clusters. They are tasks, which are started and steered as all others are. */
export const policyTaskApi = {
  draftPolicyTask: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/qos-policies/tasks',
    summary:
      'Preview how a QoS policy is created, changed or deleted on some clusters: what would become of it on each. Nothing is done before the task is started.',
    source: 'ours',
    input: draftPolicyTaskInput,
    output: fleetTask,
    errors: [400, 401, 403],
    idempotencyKey: true,
  }),
} as const;

export type PolicyTaskOperationName = keyof typeof policyTaskApi;
