import { sessionApi } from './client.ts';
import { queryClient } from './query-client.ts';
import { sessionQuery } from './session.ts';
import { sessionEnd } from './session-end.ts';

let replacing: Promise<unknown> = Promise.resolve();

/** While the session is being replaced by another, that it has ended is no reason to ask anybody to sign in. */
export function replaceSession(until: Promise<unknown>): void {
  replacing = until.catch(() => undefined);
}

/** Asks whether there is a session, and asks to sign in again where there is none. */
export async function checkSession(): Promise<'live' | 'ended' | 'unknown'> {
  await replacing;
  const result = await sessionApi.getSession({});
  if (result.ok) {
    const known = queryClient.getQueryData(sessionQuery().queryKey);
    // What was read with other rights must not stay, should this tab have missed that another one changed them.
    if (known && known.preview !== result.value.preview) location.reload();
    return 'live';
  }
  if (result.error.status !== 401) return 'unknown';
  sessionEnd.announce();
  return 'ended';
}
