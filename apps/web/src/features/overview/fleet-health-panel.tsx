import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { HEALTH_VERDICTS, worstVerdict } from '@asterism/api-types/fleet-api/health-assessment';
import { useContext } from 'react';
import { Link } from 'react-router';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { Panel } from '#/ui/panel.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';

/** The most clusters, and reasons of one, that are shown: the list of clusters has them all. */
const CLUSTERS_SHOWN = 6;
const REASONS_SHOWN = 3;

const badnessOf = ({ assessment }: FleetCluster): number =>
  HEALTH_VERDICTS.indexOf(assessment.verdict);

/** Says that every cluster is OK, or was when that could last be checked. */
function AllWell({ count }: { readonly count: number }) {
  const outOfReachSince = useContext(OutOfReachSince);
  const all = count === 1 ? 'The cluster' : `All ${formatCount(count)} clusters`;
  if (outOfReachSince === undefined) {
    return (
      <p className="ast-quiet">
        {all} {count === 1 ? 'is' : 'are'} OK.
      </p>
    );
  }
  const since = new Date(outOfReachSince).toISOString();
  return (
    <p className="ast-quiet">
      {all} {count === 1 ? 'was' : 'were'} OK <RelativeTime value={since} />.
    </p>
  );
}

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
        <AllWell count={clusters.length} />
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
