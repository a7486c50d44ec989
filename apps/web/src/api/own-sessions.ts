import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { queryClient } from './query-client.ts';
import { queryKeys } from './query-keys.ts';

const REFRESH_MS = 30_000;

/** The sessions of who is signed in. No event tells of them: they are read again now and then while they are shown. */
export const ownSessionsQuery = () =>
  queryOptions({
    queryKey: queryKeys.ownSessions,
    queryFn: async ({ signal }) => (await valueOf(api.listSessions({}, { signal }))).sessions,
    staleTime: 0,
    refetchInterval: REFRESH_MS,
  });

/** Also when it failed: the session may be gone. */
const readAgain = () => queryClient.invalidateQueries({ queryKey: queryKeys.ownSessions });

/** Ends one of the user's sessions. */
export const endSessionMutation = () =>
  mutationOptions({
    mutationFn: (sessionId: string) => valueOf(api.endSession({ sessionId })),
    onSettled: readAgain,
  });

/** Ends all of the user's sessions but this one. */
export const endOtherSessionsMutation = () =>
  mutationOptions({
    mutationFn: () => valueOf(api.endOtherSessions({})),
    onSettled: readAgain,
  });
