import { ownSessionsApi, type SessionView } from '@asterism/api-types/bff-api/own-sessions-api';
import { failure } from '@asterism/api-types/common/failure';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Route } from './route.ts';
import { forgetSession } from './session-cookie.ts';
import type { Session, OwnSession } from '../session/session.ts';
import type { Sessions } from '../session/create-sessions.ts';

const viewOf = (session: OwnSession, current: Session): SessionView => ({
  id: session.key,
  isCurrent: session.key === current.key,
  signedInAt: session.createdAt.toISOString(),
  lastActiveAt: session.lastActiveAt.toISOString(),
  expiresAt: session.expiresAt.toISOString(),
  address: session.address,
  userAgent: session.userAgent,
});

/** People can list and end their own sessions only: the sessions of others are 404. */
export const ownSessionsRoutes = (sessions: Sessions): Route[] => [
  sessionRoute(
    'listSessions',
    ownSessionsApi.listSessions,
    async (_input, session, { response }) => {
      const own = await sessions.of(session.username);
      replyJson(response, 200, { sessions: own.map((one) => viewOf(one, session)) });
    },
  ),

  sessionRoute(
    'endOtherSessions',
    ownSessionsApi.endOtherSessions,
    async (_input, session, { response }) => {
      await sessions.endOthers(session.username, session.key);
      replyJson(response, 200, {});
    },
  ),

  sessionRoute(
    'endSession',
    ownSessionsApi.endSession,
    async ({ sessionId }, session, { response }) => {
      if (!(await sessions.endOf(session.username, sessionId))) {
        return refuse(response, failure('notFound', 'You have no such session.'));
      }
      if (sessionId === session.key) forgetSession(response);
      return replyJson(response, 200, {});
    },
  ),
];
