import { bffApi, type Session as SessionView } from '@asterism/api-types/bff-api/bff-api';
import type { ApiError } from '@asterism/api-types/client/api-error';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import type { OperationArguments } from '@asterism/api-types/common/operation';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { notSignedIn } from './gate.ts';
import type { ForwardedOf } from './forwarded-of.ts';
import { refuse, replyJson } from './refuse.ts';
import { openRoute, sessionRoute, type Exchange, type Route } from './route.ts';
import { bearer, type Federation } from '../session/federation.ts';
import { forgetSession, sessionIdOf, setSessionCookie } from './session-cookie.ts';
import { type NewSession, type Session, sessionKey } from '../session/session.ts';
import { idleSecondsFor, type SessionLimits } from '../session/session-limits.ts';
import type { SessionRoles } from '../session/session-roles.ts';
import type { Sessions } from '../session/create-sessions.ts';

export interface AuthRoutesOptions {
  readonly federation: Federation;
  readonly sessions: Sessions;
  readonly roles: SessionRoles;
  readonly limits: SessionLimits;
  readonly forwardedOf: ForwardedOf;
}

type Credentials = OperationArguments<typeof bffApi.login>;

const RETRY_SECONDS = 5;

function loginFailure(error: ApiError): Failure {
  if (error.status === 401) {
    return failure('unauthenticated', 'The user name or password is not right.');
  }
  if (error.status === 429) {
    return failure('resourceExhausted', 'Too many attempts to sign in. Try again later.', {
      retryAfterSeconds: error.retryAfterSeconds ?? RETRY_SECONDS,
    });
  }
  return failure('unavailable', 'The federation cannot be reached. Try again in a moment.', {
    retryAfterSeconds: error.retryAfterSeconds ?? RETRY_SECONDS,
  });
}

/** A session as the browser may know it. */
export const sessionView = (
  limits: SessionLimits,
  session: Session,
  roles: readonly string[],
): SessionView => ({
  username: session.username,
  roles: [...roles],
  expiresAt: session.expiresAt.toISOString(),
  idleSeconds: idleSecondsFor(limits, { roles, preview: session.preview }),
  ...(session.preview === undefined ? {} : { preview: session.preview.role }),
});

export function authRoutes(options: AuthRoutesOptions): Route[] {
  const { federation, sessions, roles, limits, forwardedOf } = options;

  async function signIn(
    { username, password }: Credentials,
    { request, response }: Exchange,
  ): Promise<Result<NewSession, Failure>> {
    const basic = Buffer.from(`${username}:${password}`).toString('base64');
    const forwarded = forwardedOf({ request, response });
    const headers = { authorization: `Basic ${basic}`, ...forwarded };
    const login = await federation.login({}, { headers });
    if (!login.ok) return err(loginFailure(login.error));
    const token = login.value.idToken;
    const person = await federation.whoAmI({}, { headers: { ...bearer(token), ...forwarded } });
    if (!person.ok) return err(loginFailure(person.error));
    const tokenSeconds = Number(login.value.expiresIn);
    const { subject, roles: current } = person.value;
    const address = request.ip ?? '';
    const userAgent = request.get('user-agent') ?? '';
    return ok({ username: subject, roles: current, token, tokenSeconds, address, userAgent });
  }

  return [
    openRoute('login', bffApi.login, async (credentials, exchange) => {
      const { request, response } = exchange;
      // Basic authentication would split such a name at its colon.
      const person = credentials.username.includes(':')
        ? err(failure('unauthenticated', 'The user name or password is not right.'))
        : await signIn(credentials, exchange);
      if (!person.ok) return refuse(response, person.error);

      const former = sessionIdOf(request);
      if (former !== undefined) await sessions.end(sessionKey(former));
      const { id, session } = await sessions.start(person.value);
      setSessionCookie(response, id);
      return replyJson(response, 200, sessionView(limits, session, session.roles));
    }),

    openRoute('logout', bffApi.logout, async (_input, { request, response }) => {
      const id = sessionIdOf(request);
      if (id !== undefined) await sessions.end(sessionKey(id));
      forgetSession(response);
      replyJson(response, 200, {});
    }),

    sessionRoute('getSession', bffApi.getSession, async (_input, session, { response }) => {
      const current = await roles.now(session);
      if (current === undefined) return refuse(response, notSignedIn());
      return replyJson(response, 200, sessionView(limits, session, current));
    }),
  ];
}
