import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { problemApi } from '@asterism/api-types/fleet-api/problem-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

export const problemCalls = createClient(problemApi, inSession);

type Question = OperationInput<typeof problemApi.listProblems>;

/** What needs attention, the worst first. An event says when there are others. */
export const problemsQuery = (question: Question = {}) =>
  queryOptions({
    queryKey: [...queryKeys.problems, question],
    queryFn: ({ signal }) => valueOf(problemCalls.listProblems(question, { signal })),
    refetchInterval: fallbackInterval,
  });
