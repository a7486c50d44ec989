import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';

/** The names of clusters by their id; an id stands for itself where there is no name. */
export const clusterNamesOf = (clusters: readonly Freshness[]): ReadonlyMap<string, string> =>
  new Map(clusters.map(({ clusterId, name }) => [clusterId, name === '' ? clusterId : name]));

/** The clusters of which nothing new is heard. */
export const awayClustersOf = (clusters: readonly Freshness[]): ReadonlySet<string> =>
  new Set(
    clusters.filter(({ status }) => status !== 'Connected').map(({ clusterId }) => clusterId),
  );
