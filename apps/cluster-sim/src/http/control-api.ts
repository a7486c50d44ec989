import { z } from 'zod/mini';
import { defineOperation } from '@asterism/api-types/common/operation';
import { uuid } from '@asterism/api-types/common/scalars';
import { EXPORTER_FAULTS } from './exporter/exporter.ts';
import { PROTECTIONS_TO_SET, STATES_TO_SET } from '../model/volume-state.ts';
import { fault } from './fault-gate.ts';

const apiEndpoint = z.string({ error: 'is required' });
const pubKeyId = z
  .string({ error: 'is required' })
  .check(z.regex(/^[A-Za-z0-9._-]{1,128}$/, 'must be 1 to 128 letters, digits, ".", "_" and "-"'));

/** Ten years. */
const OFFSET_MAX_SECONDS = 315_360_000;

const nothing = z.object({});
const oneOf = (names: readonly string[]): string => `must be one of ${names.join(', ')}`;

/** An order about one cluster. */
const order = <const Path extends string, Input extends z.ZodMiniType>(
  path: Path,
  summary: string,
  input: Input,
) =>
  defineOperation({
    method: 'POST',
    path,
    summary,
    source: 'ours',
    input,
    output: nothing,
    errors: [400, 404],
  });

/** The simulator's own API, by which a demo or a test drives the clusters. Not a Lightbits API. */
export const controlApi = {
  listClusters: defineOperation({
    method: 'GET',
    path: '/clusters',
    summary: 'The simulated clusters.',
    source: 'ours',
    input: nothing,
    output: z.array(
      z.object({
        name: z.string(),
        apiEndpoint: z.string(),
        clusterUUID: z.string(),
        fingerprint256: z.string(),
      }),
    ),
    errors: [],
  }),
  importCredential: order(
    '/import-credential',
    'What `lbcli create credential --project-name=system --type=rsa256pubkey` does on the cluster.',
    z.object({
      apiEndpoint,
      pubKeyId,
      pubKey: z.string({ error: 'must be a public key: a PEM file, or base64 of one' }),
    }),
  ),
  removeCredential: order(
    '/remove-credential',
    'What `lbcli delete credential --project-name=system` does on the cluster.',
    z.object({ apiEndpoint, pubKeyId }),
  ),
  setFault: order(
    '/faults',
    'Makes a cluster misbehave; without `fault` it behaves again.',
    z.object({ apiEndpoint, fault: z.optional(fault) }),
  ),
  setExporterFault: order(
    '/exporter-fault',
    'Makes the exporter of a node misbehave, or those of all nodes; without `fault` they behave again.',
    z.object({
      apiEndpoint,
      nodeUUID: z.optional(uuid),
      fault: z.optional(z.enum(EXPORTER_FAULTS, { error: oneOf(EXPORTER_FAULTS) })),
    }),
  ),
  setNodeAway: order(
    '/node-away',
    'Takes a node away, or all nodes of a failure domain, or lets them come back and rebuild what they missed.',
    z.object({
      apiEndpoint,
      nodeUUID: z.optional(uuid),
      failureDomain: z.optional(z.string()),
      isAway: z.boolean({ error: 'must be true or false' }),
    }),
  ),
  setDriveFailed: order(
    '/drive-failed',
    'Has a drive fail, or puts a good one in its place.',
    z.object({
      apiEndpoint,
      serial: z.string({ error: 'is required' }),
      isFailed: z.boolean({ error: 'must be true or false' }),
    }),
  ),
  setVolumeState: order(
    '/volume-state',
    'Puts a volume, or the protection of its data, in a state, until another is set.',
    z.object({
      apiEndpoint,
      UUID: uuid,
      state: z.optional(z.enum(STATES_TO_SET, { error: oneOf(STATES_TO_SET) })),
      protectionState: z.optional(z.enum(PROTECTIONS_TO_SET, { error: oneOf(PROTECTIONS_TO_SET) })),
    }),
  ),
  setClock: order(
    '/clock',
    'Sets the clock of the cluster so many seconds ahead of the right time, or behind it if negative; 0 sets it right.',
    z.object({
      apiEndpoint,
      offsetSeconds: z
        .int({ error: 'must be a whole number of seconds' })
        .check(z.minimum(-OFFSET_MAX_SECONDS), z.maximum(OFFSET_MAX_SECONDS)),
    }),
  ),
  rotateCertificate: order(
    '/rotate-certificate',
    'Gives the cluster a new certificate.',
    z.object({ apiEndpoint }),
  ),
  reinstallCluster: order(
    '/reinstall',
    'Puts an empty cluster with a UUID of its own in the place of this one, until the simulator ends. It trusts no key but its admin’s.',
    z.object({
      apiEndpoint,
      /** Whether it presents the same certificate. */
      keepsCertificate: z._default(z.boolean(), false),
    }),
  ),
  stopCluster: order('/stop', 'Takes the listener of the cluster down.', z.object({ apiEndpoint })),
  startCluster: order('/start', 'Brings the listener up again.', z.object({ apiEndpoint })),
} as const;
