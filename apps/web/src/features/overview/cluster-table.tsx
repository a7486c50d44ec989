import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { usedPercent } from '@asterism/api-types/rules/capacity';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { DataTable } from '#/table/data-table.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { formatCount, formatPercent, formatRatio } from '#/lib/format.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';

const idOf = ({ id }: FleetCluster) => id;

function Used({ statistics }: FleetCluster) {
  if (statistics === undefined) return <span className="ast-quiet">–</span>;
  const { physicalUsedStorage, effectivePhysicalStorage } = statistics;
  return (
    <>
      <Bytes value={physicalUsedStorage} /> of <Bytes value={effectivePhysicalStorage} /> (
      {formatPercent(usedPercent(statistics))})
    </>
  );
}

const COLUMNS: readonly Column<FleetCluster>[] = [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    cell: (cluster) => <RowLink to={paths.cluster(cluster.id)}>{clusterName(cluster)}</RowLink>,
  },
  { id: 'status', header: 'Status', cell: (cluster) => <ConnectionLabel {...cluster} /> },
  {
    id: 'health',
    header: 'Health',
    cell: (cluster) => (
      <>
        <VerdictLabel verdict={cluster.assessment.verdict} />
        <HealthReasons cluster={cluster} limit={1} />
      </>
    ),
  },
  { id: 'used', header: 'Used', align: 'end', cell: (cluster) => <Used {...cluster} /> },
  {
    id: 'provisioned',
    header: 'Provisioned',
    align: 'end',
    cell: ({ provisionedStorage }) => <Bytes value={provisionedStorage} />,
  },
  {
    id: 'ratio',
    header: 'Provisioning ratio',
    align: 'end',
    cell: ({ provisionedToEffectiveStorageRatio }) =>
      formatRatio(provisionedToEffectiveStorageRatio),
  },
  {
    id: 'volumes',
    header: 'Volumes',
    align: 'end',
    cell: ({ id, volumes }) => (
      <RowLink to={paths.volumes({ cluster: id })}>{formatCount(volumes)}</RowLink>
    ),
  },
  { id: 'as-of', header: 'As of', cell: ({ asOf }) => <RelativeTime value={asOf} /> },
];

/** The attached clusters, in short. */
export function ClusterTable({
  clusters,
}: {
  readonly clusters: readonly FleetCluster[] | undefined;
}) {
  return (
    <DataTable
      label="Clusters"
      columns={COLUMNS}
      rows={clusters}
      rowId={idOf}
      rowName={clusterName}
      skeletonRows={3}
    />
  );
}
