import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { useQuery } from '@tanstack/react-query';
import { problemsQuery } from '#/api/problem-queries.ts';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { ProblemList } from '#/domain/problem-list.tsx';
import { Panel } from '#/ui/panel.tsx';

/** How the cluster is now, and its problems; what has not lasted long enough to be one is a reason without a beginning. */
export function HealthPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { assessment, id } = cluster;
  const problems = useQuery(problemsQuery({ cluster: id })).data?.problems ?? [];
  return (
    <Panel title="Health" actions={<VerdictLabel verdict={assessment.verdict} />}>
      <div className="ast-cluster-verdict">
        {problems.length > 0 ? (
          <ProblemList problems={problems} label="Problems" isSubjectShown={false} />
        ) : assessment.reasons.length === 0 ? (
          <p className="ast-quiet">
            All nodes are active, no volume needs attention, and there is capacity left.
          </p>
        ) : (
          <HealthReasons cluster={cluster} />
        )}
        {isCurrent(cluster) ? null : (
          <p className="ast-quiet">All but the connection is the last known state.</p>
        )}
      </div>
    </Panel>
  );
}
