import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { fallbackInterval } from './live-status.ts';
import { queryKeys } from './query-client.ts';
import { referenceCalls } from './reference-calls.ts';

/** One volume, as its cluster answers it now. */
export const volumeQuery = (volumeId: string) =>
  queryOptions({
    queryKey: [...queryKeys.volume, volumeId],
    queryFn: ({ signal }) => valueOf(referenceCalls.getVolume({ UUID: volumeId }, { signal })),
    refetchInterval: fallbackInterval,
  });
