import type { ClusterHardware } from '@asterism/api-types/fleet-api/cluster-hardware';
import { useMemo } from 'react';
import { NodeStateLabel } from '#/domain/node-state.tsx';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { DRIVE_STATES } from './drive-bays.tsx';
import { nameOfNode, type Drive, type HardwareNode } from './racks.ts';

const idOfNode = ({ UUID }: HardwareNode) => UUID;
const idOfDrive = ({ serial }: Drive) => serial;

const nodeColumns = (
  { servers }: ClusterHardware,
  isStale: boolean,
): readonly Column<HardwareNode>[] => [
  {
    id: 'name',
    header: 'Node',
    isName: true,
    cell: (node) => <RowLink to={paths.node(node.UUID)}>{nameOfNode(node)}</RowLink>,
  },
  {
    id: 'domains',
    header: 'Failure domains',
    cell: ({ failureDomains }) => failureDomains.join(', ') || '–',
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ state }) => <NodeStateLabel state={state} isStale={isStale} />,
  },
  {
    id: 'server',
    header: 'Server',
    cell: ({ serverUUID }) => servers.list.find(({ UUID }) => UUID === serverUUID)?.name ?? '–',
  },
  {
    id: 'drives',
    header: 'Drives',
    align: 'end',
    cell: ({ devices, maxDevices }) => (maxDevices === 0 ? devices : `${devices} of ${maxDevices}`),
  },
];

const driveColumns = ({ nodes }: ClusterHardware): readonly Column<Drive>[] => {
  const nodeOf = ({ nodeUUID }: Drive) => nodes.find(({ UUID }) => UUID === nodeUUID);
  return [
    { id: 'serial', header: 'Drive', isName: true, cell: ({ serial }) => serial },
    {
      id: 'node',
      header: 'Node',
      cell: (drive) => {
        const node = nodeOf(drive);
        return node === undefined ? '–' : nameOfNode(node);
      },
    },
    {
      id: 'domains',
      header: 'Failure domains',
      cell: (drive) => nodeOf(drive)?.failureDomains.join(', ') || '–',
    },
    { id: 'state', header: 'State', cell: ({ state }) => DRIVE_STATES[state].text },
    { id: 'size', header: 'Size', align: 'end', cell: ({ size }) => <Bytes value={size} /> },
    { id: 'model', header: 'Model', cell: ({ model }) => model || '–' },
  ];
};

interface HardwareTablesProps {
  readonly hardware: ClusterHardware;
  readonly isStale: boolean;
}

/** What the drawing of the racks shows, as tables. */
export function HardwareTables({ hardware, isStale }: HardwareTablesProps) {
  const ofNodes = useMemo(() => nodeColumns(hardware, isStale), [hardware, isStale]);
  const ofDrives = useMemo(() => driveColumns(hardware), [hardware]);
  const { nodes, drives } = hardware;
  return (
    <div className="ast-stack">
      <DataTable
        label="Nodes"
        columns={ofNodes}
        rows={nodes}
        rowId={idOfNode}
        rowName={nameOfNode}
      />
      {drives.list.length === 0 ? null : (
        <DataTable
          label="Drives"
          columns={ofDrives}
          rows={drives.list}
          rowId={idOfDrive}
          rowName={idOfDrive}
        />
      )}
    </div>
  );
}
