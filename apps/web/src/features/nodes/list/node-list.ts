import { NODE_STATES } from '@asterism/api-types/cluster-api/node';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { facetChoices } from '#/domain/facet-choices.ts';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';
import { bySize, pickRows } from '#/table/pick-rows.ts';

/** What nodes can be sorted by. */
const NODE_SORT_KEYS = ['name', 'state', 'cluster', 'primaries', 'volumes', 'size'] as const;
export type NodeSort = (typeof NODE_SORT_KEYS)[number];

/** The list of nodes: it is loaded as a whole. */
export const NODE_LIST = {
  name: 'nodes',
  filters: { cluster: 'any', state: NODE_STATES, domain: 'any' },
  sortKeys: NODE_SORT_KEYS,
  defaultSort: 'cluster',
  defaultOrder: 'asc',
} as const;

type NodeFilter = keyof typeof NODE_LIST.filters;
type NodeListState = ListState<NodeFilter, NodeSort>;

const VALUES: Record<NodeFilter, (node: NodeUsage) => readonly string[]> = {
  cluster: ({ clusterId }) => [clusterId],
  state: ({ state }) => [state],
  domain: ({ failureDomains }) => failureDomains,
};

/** What a node is called. */
export const nodeName = ({ name, UUID }: Pick<NodeUsage, 'name' | 'UUID'>): string =>
  name === '' ? UUID : name;

/** The nodes that match, in order; of equal ones the name decides. */
export function selectNodes(
  nodes: readonly NodeUsage[],
  state: NodeListState,
  clusterNames: ReadonlyMap<string, string>,
): readonly NodeUsage[] {
  const byName = (a: NodeUsage, b: NodeUsage) => compareNames(nodeName(a), nodeName(b));
  const clusterOf = ({ clusterId }: NodeUsage) => clusterNames.get(clusterId) ?? clusterId;
  const matching = nodes.filter((node) =>
    Object.entries(VALUES).every(([filter, valuesOf]) => {
      const wanted = Object.entries(state.filters).find(([name]) => name === filter)?.[1] ?? [];
      return wanted.length === 0 || valuesOf(node).some((value) => wanted.includes(value));
    }),
  );
  return pickRows(matching.toSorted(byName), state, {
    textOf: (node) =>
      [nodeName(node), node.UUID, node.hostname, node.nvmeEndpoint, clusterOf(node)]
        .concat(node.failureDomains)
        .join(' '),
    compare: {
      name: byName,
      state: (a, b) => compareNames(a.state, b.state),
      cluster: (a, b) => compareNames(clusterOf(a), clusterOf(b)),
      primaries: (a, b) => bySize(a.primaries, b.primaries),
      volumes: (a, b) => bySize(a.volumes, b.volumes),
      size: (a, b) => bySize(BigInt(a.size), BigInt(b.size)),
    },
  });
}

const countBy = (nodes: readonly NodeUsage[], filter: NodeFilter): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const node of nodes) {
    for (const value of VALUES[filter](node)) counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
};

/** The filters of the list of nodes, with how many nodes have each value. */
export const nodeFilters = (
  nodes: readonly NodeUsage[],
  chosen: NodeListState['filters'],
  clusterNames: ReadonlyMap<string, string>,
): readonly FilterChoice<NodeFilter>[] => [
  {
    filter: 'cluster',
    label: 'Cluster',
    choices: facetChoices(
      countBy(nodes, 'cluster'),
      chosen.cluster,
      (id) => clusterNames.get(id) ?? id,
    ),
  },
  { filter: 'state', label: 'State', choices: facetChoices(countBy(nodes, 'state'), chosen.state) },
  {
    filter: 'domain',
    label: 'Failure domain',
    choices: facetChoices(countBy(nodes, 'domain'), chosen.domain),
  },
];
