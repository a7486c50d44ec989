import { z } from 'zod/mini';
import { clusterOperations } from '../cluster-api/cluster-operations.ts';
import { volumeOperations } from '../cluster-api/volume-operations.ts';
import { defineOperation } from '../common/operation.ts';
import { listOut, textOut, uuid } from '../common/scalars.ts';
import { endpointRule, fingerprintRule } from '../rules/endpoint.ts';
import { follows } from '../rules/verdict.ts';
import { cluster } from './cluster.ts';
import { workflow } from './workflow.ts';

/** The most workflows in one page, and the default (reference: "the last 100 workflows"). */
export const WORKFLOW_PAGE_MAX = 100;

const apiEndpoint = z.string({ error: 'is required' }).check(follows(endpointRule));

/** `pageSize` in a query: absent or 0 is the default, more than the maximum is the maximum (lightbits-api §2.9). */
const pageSize = z.pipe(
  z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number, 0 or more')),
  z.transform((text: string) => Math.min(Number(text) || WORKFLOW_PAGE_MAX, WORKFLOW_PAGE_MAX)),
);

/** The operations of the cluster-federation API: the whole of the reference. */
export const federationApi = {
  getServiceCredentials: defineOperation({
    method: 'GET',
    path: '/api/v2/cf-service-credentials',
    summary: 'Get cluster-federation service credentials.',
    source: 'reference: Get cluster-federation service credentials',
    input: z.object({}),
    output: z.object({
      /** The ID under which the key must be imported on the cluster, in its project `system`. */
      pubKeyId: z.string(),
      /** Base64 of the PEM file to import. */
      pubKey: z.string(),
    }),
    errors: [401],
  }),
  login: defineOperation({
    method: 'POST',
    path: '/api/v2/cflogin',
    summary: 'Login to the cluster federation.',
    source: 'reference: Login to the cluster federation',
    input: z.object({}),
    output: z.object({
      tokenType: z.string(),
      /** Seconds, as a 64-bit string. */
      expiresIn: z.string(),
      idToken: z.string(),
    }),
    errors: [401, 500],
    ignoresBody: true,
  }),
  listClusters: defineOperation({
    method: 'GET',
    path: '/api/v2/clusters',
    summary: 'List clusters attached to the cluster federation.',
    source: 'reference: List clusters',
    input: z.object({}),
    output: z.object({ clusters: listOut(cluster) }),
    errors: [401],
  }),
  attachCluster: defineOperation({
    method: 'POST',
    path: '/api/v2/clusters',
    summary: 'Attach a new cluster.',
    source: 'reference: Attach a new cluster',
    input: z.object({
      apiEndpoint,
      /** Ours, optional: the fingerprint that the cluster's certificate must have. Without it the first one seen is pinned. */
      tlsFingerprint: z.optional(z.string().check(follows(fingerprintRule))),
    }),
    output: z.object({ workflowId: textOut }),
    errors: [400, 401, 500],
    idempotencyKey: true,
  }),
  detachCluster: defineOperation({
    method: 'DELETE',
    path: '/api/v2/clusters/{cid}',
    summary: 'Detach an existing cluster.',
    source: 'reference: Detach an existing cluster',
    input: z.object({ cid: uuid }),
    output: z.object({}),
    errors: [400, 401, 500],
  }),
  listWorkflows: defineOperation({
    method: 'GET',
    path: '/api/v2/workflows',
    summary: 'List workflows.',
    source: 'reference: List workflows',
    input: z.object({
      pageSize: z.optional(pageSize),
      nextPageToken: z.optional(
        z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'must be standard base64')),
      ),
    }),
    output: z.object({ workflows: listOut(workflow), nextPageToken: textOut }),
    errors: [400, 401, 500],
  }),
  getWorkflow: defineOperation({
    method: 'GET',
    path: '/api/v2/workflows/{workflowId}',
    summary: 'Get a specific workflow.',
    source: 'reference: Get a specific workflow',
    input: z.object({ workflowId: uuid }),
    output: z.object({ workflow }),
    errors: [400, 401, 500],
  }),
  getCluster: clusterOperations.getCluster,
  ...volumeOperations,
  createVolume: defineOperation({ ...volumeOperations.createVolume, idempotencyKey: true }),
} as const;

export type FederationOperationName = keyof typeof federationApi;
