import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import {
  enumIn,
  listOut,
  shortText,
  shortTextOut,
  textOut,
  uuid,
  uuidOrEmpty,
  uuidOut,
} from '../common/scalars.ts';
import { descriptionRule } from '../rules/description.ts';
import { projectNameRule } from '../rules/volume-name.ts';
import { follows } from '../rules/verdict.ts';
import { clusterInfo, clusterInfoV2 } from './cluster-info.ts';
import { node } from './node.ts';
import { qosRateLimitPolicy } from './policy.ts';
import { inProject } from './project-name.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';

/** The API version that Asterism speaks (lightbits-api §2.7). */
export const API_VERSION = 'v2.0';

/** The kinds of policy that a project may give its volumes by default (lightbits-api §2.8). */
const POLICY_TYPES = { snapshot: 1, qosRateLimit: 2 } as const;

/** A project. Source: lightbits-api §2.8. */
export const project = z.object({
  UUID: uuid,
  name: shortText(TEXT_MAX.name),
  description: shortTextOut(TEXT_MAX.description),
  defaultPolicies: z.optional(
    z
      .array(z.object({ policyType: shortText(TEXT_MAX.word), policyUUID: uuidOut }))
      .check(z.maxLength(LIST_MAX.places)),
  ),
});
export type Project = z.infer<typeof project>;

/** The kinds of credential that a request may carry (lightbits-api §2.8); Asterism uses the first. */
export const CREDENTIAL_TYPES = ['RS256PubKey', 'TlsCertChainPem', 'TlsPrivKeyPem'] as const;
const CREDENTIAL_NUMBERS = { RS256PubKey: 1, TlsCertChainPem: 2, TlsPrivKeyPem: 3 } as const;

/** A credential: `payload` is base64 of a PEM file. Source: lightbits-api §2.8. */
export const credential = z.object({
  projectName: z.string(),
  ID: z.string(),
  type: z.enum(CREDENTIAL_TYPES),
  payload: textOut,
  kind: z._default(z.string(), 'UserCreds'),
});
export type Credential = z.infer<typeof credential>;

/** A QoS policy: what volumes may be held to. Source: lightbits-api §2.8, Policy. */
export const policy = z.object({
  UUID: uuid,
  name: shortText(TEXT_MAX.name),
  description: shortTextOut(TEXT_MAX.description),
  state: shortTextOut(TEXT_MAX.word),
  QoSRateLimitPolicy: z.optional(qosRateLimitPolicy),
});
export type Policy = z.infer<typeof policy>;

