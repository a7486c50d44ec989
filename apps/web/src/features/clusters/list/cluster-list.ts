import { CONNECTION_STATUSES } from '@asterism/api-types/federation-api/cluster';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { HEALTH_VERDICTS } from '@asterism/api-types/fleet-api/health-assessment';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { isUuidMeant, searchWords } from '@asterism/api-types/rules/search-words';
import { clusterName } from '#/domain/cluster-name.ts';
import type { ListState } from '#/table/list-state.ts';

/** The keys that clusters can be sorted by. */
export const CLUSTER_SORT_KEYS = [
  'name',
  'status',
  'health',
  'version',
  'volumes',
  'used',
  'ratio',
] as const;
export type ClusterSort = (typeof CLUSTER_SORT_KEYS)[number];

/** The filters and sort keys of the list of clusters. */
export const CLUSTER_LIST = {
  name: 'clusters',
  filters: { status: CONNECTION_STATUSES },
  sortKeys: CLUSTER_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

const used = ({ statistics }: FleetCluster): bigint => {
  const whole = BigInt(statistics?.effectivePhysicalStorage ?? '0');
  return whole === 0n ? 0n : (BigInt(statistics?.physicalUsedStorage ?? '0') * 1_000_000n) / whole;
};

const bySize = (a: bigint | number, b: bigint | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Ascending order by each key; of the statuses, the one that needs attention comes first. */
const COMPARE: Record<ClusterSort, (a: FleetCluster, b: FleetCluster) => number> = {
  name: () => 0,
  status: (a, b) => CONNECTION_STATUSES.indexOf(b.status) - CONNECTION_STATUSES.indexOf(a.status),
  health: (a, b) =>
    HEALTH_VERDICTS.indexOf(b.assessment.verdict) - HEALTH_VERDICTS.indexOf(a.assessment.verdict),
  version: (a, b) => compareNames(a.version, b.version),
  volumes: (a, b) => bySize(a.volumes, b.volumes),
  used: (a, b) => bySize(used(a), used(b)),
  ratio: (a, b) =>
    bySize(
      Number(a.provisionedToEffectiveStorageRatio),
      Number(b.provisionedToEffectiveStorageRatio),
    ),
};

/** Whether a word is found in a cluster: in its name, version, subsystem or an endpoint, or in its UUID. */
const isFound = (cluster: FleetCluster, word: string): boolean =>
  [clusterName(cluster), cluster.version, cluster.subsystemNqn, ...cluster.apiEndpoints].some(
    (text) => text.toLowerCase().includes(word),
  ) || isUuidMeant(cluster.id.toLowerCase(), word);

/** The matching clusters, in order. All attached clusters are loaded, so the server does not filter. */
export function selectClusters(
  clusters: readonly FleetCluster[],
  {
    search,
    filters,
    sort,
    order,
  }: Pick<ListState<'status', ClusterSort>, 'search' | 'filters' | 'sort' | 'order'>,
): readonly FleetCluster[] {
  const { status } = filters;
  const words = searchWords(search);
  const sign = order === 'asc' ? 1 : -1;
  return clusters
    .filter((cluster) => status.length === 0 || status.includes(cluster.status))
    .filter((cluster) => words.every((word) => isFound(cluster, word)))
    .sort((a, b) => sign * (COMPARE[sort](a, b) || compareNames(clusterName(a), clusterName(b))));
}

/** How many clusters are in each status. */
export function countByStatus(
  clusters: readonly FleetCluster[],
): Readonly<Record<FleetCluster['status'], number>> {
  const counts = { Connected: 0, Disconnected: 0, Unauthorized: 0 };
  for (const { status } of clusters) counts[status] += 1;
  return counts;
}
