import { createClient } from '@asterism/api-types/client/client';
import type { OperationInput } from '@asterism/api-types/common/operation';
import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { serverNow } from '#/lib/server-clock.ts';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { queryKeys } from './query-client.ts';

const client = createClient(seriesApi, inSession);

type Question = OperationInput<typeof seriesApi.getSeries>;

/** The series of a subject up to now. */
interface Recent extends Omit<Question, 'from' | 'to'> {
  /** How far back. */
  readonly seconds: number;
}

/** A question as the API takes it; one up to now as it would be asked now. */
export function questionNow(asked: Recent | Question): Question {
  if (!('seconds' in asked)) return asked;
  const { seconds, ...question } = asked;
  const now = serverNow();
  return {
    ...question,
    from: new Date(now - seconds * 1000).toISOString(),
    to: new Date(now).toISOString(),
  };
}

const EXPORTERS_MS = 15_000;

/** Whether the exporters of a cluster's nodes answer. */
export const exportersQuery = (clusterId: string) =>
  queryOptions({
    queryKey: [...queryKeys.exporters, clusterId],
    queryFn: async ({ signal }) =>
      (await valueOf(client.listExporters({ clusterId }, { signal }))).exporters,
    refetchInterval: EXPORTERS_MS,
  });

/** How the figures of a subject have developed; of those up to now, asked again when there is another value. */
export const seriesQuery = (asked: Recent | Question) =>
  queryOptions({
    queryKey: [...queryKeys.series, asked],
    queryFn: ({ signal }) => valueOf(client.getSeries(questionNow(asked), { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      'seconds' in asked ? (data?.step ?? 60) * 1000 : false,
  });
