import { bffApi } from '@asterism/api-types/bff-api/bff-api';
import { USER_ACTIVE_HEADER } from '@asterism/api-types/bff-api/user-active';
import { createClient, type ServerAnswer } from '@asterism/api-types/client/client';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import { fleetBaseApi } from '@asterism/api-types/fleet-api/fleet-base-api';
import { takeFirstAnswer } from '#/first/first-answers.ts';
import { noteDateHeader } from '#/lib/server-clock.ts';
import { noteCall } from '#/lib/session-calls.ts';
import { noteAnswer } from './answered-events.ts';
import { NOT_MODIFIED, rememberAnswers } from './known-answers.ts';
import { noteSignOfLife } from './live-status.ts';
import { sessionEnd } from './session-end.ts';
import { takeActivity } from './user-activity.ts';

const TIMEOUT_MS = 30_000;

/** Where the federation answers; the console's own server answers everything else. */
const FEDERATION_PATHS = '/api/v2/';

async function send(url: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  const answer = init.method === 'GET' ? takeFirstAnswer(url) : undefined;
  const response = await noteCall(url, init, answer ?? fetch(url, { ...init, signal }));
  noteDateHeader(response.headers);
  return response;
}

const attempt = rememberAnswers(async (url, init) => {
  const response = await send(url, init);
  // Also one that says that nothing has changed.
  const isAnswered = response.ok || response.status === NOT_MODIFIED;
  if (!isAnswered || !url.startsWith(FEDERATION_PATHS)) return response;
  noteSignOfLife();
  if (init.method !== 'GET') return response;
  const newestEvent = response.headers.get(NEWEST_EVENT_HEADER) ?? undefined;
  return noteAnswer(newestEvent) ? response : send(url, init);
});

/**
 * Fetches; when the session has ended, waits until the user has signed in again over the page, then asks once more.
 * A 401 means that nothing was done, so a change may be sent again too.
 */
async function fetchInSession(url: string, init: RequestInit): Promise<ServerAnswer> {
  const response = await attempt(url, init);
  if (response.status !== 401) return response;
  const renewed = await sessionEnd.waitForRenewal(init.signal ?? undefined);
  return renewed ? attempt(url, init) : response;
}

const { revokeToken: _, ...ofFleet } = fleetBaseApi;

/** Headers of every request: whether the user did something since the last one. */
const headers = (): Record<string, string> => (takeActivity() ? { [USER_ACTIVE_HEADER]: '1' } : {});

/** How calls in the session are sent: for clients of a part of the console, which the first page need not load. */
export const inSession = { fetch: fetchInSession, headers } as const;

/** What the first page asks of the federation, through the BFF. None throws. */
export const api = createClient(ofFleet, inSession);

/** Sign-in, sign-out and the session itself: these do not wait for a session. */
export const sessionApi = createClient(
  { login: bffApi.login, logout: bffApi.logout, getSession: bffApi.getSession },
  { fetch: attempt, headers },
);
