import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { CONNECTION_STATUSES } from '@asterism/api-types/federation-api/cluster';
import { WORKFLOW_STATES, WORKFLOW_TYPES } from '@asterism/api-types/federation-api/workflow';
import { REQUEST_ORIGINS } from '@asterism/api-types/fleet-api/request-origin';
import type { WorkflowStage } from '@asterism/api-types/fleet-api/fleet-workflow';

/** All that the federation keeps lies in this schema of the database. */
export const federation = pgSchema('federation');

const time = (name: string) => timestamp(name, { withTimezone: true });

/** People who may sign in. */
export const users = federation.table('users', {
  name: text('name').primaryKey(),
  /** PHC-like string; see identity/password-hash. */
  passwordHash: text('password_hash').notNull(),
  roles: text('roles').array().notNull(),
  disabled: boolean('disabled').notNull().default(false),
  /** Made anew with each password, and when they are disabled: tokens that name another one are void. */
  credentialId: uuid('credential_id').notNull().defaultRandom(),
  createdAt: time('created_at').notNull().defaultNow(),
});

/** IdTokens that are no longer good although they have not expired. */
export const revokedTokens = federation.table(
  'revoked_tokens',
  {
    /** `jti` of the token. */
    id: uuid('id').primaryKey(),
    /** When it would have ended anyway; then the row is of no use. */
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [index('revoked_tokens_expires_at').on(table.expiresAt)],
);

/**
 * `unused`: nobody has been sent anything that it signed. `claimed`: it belongs to one certificate, for good. `bound`: the
 * cluster behind that certificate is attached, or being attached, with it. `retired`: its private half is gone.
 */
export const SERVICE_KEY_STATES = ['unused', 'claimed', 'bound', 'retired'] as const;

/** The keys with which the federation signs its tokens for clusters. */
export const serviceKeys = federation.table(
  'service_keys',
  {
    /** `pubKeyId` of the reference. */
    id: text('id').primaryKey(),
    publicKey: text('public_key').notNull(),
    /** Sealed with the master key; null once the key is retired. */
    privateKey: text('private_key'),
    state: text('state', { enum: SERVICE_KEY_STATES }).notNull().default('unused'),
    /** The certificate that it belongs to: nothing that it signed is sent to another one. Null while it is unused. */
    tlsFingerprint: text('tls_fingerprint'),
    /** Where that certificate was seen, for people. */
    apiEndpoint: text('api_endpoint'),
    clusterId: uuid('cluster_id'),
    createdAt: time('created_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('service_keys_cluster')
      .on(table.clusterId)
      .where(sql`state = 'bound'`),
    index('service_keys_state').on(table.state, table.createdAt),
  ],
);

/** The keys that sign the idTokens of people; the newest one signs. */
export const loginKeys = federation.table('login_keys', {
  id: text('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  /** Sealed with the master key. */
  privateKey: text('private_key').notNull(),
  createdAt: time('created_at').notNull().defaultNow(),
});

/** Attached clusters, and those that are being attached: these have no `attached_at`. */
export const clusters = federation.table('clusters', {
  id: uuid('id').primaryKey(),
  name: text('name').notNull(),
  version: text('version').notNull(),
  subsystemNqn: text('subsystem_nqn').notNull(),
  apiEndpoints: text('api_endpoints').array().notNull().$type<readonly string[]>(),
  discoveryEndpoints: text('discovery_endpoints').array().notNull().$type<readonly string[]>(),
  tlsFingerprint: text('tls_fingerprint').notNull(),
  presentedFingerprint: text('presented_fingerprint'),
  keyId: text('key_id')
    .notNull()
    .unique()
    .references(() => serviceKeys.id),
  status: text('status', { enum: CONNECTION_STATUSES }).notNull(),
  /** The attach that wrote the row; null when a release did that which did not note it. */
  workflowId: uuid('workflow_id'),
  attachedAt: time('attached_at'),
});

/** Long operations. The row is the API's Workflow; the queue only says that it is to be run. */
export const workflows = federation.table(
  'workflows',
  {
    id: uuid('id').primaryKey(),
    /** Order of creation; times can be equal, this cannot. */
    sequence: bigint('sequence', { mode: 'number' }).generatedAlwaysAsIdentity().notNull(),
    type: text('type', { enum: WORKFLOW_TYPES }).notNull(),
    state: text('state', { enum: WORKFLOW_STATES }).notNull().default('PENDING'),
    message: text('message').notNull().default(''),
    percent: integer('percent').notNull().default(0),
    /** How many runs were claimed. Only the newest may write: the number is its fencing token. */
    run: integer('run').notNull().default(0),
    stage: text('stage').notNull().default(''),
    stages: jsonb('stages').notNull().$type<WorkflowStage[]>(),
    /** What it works on, for people. */
    target: text('target').notNull(),
    /** Attach only: the endpoint of the request. */
    apiEndpoint: text('api_endpoint'),
    /** Attach: the fingerprint that was given, or else the first one seen. */
    tlsFingerprint: text('tls_fingerprint'),
    /** Attach: the service key that is to be bound. */
    keyId: text('key_id'),
    /** What an attach has learned about the cluster; see workflows/attach/attach-context. */
    facts: jsonb('facts'),
    clusterId: uuid('cluster_id'),
    startedBy: text('started_by').notNull(),
    /** The roles of who started it, then: the cluster is called with these. */
    startedByRoles: text('started_by_roles').array().notNull(),
    /** Who canceled it. Its state is FAILED then, the one that the reference has for it. */
    canceledBy: text('canceled_by'),
    /** By what it was asked for. Null where it is not known: earlier releases did not note it. */
    origin: text('origin', { enum: REQUEST_ORIGINS }),
    createdAt: time('created_at').notNull().defaultNow(),
    startedAt: time('started_at'),
    endedAt: time('ended_at'),
  },
  (table) => [
    uniqueIndex('workflows_sequence').on(table.sequence),
    index('workflows_state').on(table.state, table.sequence),
    // Among tasks, in the order in which they were asked for.
    index('workflows_created').on(table.createdAt, table.sequence),
    index('workflows_started').on(
      sql`coalesce(${table.startedAt}, ${table.createdAt})`,
      table.sequence,
    ),
    index('workflows_endpoint').on(table.apiEndpoint, table.sequence),
    index('workflows_cluster').on(table.clusterId, table.sequence),
    // At most one attach of an endpoint and one detach of a cluster at a time.
    uniqueIndex('workflows_attaching')
      .on(table.apiEndpoint)
      .where(sql`type = 'attach cluster' and ended_at is null`),
    uniqueIndex('workflows_detaching')
      .on(table.clusterId)
      .where(sql`type = 'detach cluster' and ended_at is null`),
  ],
);

/** Names that are being taken, or were a moment ago: of all replicas only one may give a name to a thing. */
export const reservedNames = federation.table(
  'reserved_names',
  {
    /** What is named: `volume`, `snapshot`. */
    kind: text('kind').notNull(),
    projectName: text('project_name').notNull(),
    name: text('name').notNull(),
    /** Who holds it; null once the name is given. */
    holder: uuid('holder'),
    until: time('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.kind, table.projectName, table.name] }),
    index('reserved_names_until').on(table.until),
  ],
);

/** Failed sign-ins by what they are counted by, over all replicas. */
export const loginFailures = federation.table(
  'login_failures',
  {
    /** The kind of counter, and its hash or network. */
    key: text('key').primaryKey(),
    /** When nothing will be left of the count, in milliseconds since 1970: each failure puts it off. */
    drainedAt: bigint('drained_at', { mode: 'number' }).notNull(),
  },
  (table) => [index('login_failures_drained_at').on(table.drainedAt)],
);

/** The friendly names of hosts. */
export const hostNames = federation.table('host_names', {
  hostNqn: text('host_nqn').primaryKey(),
  name: text('name').notNull(),
  setBy: text('set_by').notNull(),
  setAt: time('set_at').notNull().defaultNow(),
});

/** Requests with an idempotency key, and what was answered. */
export const keyedRequests = federation.table(
  'keyed_requests',
  {
    principal: text('principal').notNull(),
    operation: text('operation').notNull(),
    key: text('key').notNull(),
    /** Of its content: another one may not have the same key. */
    hash: text('hash').notNull(),
    /** Of all requests with this key together. */
    submission: uuid('submission').notNull(),
    begunAt: time('begun_at').notNull().defaultNow(),
    /** Who carries it out now, until when at the latest; null once that has ended. */
    holder: uuid('holder'),
    heldUntil: time('held_until').notNull(),
    /** JSON, as it was answered; null until it was carried out. */
    answer: text('answer'),
    expiresAt: time('expires_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.principal, table.operation, table.key] }),
    index('keyed_requests_expires_at').on(table.expiresAt),
  ],
);
