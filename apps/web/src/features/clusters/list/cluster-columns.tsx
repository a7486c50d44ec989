import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { usedPercent } from '@asterism/api-types/rules/capacity';
import { describeRefusal } from '#/api/describe-refusal.ts';
import { usedTone } from '#/domain/capacity-bars.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { unreadableWords } from '#/domain/unreadable-notice.tsx';
import { formatCount, formatPercent, formatRatio } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { CapacityTrack } from '#/ui/capacity-bar.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import type { ClusterSort } from './cluster-list.ts';
import './cluster-columns.css';

/** In a row of the list: how much of the effective capacity is used and provisioned, as a bar and in numbers. */
function ClusterCapacity(cluster: FleetCluster) {
  const { statistics, provisionedStorage } = cluster;
  if (statistics === undefined) return <span className="ast-quiet">unknown</span>;
  const { physicalUsedStorage: used, effectivePhysicalStorage: effective } = statistics;
  const percent = usedPercent(statistics);
  const { tone, word } = usedTone(percent, cluster.usedThresholds);
  return (
    <div className="ast-cluster-capacity">
      <CapacityTrack percent={percent} tone={tone} isStale={!isCurrent(cluster)} />
      <span>
        <Bytes value={used} /> used ({formatPercent(percent)}) ·{' '}
        <Bytes value={provisionedStorage} /> provisioned of <Bytes value={effective} />
        {word}
      </span>
    </div>
  );
}

/** Why a cluster is unhealthy or not shown in full; empty when all is well. */
function whyOf(cluster: FleetCluster): string {
  if (cluster.presentedFingerprint !== undefined) return 'Its certificate has changed.';
  if (cluster.refusal !== undefined) return `${describeRefusal(cluster.refusal).title}.`;
  const [first] = cluster.unreadable;
  return cluster.error === '' && first !== undefined
    ? unreadableWords(clusterName(cluster), first)
    : cluster.error;
}

/** A cluster's status, with the reason when it is unhealthy. */
function Status({ cluster }: { readonly cluster: FleetCluster }) {
  const why = whyOf(cluster);
  return (
    <>
      <ConnectionLabel {...cluster} />
      {why === '' ? null : <div className="ast-cluster-why">{why}</div>}
    </>
  );
}

/** When the data is from; marked when the cluster is no longer read. */
const AsOfCell = ({ status, overdue, asOf }: FleetCluster) =>
  isCurrent({ status, overdue }) || asOf === undefined ? (
    <RelativeTime value={asOf} />
  ) : (
    <>
      Stale since <RelativeTime value={asOf} />
    </>
  );

/** The columns of the list of clusters. */
export const CLUSTER_COLUMNS: readonly Column<FleetCluster, ClusterSort>[] = [
  {
    id: 'name',
    header: 'Cluster',
    isName: true,
    sort: 'name',
    cell: (cluster) => <RowLink to={paths.cluster(cluster.id)}>{clusterName(cluster)}</RowLink>,
  },
  {
    id: 'status',
    header: 'Status',
    sort: 'status',
    cell: (cluster) => <Status cluster={cluster} />,
  },
  {
    id: 'health',
    header: 'Health',
    sort: 'health',
    cell: (cluster) => (
      <>
        <VerdictLabel verdict={cluster.assessment.verdict} />
        <HealthReasons cluster={cluster} limit={1} />
      </>
    ),
  },
  { id: 'version', header: 'Version', sort: 'version', cell: ({ version }) => version },
  {
    id: 'volumes',
    header: 'Volumes',
    align: 'end',
    sort: 'volumes',
    cell: ({ id, volumes }) => (
      <RowLink to={paths.volumes({ cluster: id })}>{formatCount(volumes)}</RowLink>
    ),
  },
  {
    id: 'capacity',
    header: 'Capacity',
    sort: 'used',
    cell: (cluster) => <ClusterCapacity {...cluster} />,
  },
  {
    id: 'ratio',
    header: 'Provisioning ratio',
    align: 'end',
    sort: 'ratio',
    cell: ({ provisionedToEffectiveStorageRatio: ratio, provisioningThreshold: threshold }) => (
      <span title={`Provisioned to effective storage, threshold ${formatRatio(threshold)}`}>
        {formatRatio(ratio)}
      </span>
    ),
  },
  { id: 'as-of', header: 'As of', cell: (cluster) => <AsOfCell {...cluster} /> },
  {
    id: 'endpoint',
    header: 'API endpoint',
    isHidden: true,
    cell: ({ apiEndpoints }) => apiEndpoints.join(', '),
  },
  {
    id: 'attached',
    header: 'Attached',
    isHidden: true,
    cell: ({ attachedAt }) => <RelativeTime value={attachedAt} />,
  },
];
