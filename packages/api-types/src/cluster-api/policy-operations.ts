import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { uuid, uuidOrEmpty } from '../common/scalars.ts';
import { descriptionRule } from '../rules/description.ts';
import { follows } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';
import { policy } from './cluster-operations.ts';
import { qosRateLimitPolicyIn } from './policy.ts';

const name = z.string({ error: 'is required' }).check(follows(volumeNameRule));
const description = z.optional(z.string().check(follows(descriptionRule)));
const errors = [400, 404, 500] as const;

const createPolicyInput = z.object({ name, description, qoSRateLimitPolicy: qosRateLimitPolicyIn });
export type CreatePolicyRequest = z.output<typeof createPolicyInput>;

const updatePolicyInput = z.object({
  UUID: uuid,
  name: z.optional(name),
  description,
  qoSRateLimitPolicy: z.optional(qosRateLimitPolicyIn),
});
export type UpdatePolicyRequest = z.output<typeof updatePolicyInput>;

const whichPolicy = { UUID: z._default(uuidOrEmpty, ''), name: z.optional(z.string()) };

/** QoS policies, beside their list (lightbits-api §2.8, §9). */
export const policyOperations = {
  createPolicy: defineOperation({
    method: 'POST',
    path: '/api/v2/policies',
    summary: 'Create a QoS policy.',
    source: 'lightbits-api §9',
    input: createPolicyInput,
    output: policy,
    errors: [400, 404, 409, 500],
  }),
  getPolicy: defineOperation({
    method: 'GET',
    path: '/api/v2/policies/{UUID}',
    summary: 'Get a QoS policy by UUID, or by name.',
    source: 'lightbits-api §9',
    input: z.object(whichPolicy),
    output: policy,
    errors,
    byName: true,
  }),
  updatePolicy: defineOperation({
    method: 'PUT',
    path: '/api/v2/policies/{UUID}',
    summary: 'Update a QoS policy.',
    source: 'lightbits-api §9',
    input: updatePolicyInput,
    output: z.object({}),
    errors,
  }),
  deletePolicy: defineOperation({
    method: 'DELETE',
    path: '/api/v2/policies/{UUID}',
    summary: 'Delete a QoS policy.',
    source: 'lightbits-api §9',
    input: z.object(whichPolicy),
    output: z.object({}),
    errors,
    byName: true,
  }),
} as const;
