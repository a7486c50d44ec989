import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { textOut, uuid } from '../common/scalars.ts';
import { endpointRule, fingerprintRule } from '../rules/endpoint.ts';
import { follows } from '../rules/verdict.ts';
import { workflowFailure } from './fleet-workflow.ts';

const fingerprint = z.string({ error: 'is required' }).check(follows(fingerprintRule));

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

/** Why an endpoint cannot be connected to; `not-permitted`: the federation may not connect to addresses like this one. */
export const CONNECTION_PROBLEMS = [
  'not-permitted',
  'no-address',
  'unreachable',
  'no-tls',
  'certificate-changed',
] as const;
export type ConnectionProblem = (typeof CONNECTION_PROBLEMS)[number];

/** What is asked before an attach, and when a certificate has changed. The console loads this table with those pages. */
export const attachApi = {
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
} as const;
