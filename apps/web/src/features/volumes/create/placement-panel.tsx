import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Arrow } from '#/ui/arrow.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { Panel } from '#/ui/panel.tsx';
import { formatRatio } from '#/lib/format.ts';
import { candidatesFor, type Candidate } from './placement.ts';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';

const QUESTION = ['clusterId', 'size', 'replicaCount', 'projectName', 'qosPolicyName'] as const;

const idOf = ({ cluster }: Candidate) => cluster.id;
const nameOf = ({ cluster }: Candidate) => cluster.name;
const byName = (things: readonly { name: string; clusterIds: readonly string[] }[] = []) =>
  new Map(things.map(({ name, clusterIds }) => [name, clusterIds]));

const columnsFor = (target: string | undefined): readonly Column<Candidate>[] => [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    cell: ({ cluster, obstacle }) => (
      <>
        <div className="ast-row">
          {cluster.name}
          {cluster.id === target ? (
            <Label isCompact color="blue">
              Goes here
            </Label>
          ) : null}
        </div>
        {obstacle === undefined ? null : (
          <div className="ast-obstacle">Cannot take it: {obstacle}</div>
        )}
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
    header: 'Free (logical)',
    align: 'end',
    cell: ({ cluster }) =>
      cluster.statistics === undefined ? (
        '–'
      ) : (
        <Bytes value={cluster.statistics.estimatedFreeLogicalStorage} />
      ),
  },
  {
    id: 'ratio',
    header: 'Ratio',
    align: 'end',
    cell: ({ ratioBefore, ratioAfter }) =>
      formatRatio(ratioAfter) === formatRatio(ratioBefore) ? (
        formatRatio(ratioBefore)
      ) : (
        <>
          {formatRatio(ratioBefore)} <Arrow /> {formatRatio(ratioAfter)}
        </>
      ),
  },
];

/** Which cluster would take the volume, and what that does to it. */
export function PlacementPanel() {
  const { data: clusters } = useQuery(clustersQuery());
  const { data: projects } = useQuery(projectsQuery());
  const { data: policies } = useQuery(policiesQuery());
  const { control } = useFormContext<CreateVolumeForm>();
  const [clusterId, size, replicaCount, projectName, qosPolicyName] = useWatch({
    control,
    name: QUESTION,
  });

  const candidates = candidatesFor(
    clusters ?? [],
    { size, replicaCount: Number(replicaCount), projectName, qosPolicyName },
    { projects: byName(projects?.projects), policies: byName(policies?.policies) },
  );
  const likely = candidates.find(({ obstacle }) => obstacle === undefined)?.cluster.id;
  const target = clusterId === '' ? likely : clusterId;
  const columns = useMemo(() => columnsFor(target), [target]);
  return (
    <Panel title="Where it goes">
      <div className="ast-stack">
        <DataTable
          label="Where the volume may go"
          columns={columns}
          rows={clusters === undefined ? undefined : candidates}
          rowId={idOf}
          rowName={nameOf}
          skeletonRows={2}
          empty="No cluster is attached: there is nowhere to put a volume."
        />
        <p className="ast-quiet">
          The ratio is provisioned to effective capacity, with this volume added where its size is
          known. The federation decides when the volume is created.
        </p>
      </div>
    </Panel>
  );
}
