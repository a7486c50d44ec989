import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryClient, queryKeys } from './query-client.ts';

/** All attached clusters, with status, freshness, capacity and certificate. */
export const clustersQuery = () =>
  queryOptions({
    queryKey: queryKeys.clusters,
    queryFn: ({ signal }) => valueOf(api.listFleetClusters({}, { signal })),
    select: ({ clusters }) => clusters,
    refetchInterval: fallbackInterval,
  });

/** One attached cluster. */
export const clusterQuery = (clusterId: string) =>
  queryOptions({
    queryKey: [...queryKeys.clusters, clusterId],
    queryFn: ({ signal }) => valueOf(api.getFleetCluster({ clusterId }, { signal })),
    refetchInterval: fallbackInterval,
  });

/** Takes a cluster that is detached out of what was read, before anybody has read it anew. */
export function forgetCluster(clusterId: string): void {
  queryClient.setQueryData(clustersQuery().queryKey, (known) =>
    known === undefined
      ? known
      : { ...known, clusters: known.clusters.filter(({ id }) => id !== clusterId) },
  );
  queryClient.removeQueries({ queryKey: clusterQuery(clusterId).queryKey });
}
