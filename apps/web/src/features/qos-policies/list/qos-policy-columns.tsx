import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { LinkedNames } from '#/domain/linked-names.tsx';
import { limitsInWords } from '#/domain/qos-limits.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { bySize } from '#/table/pick-rows.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';

/** What QoS policies can be sorted by. */
const POLICY_SORT_KEYS = ['name', 'clusters', 'volumes', 'size'] as const;
type PolicySort = (typeof POLICY_SORT_KEYS)[number];

/** The list of QoS policies: it is loaded as a whole. */
export const POLICY_LIST = {
  name: 'qos policies',
  filters: {},
  sortKeys: POLICY_SORT_KEYS,
  defaultSort: 'name',
  defaultOrder: 'asc',
} as const;

/** How QoS policies are searched and sorted. */
export const PICK_POLICIES = {
  textOf: ({ name, onClusters }: PolicyUsage) =>
    [name, ...onClusters.map(({ description }) => description)].join(' '),
  compare: {
    name: (a, b) => compareNames(a.name, b.name),
    clusters: (a, b) => bySize(a.onClusters.length, b.onClusters.length),
    volumes: (a, b) => bySize(a.volumes, b.volumes),
    size: (a, b) => bySize(BigInt(a.size), BigInt(b.size)),
  } satisfies Record<PolicySort, (a: PolicyUsage, b: PolicyUsage) => number>,
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
