import type { Session } from '@asterism/api-types/bff-api/bff-api';
import type { ApiError } from '@asterism/api-types/client/api-error';
import type { ApiResult } from '@asterism/api-types/client/client';
import { forgetFirstAnswers } from '#/first/first-answers.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { sessionApi } from './client.ts';
import { queryClient } from './query-client.ts';
import { sessionQuery } from './session.ts';
import { sessionChannel } from './session-channel.ts';
import { noteActivity } from './user-activity.ts';

/** What a person signs in with. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** How a sign-in ended. */
export type SignInOutcome =
  | { readonly kind: 'done'; readonly value: Session }
  | { readonly kind: 'refused'; readonly error: ApiError | 'not-kept' };

/**
 * Signs in; on success the session is in the cache and the other tabs know. `not-kept`: the password was right, and the
 * browser has not kept the cookie of the session.
 */
export async function signIn(credentials: Credentials): Promise<SignInOutcome> {
  const result = await sessionApi.login(credentials);
  if (!result.ok) return { kind: 'refused', error: result.error };
  const kept = await sessionApi.getSession({});
  if (!kept.ok && kept.error.status === 401) return { kind: 'refused', error: 'not-kept' };
  forgetFirstAnswers();
  noteActivity();
  queryClient.setQueryData(sessionQuery().queryKey, result.value);
  sessionChannel.publish({ kind: 'signed-in', username: result.value.username });
  return { kind: 'done', value: result.value };
}

/**
 * Signs out, here and in the other tabs, and loads the console anew at the given path, so that nothing of the session
 * is left in memory. The error when the request fails: the session then still runs.
 */
export async function signOut(signInPath: string): Promise<ApiResult<unknown>> {
  const result = await sessionApi.logout({});
  if (!result.ok && result.error.status !== 401) return result;
  sessionChannel.publish({ kind: 'signed-out' });
  // Not before the page goes: what it shows would go piece by piece. Afterwards the browser may keep the page for Back.
  addEventListener('pagehide', () => queryClient.clear(), { once: true });
  tabMemory.clear();
  location.assign(signInPath);
  return result;
}
