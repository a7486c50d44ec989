import { queryOptions } from '@tanstack/react-query';
import { valueOf } from './api-failure.ts';
import { api } from './client.ts';
import { fallbackInterval } from './live-status.ts';
import { queryClient, queryKeys } from './query-client.ts';

/** Totals over all attached clusters. */
export const summaryQuery = () =>
  queryOptions({
    queryKey: queryKeys.summary,
    queryFn: ({ signal }) => valueOf(api.getFleetSummary({}, { signal })),
    refetchInterval: fallbackInterval,
  });

/** All attached clusters, with status, freshness, capacity and certificate. */
export const clustersQuery = () =>
  queryOptions({
    queryKey: queryKeys.clusters,
    queryFn: ({ signal }) => valueOf(api.listFleetClusters({}, { signal })),
    select: ({ clusters }) => clusters,
    refetchInterval: fallbackInterval,
  });

/** The clusters that do not answer, or do not let the federation in: read once, and kept by events. */
export const clusterTroublesQuery = () =>
  queryOptions({
    queryKey: queryKeys.clusterTroubles,
    queryFn: ({ signal }) => valueOf(api.listFleetClusters({}, { signal })),
    select: ({ clusters }) => clusters.filter(({ status }) => status !== 'Connected'),
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

/** The key that the cluster with this certificate must import before it can be attached. */
export const serviceKeyQuery = (apiEndpoint: string, tlsFingerprint: string) =>
  queryOptions({
    queryKey: [...queryKeys.credentials, apiEndpoint, tlsFingerprint],
    queryFn: ({ signal }) =>
      valueOf(api.claimServiceKey({ apiEndpoint, tlsFingerprint }, { signal })),
    // It is another one after the cluster was detached.
    staleTime: 0,
  });

/** The simulated clusters of the demo; undefined when this is not a demo. */
export const demoQuery = () =>
  queryOptions({
    queryKey: queryKeys.demo,
    queryFn: async ({ signal }) => {
      const result = await api.getDemo({}, { signal });
      return result.ok ? result.value.clusters : null;
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

const PROBE_STALE_MS = 2000;
const PROBE_EVERY_MS = 3000;
/** Ten minutes: a change keeps the session alive, and a forgotten page must not do that for ever. */
const PROBES = 200;

/**
 * What answers at an endpoint. With the confirmed fingerprint it is also asked whether it accepts the service key, again
 * and again until it does.
 */
export const probeQuery = (apiEndpoint: string, tlsFingerprint?: string) =>
  queryOptions({
    queryKey: [...queryKeys.probe, apiEndpoint, tlsFingerprint ?? ''],
    queryFn: ({ signal }) =>
      valueOf(
        api.probeEndpoint(
          { apiEndpoint, ...(tlsFingerprint === undefined ? {} : { tlsFingerprint }) },
          { signal },
        ),
      ),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      tlsFingerprint === undefined || data?.keyAccepted === true || dataUpdateCount > PROBES
        ? false
        : PROBE_EVERY_MS,
    // The user confirms what is shown: it must be what is there now.
    staleTime: PROBE_STALE_MS,
    retry: false,
  });
