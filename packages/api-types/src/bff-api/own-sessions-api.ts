import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { textOut } from '../common/scalars.ts';

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

/** The sessions of who is signed in. The console loads this table with their page. */
export const ownSessionsApi = {
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
} as const;
