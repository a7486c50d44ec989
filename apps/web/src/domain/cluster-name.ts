import type { FleetCluster, Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { isCurrent } from './is-current.ts';

/** What a cluster is called for people, so that two of one name are told apart; its UUID while it has no name. */
export const clusterName = ({
  displayName = '',
  name,
  id,
}: Pick<FleetCluster, 'name' | 'id'> & Partial<Pick<FleetCluster, 'displayName'>>): string =>
  displayName || name || id;

/** The same for what an answer says of a cluster's freshness. */
export const freshnessName = ({
  clusterId,
  ...known
}: Pick<Freshness, 'clusterId' | 'displayName' | 'name'>): string =>
  clusterName({ ...known, id: clusterId });

/** What clusters are called, by their id. */
export const clusterNamesOf = (clusters: readonly Freshness[]): ReadonlyMap<string, string> =>
  new Map(clusters.map((cluster) => [cluster.clusterId, freshnessName(cluster)]));

/** The ids of the clusters that are not connected or do not answer in time: what is known of them may be out of date. */
export const awayClustersOf = (clusters: readonly Freshness[]): ReadonlySet<string> =>
  new Set(clusters.filter((cluster) => !isCurrent(cluster)).map(({ clusterId }) => clusterId));
