import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { rankOfVerdict } from '@asterism/api-types/fleet-api/health-assessment';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { useContext, useMemo } from 'react';
import { Link } from 'react-router';
import { ClusterBars } from '#/domain/capacity-bars.tsx';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import './cluster-tiles.css';

/** The worst first. Not by fill, which changes all the time: a tile moves only when its cluster fares otherwise. */
const worstFirst = (clusters: readonly FleetCluster[]): FleetCluster[] =>
  clusters.toSorted(
    (one, other) =>
      rankOfVerdict(other.assessment.verdict) - rankOfVerdict(one.assessment.verdict) ||
      compareNames(clusterName(one), clusterName(other)),
  );

function ClusterTile({ cluster }: { readonly cluster: FleetCluster }) {
  const { id, assessment, volumes, asOf } = cluster;
  const isOutOfReach = useContext(OutOfReachSince) !== undefined;
  const edge = isOutOfReach ? 'Unknown' : assessment.verdict;
  return (
    <li className={`ast-cluster-tile ast-cluster-tile-${edge}`}>
      <div className="ast-cluster-tile-head">
        <Link to={paths.cluster(id)}>{clusterName(cluster)}</Link>
        <VerdictLabel verdict={assessment.verdict} />
      </div>
      <HealthReasons cluster={cluster} limit={1} />
      <div className="ast-cluster-tile-capacity">
        <ClusterBars cluster={cluster} />
      </div>
      <div className="ast-cluster-tile-foot">
        <Link to={paths.volumes({ cluster: id })}>{counted(volumes, 'volume', 'volumes')}</Link>
        <span className="ast-quiet">
          as of <RelativeTime value={asOf} />
        </span>
      </div>
    </li>
  );
}

/** One tile for each attached cluster, the worst first. */
export function ClusterTiles({
  clusters,
}: {
  readonly clusters: readonly FleetCluster[] | undefined;
}) {
  const tiles = useMemo(() => clusters && worstFirst(clusters), [clusters]);
  if (tiles === undefined) {
    return (
      <div className="ast-cluster-tiles-place">
        <SkeletonLines count={6} />
      </div>
    );
  }
  return (
    <ul className="ast-plain-list ast-cluster-tiles ast-cluster-tiles-place" aria-label="Clusters">
      {tiles.map((cluster) => (
        <ClusterTile key={cluster.id} cluster={cluster} />
      ))}
    </ul>
  );
}
