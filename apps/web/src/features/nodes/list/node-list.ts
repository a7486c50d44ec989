import { NODE_STATES } from '@asterism/api-types/cluster-api/node';
import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { NODE_QUERY } from '@asterism/api-types/rules/node-query';
import { bySize, type Picking } from '#/domain/pick-list.ts';

/** What nodes can be sorted by. */
const NODE_SORT_KEYS = [
  'name',
  'state',
  'cluster',
  'domains',
  'primaries',
  'volumes',
  'size',
  'drives',
  'hostname',
  'endpoint',
] as const;
export type NodeSort = (typeof NODE_SORT_KEYS)[number];

/** The list of nodes: it is loaded as a whole. */
export const NODE_LIST = {
  name: 'nodes',
  filters: { cluster: 'any', state: NODE_STATES, domain: 'any' },
  sortKeys: NODE_SORT_KEYS,
  defaultSort: 'cluster',
  defaultOrder: 'asc',
} as const;

/** What a node is called. */
export const nodeName = ({ name, UUID }: Pick<NodeUsage, 'name' | 'UUID'>): string =>
  name === '' ? UUID : name;

const byName = (a: NodeUsage, b: NodeUsage) => compareNames(nodeName(a), nodeName(b));
const domainsOf = ({ failureDomains }: NodeUsage): string => failureDomains.join(', ');

/** Nodes by their names, which decide where nodes are equal. */
export const sortNodes = (nodes: readonly NodeUsage[] | undefined) => nodes?.toSorted(byName);

/** How nodes are searched, filtered and sorted. */
export function nodePicking(
  clusterNames: ReadonlyMap<string, string>,
): Picking<NodeUsage, typeof NODE_QUERY, NodeSort> {
  const clusterOf = ({ clusterId }: NodeUsage) => clusterNames.get(clusterId) ?? clusterId;
  return {
    fields: NODE_QUERY,
    filterLabels: { cluster: 'Cluster', state: 'State', domain: 'Failure domain' },
    values: {
      choices: {
        cluster: ({ clusterId }) => [clusterId],
        state: ({ state }) => [state],
        domain: ({ failureDomains }) => failureDomains,
      },
      texts: {
        name: (node) => [nodeName(node)],
        hostname: ({ hostname }) => [hostname],
        endpoint: ({ nvmeEndpoint }) => [nvmeEndpoint],
        uuid: ({ UUID }) => [UUID],
      },
      numbers: {
        volumes: ({ volumes }) => volumes,
        primaries: ({ primaries }) => primaries,
        size: ({ size }) => Number(size),
        drives: ({ devices }) => devices,
      },
      whole: ({ size }) => Number(size),
    },
    textOf: (node) =>
      [nodeName(node), node.UUID, node.hostname, node.nvmeEndpoint, clusterOf(node)]
        .concat(node.failureDomains)
        .join(' '),
    compare: {
      name: byName,
      state: (a, b) => compareNames(a.state, b.state),
      cluster: (a, b) => compareNames(clusterOf(a), clusterOf(b)),
      domains: (a, b) => compareNames(domainsOf(a), domainsOf(b)),
      primaries: (a, b) => bySize(a.primaries, b.primaries),
      volumes: (a, b) => bySize(a.volumes, b.volumes),
      size: (a, b) => bySize(BigInt(a.size), BigInt(b.size)),
      drives: (a, b) => bySize(a.devices, b.devices),
      hostname: (a, b) => compareNames(a.hostname, b.hostname),
      endpoint: (a, b) => compareNames(a.nvmeEndpoint, b.nvmeEndpoint),
    },
  };
}
