import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';
import { taskCalls } from './task-queries.ts';

/** The volumes that have been in a state that ends by itself for unusually long. An event says when there are others. */
export const slowQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.transitions, 'slow'],
    queryFn: ({ signal }) => valueOf(taskCalls.listTransitions({ slow: 'true' }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** What is asked again for each volume that has just come into such a state. */
const FRESH_MS = 2000;

/** The volumes in a state that ends by itself, the oldest first. */
export const transitionsQuery = () =>
  queryOptions({
    queryKey: [...queryKeys.transitions, 'all'],
    queryFn: ({ signal }) => valueOf(taskCalls.listTransitions({}, { signal })),
    staleTime: FRESH_MS,
  });

/** One volume in a state that ends by itself. */
export const transitionQuery = (volumeId: string) =>
  queryOptions({
    queryKey: [...queryKeys.transitions, 'of', volumeId],
    queryFn: ({ signal }) => valueOf(taskCalls.listTransitions({ volume: volumeId }, { signal })),
    staleTime: FRESH_MS,
  });
