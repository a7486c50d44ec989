import type { FleetCluster, Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';

/** A cluster's name; its UUID while it has none. */
export const clusterName = ({ name, id }: Pick<FleetCluster, 'name' | 'id'>): string =>
  name === '' ? id : name;

/** The names of clusters by their id; an id stands for itself where there is no name. */
export const clusterNamesOf = (clusters: readonly Freshness[]): ReadonlyMap<string, string> =>
  new Map(clusters.map(({ clusterId, name }) => [clusterId, name === '' ? clusterId : name]));

/** The ids of the clusters that are not connected: what is known of them may be out of date. */
export const awayClustersOf = (clusters: readonly Freshness[]): ReadonlySet<string> =>
  new Set(
    clusters.filter(({ status }) => status !== 'Connected').map(({ clusterId }) => clusterId),
  );
