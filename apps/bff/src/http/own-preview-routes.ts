import type { ApiError } from '@asterism/api-types/client/api-error';
import { ownPreviewApi } from '@asterism/api-types/bff-api/own-preview-api';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { bearer, type Federation } from '../session/federation.ts';
import type { Sessions } from '../session/create-sessions.ts';
import type { StartedSession } from '../session/session.ts';
import type { SessionLimits } from '../session/session-limits.ts';
import { sessionView } from './auth-routes.ts';
import type { ForwardedOf } from './forwarded-of.ts';
import { notSignedIn } from './gate.ts';
import { refuse, replyJson } from './refuse.ts';
import { sessionRoute, type Exchange, type Route } from './route.ts';
import { setSessionCookie } from './session-cookie.ts';

const RETRY_SECONDS = 5;

function failureOf({ status, message, retryAfterSeconds = RETRY_SECONDS }: ApiError): Failure {
  if (status === 401) return notSignedIn();
  if (status === 403) return failure('permissionDenied', message);
  return failure('unavailable', 'The federation cannot be reached. Try again in a moment.', {
    retryAfterSeconds,
  });
}

interface OwnPreviewOptions {
  readonly federation: Pick<Federation, 'issuePreviewToken' | 'whoAmI'>;
  readonly sessions: Pick<Sessions, 'startPreview' | 'endPreview' | 'end'>;
  readonly limits: SessionLimits;
  readonly forwardedOf: ForwardedOf;
}

/** Cluster admins see the console as somebody with one right would, in all of this browser (decision 0058). */
export function ownPreviewRoutes(options: OwnPreviewOptions): Route[] {
  const { federation, sessions, limits, forwardedOf } = options;

  function goOn({ response }: Exchange, started: StartedSession | undefined): void {
    if (started === undefined) return refuse(response, notSignedIn());
    setSessionCookie(response, started.id);
    return replyJson(response, 200, sessionView(limits, started.session, started.session.roles));
  }

  return [
    sessionRoute('startPreview', ownPreviewApi.startPreview, async (of, session, exchange) => {
      const headers = { ...bearer(session.token), ...forwardedOf(exchange) };
      const issued = await federation.issuePreviewToken(of, { headers });
      if (!issued.ok) return refuse(exchange.response, failureOf(issued.error));
      const { idToken: token, role } = issued.value;
      return goOn(exchange, await sessions.startPreview(session, { token, role }));
    }),

    sessionRoute('endPreview', ownPreviewApi.endPreview, async (_input, session, exchange) => {
      const { preview, key } = session;
      if (preview === undefined) {
        return refuse(exchange.response, failure('notFound', 'You are not in a preview.'));
      }
      const headers = { ...bearer(preview.ownToken), ...forwardedOf(exchange) };
      const person = await federation.whoAmI({}, { headers });
      if (!person.ok) {
        if (person.error.status === 401) await sessions.end(key);
        return refuse(exchange.response, failureOf(person.error));
      }
      return goOn(exchange, await sessions.endPreview(session, person.value.roles));
    }),
  ];
}
