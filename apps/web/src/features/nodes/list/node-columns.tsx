import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { nodeName, type NodeSort } from './node-list.ts';

/** The columns of the list of nodes. */
export const nodeColumns = (
  clusterNames: ReadonlyMap<string, string>,
  awayClusters: ReadonlySet<string>,
): readonly Column<NodeUsage, NodeSort>[] => [
  {
    id: 'name',
    header: 'Node',
    sort: 'name',
    isName: true,
    cell: (node) => <RowLink to={paths.node(node.UUID)}>{nodeName(node)}</RowLink>,
  },
  {
    id: 'state',
    header: 'State',
    sort: 'state',
    cell: ({ state, isReadOnly, clusterId }) => (
      <>
        <NodeStateLabel state={state} isStale={awayClusters.has(clusterId)} />
        {isReadOnly ? ' Read-only' : null}
      </>
    ),
  },
  {
    id: 'cluster',
    header: 'Cluster',
    sort: 'cluster',
    cell: ({ clusterId }) => (
      <RowLink to={paths.cluster(clusterId)}>{clusterNames.get(clusterId) ?? clusterId}</RowLink>
    ),
  },
  {
    id: 'domains',
    header: 'Failure domains',
    sort: 'domains',
    cell: ({ failureDomains }) => failureDomains.join(', ') || '–',
  },
  {
    id: 'primaries',
    header: 'Primary of',
    sort: 'primaries',
    align: 'end',
    cell: ({ primaries }) => formatCount(primaries),
  },
  {
    id: 'volumes',
    header: 'Volumes with a replica',
    sort: 'volumes',
    align: 'end',
    cell: ({ volumes }) => formatCount(volumes),
  },
  {
    id: 'size',
    header: 'Their size',
    sort: 'size',
    align: 'end',
    cell: ({ size }) => <Bytes value={size} />,
  },
  {
    id: 'devices',
    header: 'Drives',
    sort: 'drives',
    align: 'end',
    cell: ({ devices, maxDevices }) =>
      maxDevices === 0 ? formatCount(devices) : `${devices} of ${maxDevices}`,
  },
  {
    id: 'hostname',
    header: 'Host name',
    sort: 'hostname',
    isHidden: true,
    cell: ({ hostname }) => hostname || '–',
  },
  {
    id: 'endpoint',
    header: 'NVMe endpoint',
    sort: 'endpoint',
    isHidden: true,
    cell: ({ nvmeEndpoint }) => nvmeEndpoint || '–',
  },
];
