import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ProtectionState } from '@asterism/api-types/rules/volume-states';
import { Link } from 'react-router';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { HealthLabel } from '#/domain/cluster-state.tsx';
import { Panel } from '#/ui/panel.tsx';
import { PropertyList } from '#/ui/property-list.tsx';

interface VolumesProps {
  readonly clusterId: string;
  readonly of: ProtectionState;
  readonly count: number;
}

/** How many volumes are in a protection state, with a link when there are any. */
function Volumes({ clusterId, of, count }: VolumesProps) {
  if (count === 0) return '0';
  return (
    <Link to={paths.volumes({ cluster: clusterId, protection: of })}>{formatCount(count)}</Link>
  );
}

/** The cluster's health, as it reports it. */
export function HealthPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { id, health, status } = cluster;
  if (health === undefined) {
    return (
      <Panel title="Health">
        <p className="ast-quiet">The cluster has not reported its health yet.</p>
      </Panel>
    );
  }
  return (
    <Panel title="Health">
      <PropertyList
        properties={[
          [
            'State',
            <HealthLabel key="state" state={health.state} isStale={status !== 'Connected'} />,
          ],
          ['Healthy volumes', formatCount(health.numHealthyVolumes)],
          [
            'Degraded volumes',
            <Volumes
              key="degraded"
              clusterId={id}
              of="Degraded"
              count={health.numDegradedVolumes}
            />,
          ],
          [
            'Read-only volumes',
            <Volumes
              key="read-only"
              clusterId={id}
              of="ReadOnly"
              count={health.numReadOnlyVolumes}
            />,
          ],
          [
            'Unavailable volumes',
            <Volumes
              key="not-available"
              clusterId={id}
              of="NotAvailable"
              count={health.numNotAvailableVolumes}
            />,
          ],
          ['Inactive nodes', formatCount(health.numInactiveNodes)],
        ]}
      />
    </Panel>
  );
}