const description = z.optional(z.string().check(follows(descriptionRule)));
const credentialId = z
  .string({ error: 'is required' })
  .check(z.regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be 1 to 128 letters, digits, ".", "_" and "-"'));

/** The operations of a cluster that are not about volumes, as far as Asterism and its clients need them. */
export const clusterOperations = {
  getVersion: defineOperation({
    method: 'GET',
    path: '/api/v2/version',
    summary: 'The version of the API.',
    source: 'lightbits-api §2.7',
    input: z.object({}),
    output: z.object({ apiVersion: shortText(TEXT_MAX.word) }),
    errors: [],
  }),
  getCluster: defineOperation({
    method: 'GET',
    path: '/api/v2/cluster',
    summary: 'Retrieve cluster information.',
    source: 'reference: Retrieve cluster information',
    input: z.object({}),
    output: clusterInfo,
    errors: [401, 403, 500],
  }),
  getClusterInfo: defineOperation({
    method: 'GET',
    path: '/api/v2/clusterinfo',
    summary: 'What a tenant may know of the cluster.',
    source: 'lightbits-api §2.7',
    input: z.object({}),
    output: clusterInfoV2,
    errors: [401, 403, 500],
  }),
  listNodes: defineOperation({
    method: 'GET',
    path: '/api/v2/nodes',
    summary: 'List the nodes of the cluster.',
    source: 'lightbits-api §2.8',
    input: z.object({
      name: z.optional(z.string()),
      UUID: z.optional(uuidOrEmpty),
      failureDomain: z.optional(z.string()),
    }),
    output: z.object({ nodes: listOut(node) }),
    errors: [400, 401, 403, 500],
  }),
  listProjects: defineOperation({
    method: 'GET',
    path: '/api/v2/projects',
    summary: 'List projects.',
    source: 'lightbits-api §9',
    input: z.object({}),
    output: z.object({ projects: listOut(project) }),
    errors: [400, 401, 403, 500],
  }),
  createProject: defineOperation({
    method: 'POST',
    path: '/api/v2/projects',
    summary: 'Create a project.',
    source: 'lightbits-api §9',
    input: z.object({
      name: z.string({ error: 'is required' }).check(follows(projectNameRule)),
      description: description,
    }),
    output: project,
    errors: [400, 401, 403, 409, 500],
  }),
  getProject: defineOperation({
    method: 'GET',
    path: '/api/v2/projects/{name}',
    summary: 'Get a project.',
    source: 'lightbits-api §9',
    input: z.object({ name: z.string() }),
    output: project,
    errors: [400, 401, 403, 404, 500],
  }),
  updateProject: defineOperation({
    method: 'PUT',
    path: '/api/v2/projects/{projectName}',
    summary: 'Update a project.',
    source: 'lightbits-api §9',
    input: z.object({
      ...inProject,
      description,
      defaultPolicies: z.optional(
        z.array(
          z.object({
            policyType: enumIn(POLICY_TYPES, 'must be snapshot or qosRateLimit'),
            policyUUID: uuid,
          }),
        ),
      ),
    }),
    output: z.object({}),
    errors: [400, 401, 403, 500],
  }),
  deleteProject: defineOperation({
    method: 'DELETE',
    path: '/api/v2/projects/{name}',
    summary: 'Delete a project.',
    source: 'lightbits-api §9',
    input: z.object({ name: z.string() }),
    output: z.object({}),
    errors: [400, 401, 403, 404, 412, 500],
  }),
  createCredential: defineOperation({
    method: 'POST',
    path: '/api/v2/projects/{projectName}/credentials',
    summary: 'Import a credential, for example a public key that signs tokens.',
    source: 'lightbits-api §9',
    input: z.object({
      ...inProject,
      ID: credentialId,
      type: enumIn(CREDENTIAL_NUMBERS, `must be one of ${CREDENTIAL_TYPES.join(', ')}`),
      payload: z.string({ error: 'must be the base64-encoded content of a PEM file' }),
    }),
    output: credential,
    errors: [400, 401, 403, 409, 500],
  }),
  listCredentials: defineOperation({
    method: 'GET',
    path: '/api/v2/projects/{projectName}/credentials',
    summary: 'List the credentials of a project.',
    source: 'lightbits-api §9',
    input: z.object(inProject),
    output: z.object({ credentials: listOut(credential) }),
    errors: [400, 401, 403, 500],
  }),
  getCredential: defineOperation({
    method: 'GET',
    path: '/api/v2/projects/{projectName}/credentials/{ID}',
    summary: 'Get a credential.',
    source: 'lightbits-api §9',
    input: z.object({ ...inProject, ID: credentialId }),
    output: credential,
    errors: [400, 401, 403, 404, 500],
  }),
  deleteCredential: defineOperation({
    method: 'DELETE',
    path: '/api/v2/projects/{projectName}/credentials/{ID}',
    summary: 'Delete a credential.',
    source: 'lightbits-api §9',
    input: z.object({ ...inProject, ID: credentialId }),
    output: z.object({}),
    errors: [400, 401, 403, 404, 412, 500],
  }),
  listPolicies: defineOperation({
    method: 'GET',
    path: '/api/v2/policies',
    summary: 'List the QoS policies.',
    source: 'lightbits-api §9',
    input: z.object({
      UUID: z.optional(uuidOrEmpty),
      name: z.optional(z.string()),
      projectName: z.optional(z.string()),
    }),
    output: z.object({ policies: listOut(policy) }),
    errors: [400, 404, 500],
  }),
} as const;
