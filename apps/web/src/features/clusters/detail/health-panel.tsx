import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { HealthReasons, VerdictLabel } from '#/domain/cluster-health.tsx';
import { isCurrent } from '#/domain/is-current.ts';
import { Panel } from '#/ui/panel.tsx';

/** How the cluster is, and why: each reason leads to what it is about. */
export function HealthPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { assessment } = cluster;
  return (
    <Panel title="Health" actions={<VerdictLabel verdict={assessment.verdict} />}>
      <div className="ast-cluster-verdict">
        {assessment.reasons.length === 0 ? (
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
