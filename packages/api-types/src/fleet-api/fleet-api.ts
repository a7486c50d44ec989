import { z } from 'zod/mini';
import { clusterStatistics } from '../cluster-api/cluster-info.ts';
import { defineOperation } from '../common/operation.ts';
import { listOut, numberOut, textOut, uint64Out, uuid } from '../common/scalars.ts';
import { endpointRule, fingerprintRule } from '../rules/endpoint.ts';
import { follows } from '../rules/verdict.ts';
import { fleetCluster, volumesByState } from './fleet-cluster.ts';
import { HEALTH_VERDICTS } from './health-assessment.ts';
import {
  fleetVolumesInput,
  fleetVolumesOutput,
  missingVolumesInput,
  missingVolumesOutput,
} from './fleet-volumes.ts';
import { fleetWorkflow, workflowFailure } from './fleet-workflow.ts';
import { fleetWorkflowsInput, fleetWorkflowsOutput } from './fleet-workflow-list.ts';

const fingerprint = z.string({ error: 'is required' }).check(follows(fingerprintRule));
const clusterIds = listOut(z.string());

/** An attached cluster that an endpoint resembles. Only its UUID shows whether it is that one. */
const lookalike = z.object({
  clusterId: z.string(),
  name: textOut,
  /** Whether it is known at this address. */
  hasAddress: z.boolean(),
  /** Whether it is known by this certificate. Only then its UUID is read, with the key that it trusts. */
  hasCertificate: z.boolean(),
  /** `same`: it reported this cluster's UUID. `other`: it reported another one. `unknown`: it reported none. */
  identity: z.enum(['same', 'other', 'unknown']),
  /** The UUID that it reported, with `other`. */
  reportedUUID: textOut,
});
export type Lookalike = z.infer<typeof lookalike>;

/** What the federation adds to the reference, all below `/api/v2/fleet`. */
/** Why an endpoint cannot be connected to; `not-permitted`: the federation may not connect to addresses like this one. */
export const CONNECTION_PROBLEMS = [
  'not-permitted',
  'no-address',
  'unreachable',
  'no-tls',
  'certificate-changed',
] as const;
export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number];

