import { createClient } from '@asterism/api-types/client/client';
import { fleetSummaryApi } from '@asterism/api-types/fleet-api/fleet-summary-api';
import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { inSession } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';

const client = createClient(fleetSummaryApi, inSession);

/** Totals over all attached clusters. */
export const summaryQuery = () =>
  queryOptions({
    queryKey: queryKeys.summary,
    queryFn: ({ signal }) => valueOf(client.getFleetSummary({}, { signal })),
    refetchInterval: fallbackInterval,
  });
