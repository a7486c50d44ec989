import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useMemo } from 'react';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Panel } from '#/ui/panel.tsx';

type ClusterNode = FleetCluster['nodes'][number];

/** A node that holds a replica; what its cluster tells of it, when that is known. */
interface ReplicaNode {
  readonly UUID: string;
  readonly isPrimary: boolean;
  readonly node: ClusterNode | undefined;
}

const COLUMNS: readonly Column<ReplicaNode>[] = [
  {
    id: 'name',
    header: 'Node',
    isName: true,
    cell: ({ UUID, node, isPrimary }) => (
      <>
        {node?.name || UUID}{' '}
        {isPrimary ? (
          <Label isCompact color="blue">
            Primary
          </Label>
        ) : null}
      </>
    ),
  },
  { id: 'state', header: 'State', cell: ({ node }) => node?.state || '–' },
  {
    id: 'domains',
    header: 'Failure domains',
    cell: ({ node }) => node?.failureDomains.join(', ') || '–',
  },
  { id: 'uuid', header: 'UUID', cell: ({ UUID }) => <code>{UUID}</code> },
];
const JUST_NAMES = COLUMNS.filter(({ id }) => id === 'name');
const idOf = ({ UUID }: ReplicaNode) => UUID;

interface VolumeNodesProps {
  readonly volume: Volume;
  /** The nodes of the cluster; undefined for those who may not know them. */
  readonly nodes: readonly ClusterNode[] | undefined;
}

/** Where the replicas of a volume are. */
export function VolumeNodes({ volume, nodes }: VolumeNodesProps) {
  const { nodeList, primaryNodeUUID } = volume;
  const rows = useMemo(() => {
    const byId = new Map((nodes ?? []).map((node) => [node.UUID, node]));
    return nodeList.map((UUID) => ({
      UUID,
      isPrimary: UUID === primaryNodeUUID,
      node: byId.get(UUID),
    }));
  }, [nodeList, primaryNodeUUID, nodes]);
  return (
    <Panel title="Replicas">
      <DataTable
        label="Replicas"
        columns={nodes === undefined ? JUST_NAMES : COLUMNS}
        rows={rows}
        rowId={idOf}
        rowName={idOf}
        empty="No node holds it now."
      />
    </Panel>
  );
}
