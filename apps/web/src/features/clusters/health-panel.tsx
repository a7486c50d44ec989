import type { ClusterHealth } from '@asterism/api-types/cluster-api/cluster-info';
import { HealthLabel } from '#/ui/cluster-state.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

const COUNT = new Intl.NumberFormat('en');

/** How well the cluster is, as it says itself. */
export function HealthPanel({ health }: { readonly health: ClusterHealth | undefined }) {
  if (health === undefined) {
    return (
      <Panel title="Health">
        <p className="ast-quiet">The cluster has not told its health yet.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Health">
      <PropertyList
        properties={[
          ['State', <HealthLabel key="state" state={health.state} />],
          ['Healthy volumes', COUNT.format(health.numHealthyVolumes)],
          ['Degraded volumes', COUNT.format(health.numDegradedVolumes)],
          ['Read-only volumes', COUNT.format(health.numReadOnlyVolumes)],
          ['Volumes not available', COUNT.format(health.numNotAvailableVolumes)],
          ['Inactive nodes', COUNT.format(health.numInactiveNodes)],
        ]}
      />
    </Panel>
  );
}
