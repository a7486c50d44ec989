import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { HEALTH_VERDICTS } from '@asterism/api-types/fleet-api/health-assessment';
import { worstVerdict } from '@asterism/api-types/rules/assess-health';
import { Link } from 'react-router';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** The most clusters, and reasons of one, that are shown: the list of clusters has them all. */
const CLUSTERS_SHOWN = 6;
const REASONS_SHOWN = 3;

const badnessOf = ({ assessment }: FleetCluster): number =>
  HEALTH_VERDICTS.indexOf(assessment.verdict);

/** What needs attention: the clusters that are not OK, the worst first, each with its reasons. */
export function FleetHealthPanel({
  clusters,
}: {
  readonly clusters: readonly FleetCluster[] | undefined;
}) {
  if (clusters === undefined) {
    return (
      <Panel title="Health">
        <SkeletonLines count={6} />
      </Panel>
    );
  }
  const bad = clusters
    .filter(({ assessment }) => assessment.verdict !== 'OK')
    .toSorted((a, b) => badnessOf(b) - badnessOf(a));
  const more = bad.length - CLUSTERS_SHOWN;
  const verdict = worstVerdict(clusters.map(({ assessment }) => assessment.verdict));
  return (
    <Panel title="Health" actions={<VerdictLabel verdict={verdict} />}>
      {bad.length === 0 ? (
        <p className="ast-quiet">
          {clusters.length === 1
            ? 'The cluster is OK.'
            : `All ${formatCount(clusters.length)} clusters are OK.`}
        </p>
      ) : (
        <ul className="ast-plain-list ast-fleet-health" aria-label="Needs attention">
          {bad.slice(0, CLUSTERS_SHOWN).map((cluster) => (
            <li key={cluster.id}>
              <div className="ast-row">
                <Link to={paths.cluster(cluster.id)}>{clusterName(cluster)}</Link>
                <VerdictLabel verdict={cluster.assessment.verdict} />
              </div>
              <HealthReasons cluster={cluster} limit={REASONS_SHOWN} />
            </li>
          ))}
          {more > 0 ? (
            <li>
              <Link to={paths.clusters()}>
                and {more === 1 ? '1 more cluster' : `${formatCount(more)} more clusters`}
              </Link>
            </li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}
