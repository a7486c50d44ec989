import { bffApi, type SessionFacts as SessionView } from '@asterism/api-types/bff-api/bff-api';
import { failure } from '@asterism/api-types/common/failure';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Route } from './route.ts';
import { forgetSession } from './session-cookie.ts';
import type { Session, SessionFacts } from '../session/session.ts';
import type { Sessions } from '../session/sessions.ts';

const viewOf = (facts: SessionFacts, current: Session): SessionView => ({
  id: facts.key,
  isCurrent: facts.key === current.key,
  signedInAt: facts.createdAt.toISOString(),
  lastActiveAt: facts.lastActiveAt.toISOString(),
  expiresAt: facts.expiresAt.toISOString(),
  address: facts.address,
  userAgent: facts.userAgent,
});

/** What people can see and do of their own sessions. Those of others do not exist for them. */
export const ownSessionsRoutes = (sessions: Sessions): Route[] => [
  sessionRoute('listSessions', bffApi.listSessions, async (_input, session, { response }) => {
    const own = await sessions.of(session.username);
    replyJson(response, 200, { sessions: own.map((facts) => viewOf(facts, session)) });
  }),

  sessionRoute(
    'endOtherSessions',
    bffApi.endOtherSessions,
    async (_input, session, { response }) => {
      await sessions.endOthers(session.username, session.key);
      replyJson(response, 200, {});
    },
  ),

  sessionRoute('endSession', bffApi.endSession, async ({ sessionId }, session, { response }) => {
    if (!(await sessions.endOf(session.username, sessionId))) {
      return refuse(response, failure('notFound', 'You have no such session.'));
    }
    if (sessionId === session.key) forgetSession(response);
    return replyJson(response, 200, {});
  }),
];
