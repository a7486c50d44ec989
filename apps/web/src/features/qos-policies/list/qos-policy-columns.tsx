import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { POLICY_QUERY } from '@asterism/api-types/rules/policy-query';
import { bySize, type Picking } from '#/domain/pick-list.ts';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { compareLimits, limitsInWords } from '#/domain/qos-limits.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';

/** What QoS policies can be sorted by. */
const POLICY_SORT_KEYS = ['name', 'limits', 'clusters', 'volumes', 'size'] as const;
type PolicySort = (typeof POLICY_SORT_KEYS)[number];

/** The list of QoS policies: it is loaded as a whole. */
export const POLICY_LIST = {
  name: 'qos policies',
  filters: { cluster: 'any' },
  sortKeys: POLICY_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

const descriptionsOf = ({ onClusters }: PolicyUsage): string[] =>
  onClusters.map(({ description }) => description);

/** By their limits; those whose limits differ between clusters come last. */
const compareByLimits = (a: PolicyUsage, b: PolicyUsage): number =>
  Number(a.differs) - Number(b.differs) ||
  compareLimits(a.onClusters[0]?.limits, b.onClusters[0]?.limits);

/** How QoS policies are searched and sorted; clusters by how many they are. */
export const PICK_POLICIES: Picking<PolicyUsage, typeof POLICY_QUERY, PolicySort> = {
  fields: POLICY_QUERY,
  filterLabels: { cluster: 'Cluster' },
  values: {
    choices: { cluster: ({ onClusters }) => onClusters.map(({ clusterId }) => clusterId) },
    texts: { name: ({ name }) => [name], description: descriptionsOf },
    numbers: {
      volumes: ({ volumes }) => volumes,
      size: ({ size }) => Number(size),
      used: ({ used }) => Number(used),
    },
    whole: ({ size }) => Number(size),
  },
  textOf: (policy) => [policy.name, ...descriptionsOf(policy)].join(' '),
  compare: {
    name: (a, b) => compareNames(a.name, b.name),
    limits: compareByLimits,
    clusters: (a, b) => bySize(a.onClusters.length, b.onClusters.length),
    volumes: (a, b) => bySize(a.volumes, b.volumes),
    size: (a, b) => bySize(BigInt(a.size), BigInt(b.size)),
  },
};

/** The columns of the list of QoS policies. */
export const policyColumns = (
  clusterNames: ReadonlyMap<string, string>,
): readonly Column<PolicyUsage, PolicySort>[] => [
  {
    id: 'name',
    header: 'QoS policy',
    sort: 'name',
    isName: true,
    cell: ({ name }) => <RowLink to={paths.qosPolicy(name)}>{name}</RowLink>,
  },
  {
    id: 'limits',
    header: 'Limits',
    sort: 'limits',
    cell: ({ onClusters, differs }) =>
      differs ? (
        <Label isCompact tone="warning" title="The page of the policy shows them by cluster.">
          Differ between clusters
        </Label>
      ) : (
        limitsInWords(onClusters[0]?.limits)
      ),
  },
  {
    id: 'volumes',
    header: 'Volumes',
    sort: 'volumes',
    align: 'end',
    cell: ({ name, volumes }) => (
      <RowLink to={paths.volumes({ search: name })}>{formatCount(volumes)}</RowLink>
    ),
  },
  {
    id: 'size',
    header: 'Their size',
    sort: 'size',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'clusters',
    header: 'Clusters',
    sort: 'clusters',
    cell: ({ onClusters }) => (
      <LinkedNames
        names={onClusters.map(({ clusterId }) => ({
          name: clusterNames.get(clusterId) ?? clusterId,
          to: paths.cluster(clusterId),
        }))}
      />
    ),
  },
];
