import { Label } from '@patternfly/react-core/dist/esm/components/Label';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { policiesQuery, projectsQuery } from '#/api/volume-queries.ts';
import { useRights } from '#/api/session.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
import { Arrow } from '#/ui/arrow.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { paths } from '#/lib/paths.ts';
import { formatRatio } from '#/lib/format.ts';
import { obstacleText, placementsFor, type PlacementRow } from '#/features/volumes/placement.ts';
import type { CreateVolumeForm } from '#/features/volumes/volume-schema.ts';
import '#/features/volumes/placement.css';

const QUESTION = ['clusterId', 'size', 'replicaCount', 'projectName', 'qosPolicyName'] as const;

const idOf = ({ cluster }: PlacementRow) => cluster.id;
const nameOf = ({ cluster }: PlacementRow) => clusterName(cluster);

interface Target {
  readonly clusterId: string | undefined;
  readonly label: string;
}

const columnsFor = ({ clusterId, label }: Target): readonly Column<PlacementRow>[] => [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    cell: ({ cluster, obstacles }) => (
      <>
        <div className="ast-row">
          {clusterName(cluster)}
          {cluster.id === clusterId ? (
            <Label isCompact color="blue">
              {label}
            </Label>
          ) : null}
        </div>
        {obstacles.map((obstacle) => (
          <div key={obstacle.kind} className="ast-obstacle">
            {obstacleText(obstacle)}
          </div>
        ))}
      </>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: ({ cluster }) => <ConnectionLabel {...cluster} />,
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

/** Which cluster would take the volume, and what that does to its ratio. */
export function PlacementPanel() {
  const { data: clusters, error, refetch } = useQuery(clustersQuery());
  const { isClusterAdmin } = useRights();
  const { data: projects } = useQuery(projectsQuery());
  const { data: policies } = useQuery(policiesQuery());
  const { control } = useFormContext<CreateVolumeForm>();
  const [clusterId, size, replicaCount, projectName, qosPolicyName] = useWatch({
    control,
    name: QUESTION,
  });

  const placements = placementsFor(
    clusters ?? [],
    { size, replicaCount: Number(replicaCount), projectName, qosPolicyName },
    { projects: projects?.projects ?? [], policies: policies?.policies ?? [] },
  );
  const bestId = placements.find(({ obstacles }) => obstacles.length === 0)?.cluster.id;
  const columns = useMemo(
    () =>
      columnsFor(
        clusterId === ''
          ? { clusterId: bestId, label: 'Best fit' }
          : { clusterId, label: 'Selected' },
      ),
    [clusterId, bestId],
  );
  return (
    <Panel
      title="Placement preview"
      {...(isClusterAdmin
        ? {
            actions: (
              <LinkButton variant="link" to={paths.planVolumes()}>
                Plan many volumes
              </LinkButton>
            ),
          }
        : {})}
    >
      <div className="ast-stack">
        {clusters === undefined && error !== null ? (
          <FailureView failure={error} onRetry={refetch} />
        ) : (
          <DataTable
            label="Placement preview"
            columns={columns}
            rows={clusters === undefined ? undefined : placements}
            rowId={idOf}
            rowName={nameOf}
            skeletonRows={2}
            empty="No clusters attached."
          />
        )}
        <p className="ast-quiet">
          The ratio of provisioned to effective capacity, before and after this volume. The
          federation decides by the same rule when the volume is created.
        </p>
      </div>
    </Panel>
  );
}
