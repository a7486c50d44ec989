import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, uuid, uuidOrEmpty } from '../common/scalars.ts';
import { descriptionRule } from '../rules/description.ts';
import { follows } from '../rules/verdict.ts';
import { volumeNameRule } from '../rules/volume-name.ts';
import { resourcePolicy, schedulePolicyIn } from './resource-policy.ts';
import { inProject } from './project-name.ts';

const PATH = '/api/v2/projects/{projectName}/resourcePolicies';
const description = z.optional(z.string().check(follows(descriptionRule)));
const errors = [400, 404, 500] as const;

const createInput = z.object({
  ...inProject,
  name: z.string({ error: 'is required' }).check(follows(volumeNameRule)),
  resourceUUID: z.optional(uuidOrEmpty),
  resourceName: z.optional(z.string()),
  schedulePolicy: schedulePolicyIn,
  description,
});
export type CreateResourcePolicyRequest = z.output<typeof createInput>;

const updateInput = z.object({
  ...inProject,
  UUID: uuid,
  schedulePolicy: z.optional(schedulePolicyIn),
  description,
});
export type UpdateResourcePolicyRequest = z.output<typeof updateInput>;

const whichPolicy = z.object({ ...inProject, UUID: uuid });

/** Policies of single volumes (lightbits-api §9). */
export const resourcePolicyOperations = {
  listResourcePolicies: defineOperation({
    method: 'GET',
    path: PATH,
    summary: 'List the policies of volumes.',
    source: 'lightbits-api §9',
    input: z.object({
      ...inProject,
      UUID: z.optional(uuidOrEmpty),
      volumeUUID: z.optional(uuidOrEmpty),
    }),
    output: z.object({ resourcePolicies: listOut(resourcePolicy) }),
    errors,
  }),
  createResourcePolicy: defineOperation({
    method: 'POST',
    path: PATH,
    summary: 'Give a volume a policy.',
    source: 'lightbits-api §9',
    input: createInput,
    output: resourcePolicy,
    errors: [400, 404, 409, 500],
  }),
  getResourcePolicy: defineOperation({
    method: 'GET',
    path: `${PATH}/{UUID}`,
    summary: 'Get a policy of a volume.',
    source: 'lightbits-api §9',
    input: whichPolicy,
    output: resourcePolicy,
    errors,
  }),
  updateResourcePolicy: defineOperation({
    method: 'PUT',
    path: `${PATH}/{UUID}`,
    summary: 'Update a policy of a volume.',
    source: 'lightbits-api §9',
    input: updateInput,
    output: z.object({}),
    errors,
  }),
  deleteResourcePolicy: defineOperation({
    method: 'DELETE',
    path: `${PATH}/{UUID}`,
    summary: 'Delete a policy of a volume.',
    source: 'lightbits-api §9',
    input: whichPolicy,
    output: z.object({}),
    errors,
  }),
} as const;
