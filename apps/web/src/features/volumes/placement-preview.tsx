import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useMemo } from 'react';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { ConnectionLabel } from '#/ui/cluster-state.tsx';
import type { Candidate } from './placement.ts';

interface PlacementPreviewProps {
  readonly candidates: readonly Candidate[];
  /** The cluster that the user has chosen; empty when the federation may. */
  readonly chosen: string;
}

const ratioText = (ratio: number | undefined) => (ratio === undefined ? '–' : ratio.toFixed(4));
const idOf = ({ cluster }: Candidate) => cluster.id;
const nameOf = ({ cluster }: Candidate) => cluster.name;

const columnsFor = (target: string | undefined): readonly Column<Candidate>[] => [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    cell: ({ cluster }) => (
      <>
        {cluster.name}{' '}
        {cluster.id === target ? (
          <Label isCompact color="blue">
            Goes here
          </Label>
        ) : null}
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ cluster }) => <ConnectionLabel status={cluster.status} />,
  },
  {
    id: 'free',
    header: 'Free',
    align: 'end',
    cell: ({ cluster }) =>
      cluster.statistics === undefined ? (
        '–'
      ) : (
        <Bytes value={cluster.statistics.freePhysicalStorage} />
      ),
  },
  {
    id: 'ratio',
    header: 'Ratio',
    align: 'end',
    cell: ({ ratioBefore, ratioAfter }) =>
      ratioAfter === ratioBefore
        ? ratioText(ratioBefore)
        : `${ratioText(ratioBefore)} → ${ratioText(ratioAfter)}`,
  },
  {
    id: 'obstacle',
    header: 'Can take it',
    cell: ({ obstacle }) => (obstacle === undefined ? 'Yes' : `No: ${obstacle}`),
  },
];

/** Which cluster would take the volume, and what that does to it. */
export function PlacementPreview({ candidates, chosen }: PlacementPreviewProps) {
  const likely = candidates.find(({ obstacle }) => obstacle === undefined)?.cluster.id;
  const target = chosen === '' ? likely : chosen;
  const columns = useMemo(() => columnsFor(target), [target]);
  return (
    <DataTable
      label="Where the volume may go"
      columns={columns}
      rows={candidates}
      rowId={idOf}
      rowName={nameOf}
    />
  );
}
