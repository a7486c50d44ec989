import { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from './api-failure.ts';

/** The keys of the query cache, by what they hold. Events find what they change by these. */
export const queryKeys = {
  session: ['session'],
  ownSessions: ['own-sessions'],
  fleetVolumes: ['fleet-volumes'],
  missingVolumes: ['missing-volumes'],
  volume: ['volume'],
  snapshots: ['snapshots'],
  snapshot: ['snapshot'],
  missingSnapshots: ['missing-snapshots'],
  dependents: ['dependents'],
  schedules: ['schedules'],
  clusters: ['clusters'],
  workflows: ['workflows'],
  workflow: ['workflow'],
  tasks: ['tasks'],
  transitions: ['transitions'],
  task: ['task'],
  taskItems: ['task-items'],
  summary: ['summary'],
  projects: ['projects'],
  policies: ['policies'],
  usage: ['usage'],
  series: ['series'],
  exporters: ['exporters'],
  problems: ['problems'],
  credentials: ['credentials'],
  demo: ['demo'],
  probe: ['probe'],
} as const;

/** All that a change of snapshots may have changed. */
export const OF_SNAPSHOTS = [
  queryKeys.snapshots,
  queryKeys.snapshot,
  queryKeys.missingSnapshots,
  queryKeys.dependents,
] as const;

const RETRIES = 2;
const STALE_MS = 30_000;

/** Whether asking again may help by itself: not when the server has judged the request, nor for what is no failure of it. */
export function worthRetrying(failures: number, failure: Error): boolean {
  if (!(failure instanceof ApiFailure)) return false;
  const { error } = failure;
  // What a cluster does not offer it does not offer a second later either.
  const judged =
    error.kind === 'answer' && (error.status < 500 || error.status === 501) && error.status !== 429;
  return !judged && error.kind !== 'malformed' && failures < RETRIES;
}

/** The cache of everything that was read. Events keep it fresh, so that an idle page asks nothing. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: worthRetrying,
      // It is asked also about what is not tried again.
      retryDelay: (attempt, failure: Error) =>
        failure instanceof ApiFailure && failure.error.retryAfterSeconds !== undefined
          ? failure.error.retryAfterSeconds * 1000
          : Math.min(1000 * 2 ** attempt, 8000),
      staleTime: STALE_MS,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
