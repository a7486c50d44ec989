import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';

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

/** The BFF's own routes that the first page may call; tables beside this one have the others. Everything else it serves is the console, or goes to the federation. */
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
} as const;

/**
 * Path of the console's event stream: the federation's events, `federation-lost` and `federation-back` when it cannot
 * be followed and can again, and `session-expired` when the session ends.
 */
export const EVENTS_PATH = '/events';
