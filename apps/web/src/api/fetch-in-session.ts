import { sessionEnd } from './session-end.ts';

const TIMEOUT_MS = 30_000;

function attempt(url: string, init: RequestInit): Promise<Response> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = init.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
  return fetch(url, { ...init, signal });
}

/**
 * Fetches; when the session has ended, waits until the user has signed in again over the page, then asks once more.
 * A 401 means that nothing was done, so a change may be sent again too.
 */
export async function fetchInSession(url: string, init: RequestInit): Promise<Response> {
  const response = await attempt(url, init);
  if (response.status !== 401) return response;
  const renewed = await sessionEnd.waitForRenewal(init.signal ?? undefined);
  return renewed ? attempt(url, init) : response;
}
