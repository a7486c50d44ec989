import type { ApiError } from '@asterism/api-types/client/api-error';
import { isOutcomeUnknown } from '@asterism/api-types/client/api-error';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { ownPasswordApi } from '@asterism/api-types/bff-api/own-password-api';
import { bearer, type Federation } from '../session/federation.ts';
import type { Sessions } from '../session/create-sessions.ts';
import type { SessionLimits } from '../session/session-limits.ts';
import { sessionView } from './auth-routes.ts';
import type { ForwardedOf } from './forwarded-of.ts';
import { notSignedIn } from './gate.ts';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Route } from './route.ts';
import { setSessionCookie } from './session-cookie.ts';

const RETRY_SECONDS = 5;

function failureOf(error: ApiError): Failure {
  if (error.status === 401) return notSignedIn();
  const { violations, message, retryAfterSeconds = RETRY_SECONDS } = error;
  if (error.status === 400) {
    const refused = failure('invalidArgument', message);
    return violations === undefined ? refused : { ...refused, violations };
  }
  if (error.status === 429) {
    const tooMany = 'Too many wrong passwords. Try again later.';
    return failure('resourceExhausted', tooMany, { retryAfterSeconds });
  }
  return isOutcomeUnknown(error)
    ? failure(
        'internal',
        'It is not known whether your password was changed. Sign in with the new one.',
      )
    : failure('unavailable', 'The federation cannot be reached. Try again in a moment.', {
        retryAfterSeconds,
      });
}

interface OwnPasswordOptions {
  readonly federation: Pick<Federation, 'changePassword'>;
  readonly sessions: Pick<Sessions, 'start' | 'endOthers'>;
  readonly limits: SessionLimits;
  readonly forwardedOf: ForwardedOf;
}

/** People can change their own password. This browser gets a new session, as at a sign-in; all the others end. */
export const ownPasswordRoutes = (options: OwnPasswordOptions): Route[] => [
  sessionRoute(
    'changeOwnPassword',
    ownPasswordApi.changeOwnPassword,
    async (passwords, { username, roles, token }, exchange) => {
      const { federation, sessions, limits, forwardedOf } = options;
      const { request, response } = exchange;
      const headers = { ...bearer(token), ...forwardedOf(exchange) };
      const changed = await federation.changePassword(passwords, { headers });
      if (!changed.ok) return refuse(response, failureOf(changed.error));
      const { id, session } = await sessions.start({
        username,
        roles,
        token: changed.value.idToken,
        tokenSeconds: Number(changed.value.expiresIn),
        address: request.ip ?? '',
        userAgent: request.get('user-agent') ?? '',
      });
      // Before the others are ended, this one among them: if that fails, the browser has the new session.
      setSessionCookie(response, id);
      await sessions.endOthers(username, session.key);
      return replyJson(response, 200, sessionView(limits, session, roles));
    },
  ),
];