export const fleetApi = {
  whoAmI: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/whoami',
    summary:
      'The principal of the request and its current roles, not those of when the token was made.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ subject: z.string(), roles: z.array(z.string()) }),
    errors: [401],
  }),
  revokeToken: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/revoke-token',
    summary:
      'Sign out: ends one of your idTokens at once. A token that is already invalid is not an error.',
    source: 'ours',
    input: z.object({
      /** The token with which the call is made, or another one of the same person. */
      idToken: z
        .string({ error: 'is required' })
        .check(z.minLength(1, 'must not be empty'), z.maxLength(8192, 'is too long')),
    }),
    output: z.object({}),
    errors: [400, 401, 403],
  }),
  listFleetVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/volumes',
    summary: 'Search, filter and sort the volumes of all attached clusters that you may see.',
    source: 'ours',
    input: fleetVolumesInput,
    output: fleetVolumesOutput,
    errors: [400, 401],
  }),
  findMissingVolumes: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/volumes/missing',
    summary: 'Of some volumes, those that no attached cluster has, as far as you may see.',
    source: 'ours',
    input: missingVolumesInput,
    output: missingVolumesOutput,
    errors: [400, 401, 503],
  }),
  getFleetSummary: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/summary',
    summary: 'Totals over all attached clusters, and how well they are.',
    source: 'ours',
    input: z.object({}),
    output: z.object({
      clusters: numberOut,
      volumes: numberOut,
      volumesByState,
      provisionedStorage: uint64Out,
      statistics: z.prefault(clusterStatistics, {}),
      /** The worst verdict on a cluster, and how many clusters have each. */
      verdict: z.enum(HEALTH_VERDICTS),
      clustersByVerdict: z.record(z.enum(HEALTH_VERDICTS), z.number()),
      provisioningThreshold: z.number(),
      runningWorkflows: z.array(fleetWorkflow),
    }),
    errors: [401, 403],
  }),
  listFleetClusters: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters',
    summary: 'Attached clusters with status, health, freshness, capacity and certificate.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ clusters: z.array(fleetCluster) }),
    errors: [401, 403],
  }),
  getFleetCluster: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/clusters/{clusterId}',
    summary: 'One attached cluster.',
    source: 'ours',
    input: z.object({ clusterId: uuid }),
    output: fleetCluster,
    errors: [400, 401, 403, 404],
  }),
  trustCertificate: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/clusters/{clusterId}/trust',
    summary:
      'Trust the certificate that an attached cluster presents now, at every endpoint that answers.',
    source: 'ours',
    input: z.object({ clusterId: uuid, tlsFingerprint: fingerprint }),
    output: z.object({}),
    errors: [400, 401, 403, 404, 409, 503],
  }),
  probeEndpoint: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/probe',
    summary:
      'Before an attach: connect to an endpoint and show its certificate; once that is confirmed, also whether it accepts the key.',
    source: 'ours',
    input: z.object({
      apiEndpoint: z.string({ error: 'is required' }).check(follows(endpointRule)),
      /** The confirmed fingerprint. Only with it is a token sent, to learn whether the key is imported. */
      tlsFingerprint: z.optional(fingerprint),
    }),
    output: z.object({
      reachable: z.boolean(),
      /** Why it is not reachable, or why the key is not accepted; empty when all is well. */
      reason: textOut,
      /** Why it is not reachable, for programs. */
      problem: z.optional(z.enum(CONNECTION_PROBLEMS)),
      tlsFingerprint: textOut,
      certificateSubject: textOut,
      certificateValidFrom: textOut,
      certificateValidTo: textOut,
      /** Whether the cluster takes the service key; absent unless the fingerprint was confirmed. */
      keyAccepted: z.optional(z.boolean()),
      /** Why it does not, for programs: as an attach would fail now. */
      keyProblem: z.optional(z.pick(workflowFailure, { kind: true, clockOffsetSeconds: true })),
      clusterId: textOut,
      clusterName: textOut,
      version: textOut,
      /** Whether this cluster is attached already. */
      attached: z._default(z.boolean(), false),
      /** The attached cluster that the endpoint resembles; absent when there is none. */
      lookalike: z.optional(lookalike),
    }),
    errors: [400, 401, 403],
  }),
  claimServiceKey: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/service-key',
    summary:
      'The service key for the cluster with a confirmed certificate: always the same one, and never another cluster’s.',
    source: 'ours',
    input: z.object({
      apiEndpoint: z.string({ error: 'is required' }).check(follows(endpointRule)),
      tlsFingerprint: fingerprint,
    }),
    /** As `GET /cf-service-credentials` has it, for a cluster that is not known yet. */
    output: z.object({ pubKeyId: textOut, pubKey: textOut }),
    errors: [400, 401, 403],
  }),
  listFleetWorkflows: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/workflows',
    summary: 'Search, filter and sort all workflows; the newest first unless sorted.',
    source: 'ours',
    input: fleetWorkflowsInput,
    output: fleetWorkflowsOutput,
    errors: [400, 401, 403],
  }),
  getFleetWorkflow: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/workflows/{workflowId}',
    summary: 'One workflow with its stages.',
    source: 'ours',
    input: z.object({ workflowId: uuid }),
    output: fleetWorkflow,
    errors: [400, 401, 403, 404],
  }),
  cancelWorkflow: defineOperation({
    method: 'POST',
    path: '/api/v2/fleet/workflows/{workflowId}/cancel',
    summary: 'Cancel a workflow and undo its changes. 409 when it has ended, or is too far along.',
    source: 'ours',
    input: z.object({ workflowId: uuid }),
    output: fleetWorkflow,
    errors: [400, 401, 403, 404, 409],
  }),
  listFleetProjects: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/projects',
    summary:
      'The projects of the attached clusters that you may see, with the clusters that have them.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ projects: listOut(z.object({ name: z.string(), clusterIds })) }),
    errors: [401],
  }),
  listFleetPolicies: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/policies',
    summary:
      'The QoS policies of the attached clusters, by name, with the clusters that have them.',
    source: 'ours',
    input: z.object({}),
    output: z.object({
      policies: listOut(z.object({ name: z.string(), description: textOut, clusterIds })),
    }),
    errors: [401, 403],
  }),
} as const;

export type FleetOperationName = keyof typeof fleetApi;
