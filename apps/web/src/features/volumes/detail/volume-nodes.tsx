import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useMemo } from 'react';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { paths } from '#/lib/paths.ts';
import { RowLink } from '#/table/row-link.tsx';
import { CopyText } from '#/ui/copy-text.tsx';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { Panel } from '#/ui/panel.tsx';

type ClusterNode = FleetCluster['nodes'][number];

/** A node that has a replica, with its cluster’s data about it where that is known. */
interface ReplicaNode {
  readonly UUID: string;
  readonly isPrimary: boolean;
  readonly node: ClusterNode | undefined;
}

const columnsFor = (isStale: boolean): readonly Column<ReplicaNode>[] => [
  {
    id: 'name',
    header: 'Node',
    isName: true,
    cell: ({ UUID, node, isPrimary }) => (
      <>
        {node === undefined ? UUID : <RowLink to={paths.node(UUID)}>{node.name || UUID}</RowLink>}{' '}
        {isPrimary ? (
          <Label isCompact color="blue">
            Primary
          </Label>
        ) : null}
      </>
    ),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ node }) =>
      node === undefined ? '–' : <NodeStateLabel state={node.state} isStale={isStale} />,
  },
  {
    id: 'domains',
    header: 'Failure domains',
    cell: ({ node }) => node?.failureDomains.join(', ') || '–',
  },
  { id: 'uuid', header: 'UUID', cell: ({ UUID }) => <CopyText text={UUID} what="node UUID" /> },
];
const isName = ({ id }: Column<ReplicaNode>) => id === 'name';
const idOf = ({ UUID }: ReplicaNode) => UUID;

interface VolumeNodesProps {
  readonly volume: Volume;
  /** The nodes of the cluster; undefined for users without permission. */
  readonly nodes: readonly ClusterNode[] | undefined;
  /** Whether the cluster is out of reach, so that nobody knows how its nodes are. */
  readonly isStale: boolean;
}

/** Where the replicas of a volume are. */
export function VolumeNodes({ volume, nodes, isStale }: VolumeNodesProps) {
  const { nodeList, primaryNodeUUID } = volume;
  const rows = useMemo(() => {
    const byId = new Map((nodes ?? []).map((node) => [node.UUID, node]));
    return nodeList.map((UUID) => ({
      UUID,
      isPrimary: UUID === primaryNodeUUID,
      node: byId.get(UUID),
    }));
  }, [nodeList, primaryNodeUUID, nodes]);
  const hasNodes = nodes !== undefined;
  const columns = useMemo(() => {
    const all = columnsFor(isStale);
    return hasNodes ? all : all.filter(isName);
  }, [isStale, hasNodes]);
  return (
    <Panel title="Replicas">
      <DataTable
        label="Replicas"
        columns={columns}
        rows={rows}
        rowId={idOf}
        rowName={idOf}
        empty="No node has a replica."
      />
    </Panel>
  );
}
