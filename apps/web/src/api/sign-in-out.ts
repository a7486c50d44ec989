import type { Session } from '@asterism/api-types/bff-api/bff-api';
import type { ApiResult } from '@asterism/api-types/client/client';
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

/** Signs in; on success the session is in the cache and the other tabs know. */
export async function signIn(credentials: Credentials): Promise<ApiResult<Session>> {
  const result = await sessionApi.login(credentials);
  if (!result.ok) return result;
  noteActivity();
  queryClient.setQueryData(sessionQuery().queryKey, result.value);
  sessionChannel.tell({ kind: 'signed-in', username: result.value.username });
  return result;
}

/**
 * Signs out, here and in the other tabs, and loads the console anew at the given path, so that nothing of the session
 * is left in memory. The error when the server could not be told: the session then still runs.
 */
export async function signOut(signInPath: string): Promise<ApiResult<unknown>> {
  const result = await sessionApi.logout({});
  if (!result.ok && result.error.status !== 401) return result;
  sessionChannel.tell({ kind: 'signed-out' });
  queryClient.clear();
  location.assign(signInPath);
  return result;
}
