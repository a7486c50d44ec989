import { QueryClient } from '@tanstack/react-query';
import type { ApiFailure } from './api-failure.ts';

const RETRIES = 2;
const STALE_MS = 30_000;

/** Whether asking again may help by itself: not when the server has judged the request. */
export function worthRetrying(failures: number, { error }: ApiFailure): boolean {
  const judged = error.kind === 'answer' && error.status < 500 && error.status !== 429;
  return !judged && error.kind !== 'malformed' && failures < RETRIES;
}

/** The cache of everything that was read. Events keep it fresh, so that an idle page asks nothing. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: worthRetrying,
      retryDelay: (attempt, { error }) =>
        error.retryAfterSeconds === undefined
          ? Math.min(1000 * 2 ** attempt, 8000)
          : error.retryAfterSeconds * 1000,
      staleTime: STALE_MS,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
