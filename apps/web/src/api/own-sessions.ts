import { ownSessionsApi } from '@asterism/api-types/bff-api/own-sessions-api';
import { createClient } from '@asterism/api-types/client/client';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { sendWrite, type Write, type WriteOutcome } from './write.ts';

const client = createClient(ownSessionsApi, inSession);
const REFRESH_MS = 30_000;

/** The sessions of who is signed in. No event covers them: they are polled while they are shown. */
export const ownSessionsQuery = () =>
  queryOptions({
    queryKey: queryKeys.ownSessions,
    queryFn: async ({ signal }) => (await valueOf(client.listSessions({}, { signal }))).sessions,
    staleTime: 0,
    refetchInterval: REFRESH_MS,
  });

async function thenReadAgain<T>(sent: Promise<WriteOutcome<T>>): Promise<WriteOutcome<T>> {
  const outcome = await sent;
  // Also when it failed: the session may be gone.
  await queryClient.invalidateQueries({ queryKey: queryKeys.ownSessions });
  return outcome;
}

/** Ends one of the user's sessions. */
export const endSession: Write<string, WriteOutcome<unknown>> = (sessionId, onChecking) =>
  thenReadAgain(sendWrite<unknown>({ send: () => client.endSession({ sessionId }), onChecking }));

/** Ends all of the user's sessions but this one. */
export const endOtherSessions: Write<void, WriteOutcome<unknown>> = (_, onChecking) =>
  thenReadAgain(sendWrite<unknown>({ send: () => client.endOtherSessions({}), onChecking }));
