import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { rightsOf, type Rights } from '@asterism/api-types/rules/roles';
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { valueOf } from './api-failure.ts';
import { sessionApi } from './client.ts';
import { queryClient, queryKeys } from './query-client.ts';
import { soon } from './soon.ts';

/** Who is signed in; null when nobody is. */
export const sessionQuery = () =>
  queryOptions({
    queryKey: queryKeys.session,
    queryFn: async ({ signal }): Promise<Session | null> => {
      const result = sessionApi.getSession({}, { signal });
      const settled = await result;
      return !settled.ok && settled.error.status === 401 ? null : valueOf(result);
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

const NOBODY: Session = { username: '', roles: [], expiresAt: '', idleSeconds: 0 };

/** Who is signed in. Inside the signed-in layout someone always is. */
export const useSession = (): Session => useSuspenseQuery(sessionQuery()).data ?? NOBODY;

/** What the signed-in user may do. */
export function useRights(): Rights {
  const { roles } = useSession();
  return useMemo(() => rightsOf(roles), [roles]);
}

/**
 * For loaders of pages for cluster admins: reads only when one is signed in, so that others send no request that is
 * refused. A moment is waited for what `read` says that the page shows.
 */
export async function whenAdmin(read: () => Promise<unknown> | void): Promise<null> {
  const session = await queryClient.ensureQueryData(sessionQuery());
  if (session !== null && rightsOf(session.roles).isClusterAdmin)
    await soon(Promise.resolve(read()));
  return null;
}
