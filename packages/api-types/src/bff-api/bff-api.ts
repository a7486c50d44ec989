import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { listOut, textOut } from '../common/scalars.ts';
import { endpointRule, fingerprintRule } from '../rules/endpoint.ts';
import { follows } from '../rules/verdict.ts';

/** The session as the browser may know it: who, what they may do, until when. Never a token. */
export const session = z.object({
  username: z.string(),
  roles: z.array(z.string()),
  /** When the session ends whatever happens. */
  expiresAt: z.string(),
  /** Seconds without the user doing anything after which it ends. */
  idleSeconds: z.number(),
  /** While they see the console as somebody with this role alone: that role. Nothing can be changed then. */
  preview: z.optional(z.string()),
});
export type Session = z.infer<typeof session>;

/** What a person signs in with. */
export const credentials = z.object({
  username: z
    .string({ error: 'is required' })
    .check(z.minLength(1, 'must not be empty'), z.maxLength(253, 'is too long')),
  password: z
    .string({ error: 'is required' })
    .check(z.minLength(1, 'must not be empty'), z.maxLength(1024, 'is too long')),
});

/** One of a person's sessions, as they may see it. */
export const sessionView = z.object({
  /** What it is called; nobody can sign in with it. */
  id: z.string(),
  /** Whether it is the session of this request. */
  isCurrent: z.boolean(),
  signedInAt: z.string(),
  lastActiveAt: z.string(),
  expiresAt: z.string(),
  /** From where it was started. */
  address: textOut,
  userAgent: textOut,
});
export type SessionView = z.infer<typeof sessionView>;

/** Maximum number of sessions that are listed to their person: those that were active last. */
export const LISTED_SESSIONS_MAX = 100;

/** The BFF's own routes. Everything else it serves is the console, or goes to the federation. */
export const bffApi = {
  login: defineOperation({
    method: 'POST',
    path: '/auth/login',
    summary: 'Sign in: starts a session. Its cookie is all that the browser stores.',
    source: 'ours',
    input: credentials,
    output: session,
    errors: [400, 401, 403, 429, 503],
  }),
  logout: defineOperation({
    method: 'POST',
    path: '/auth/logout',
    summary: 'Sign out: the session ends at once, everywhere.',
    source: 'ours',
    input: z.object({}),
    output: z.object({}),
    errors: [403],
  }),
  getSession: defineOperation({
    method: 'GET',
    path: '/auth/session',
    summary: 'The person who is signed in.',
    source: 'ours',
    input: z.object({}),
    output: session,
    errors: [401],
  }),
  listSessions: defineOperation({
    method: 'GET',
    path: '/auth/sessions',
    summary: `Your sessions: the ${LISTED_SESSIONS_MAX} that were active last.`,
    source: 'ours',
    input: z.object({}),
    output: z.object({ sessions: z.array(sessionView) }),
    errors: [401],
  }),
  endOtherSessions: defineOperation({
    method: 'DELETE',
    path: '/auth/sessions',
    summary: 'End all your other sessions, at once and everywhere.',
    source: 'ours',
    input: z.object({}),
    output: z.object({}),
    errors: [401, 403],
  }),
  endSession: defineOperation({
    method: 'DELETE',
    path: '/auth/sessions/{sessionId}',
    summary: 'End one of your sessions, at once and everywhere.',
    source: 'ours',
    input: z.object({
      sessionId: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be the id of a session')),
    }),
    output: z.object({}),
    errors: [400, 401, 403, 404],
  }),
  getDemo: defineOperation({
    method: 'GET',
    path: '/demo/clusters',
    summary: 'The simulated clusters of the demo. 404 outside a demo.',
    source: 'ours',
    input: z.object({}),
    output: z.object({ clusters: listOut(z.object({ name: textOut, apiEndpoint: z.string() })) }),
    errors: [401, 403, 404],
  }),
  importDemoCredential: defineOperation({
    method: 'POST',
    path: '/demo/import-credential',
    summary:
      'Import a key into a simulated cluster, as lbcli does on a real one. 404 outside a demo.',
    source: 'ours',
    input: z.object({
      apiEndpoint: z.string({ error: 'is required' }).check(follows(endpointRule)),
      tlsFingerprint: z.string({ error: 'is required' }).check(follows(fingerprintRule)),
    }),
    output: z.object({}),
    errors: [400, 401, 403, 404, 503],
  }),
} as const;

/**
 * Path of the console's event stream: the federation's events, `federation-lost` and `federation-back` when it cannot
 * be followed and can again, and `session-expired` when the session ends.
 */
export const EVENTS_PATH = '/events';
