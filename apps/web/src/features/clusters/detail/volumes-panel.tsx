import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { VOLUME_STATES } from '@asterism/api-types/rules/volume-states';
import { Link } from 'react-router';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { VOLUME_STATE_LOOK, VolumeStateLabel } from '#/domain/volume-state.tsx';

/** How many volumes are in each state; each number leads to them. */
export function VolumesPanel({ cluster }: { readonly cluster: FleetCluster }) {
  const { id, volumes, volumesByState, status } = cluster;
  const states = VOLUME_STATES.filter((state) => (volumesByState[state] ?? 0) > 0);
  return (
    <Panel
      title={`Volumes (${formatCount(volumes)})`}
      actions={
        <LinkButton variant="link" to={paths.volumes({ cluster: id })}>
          All its volumes
        </LinkButton>
      }
    >
      {states.length === 0 ? (
        <p className="ast-quiet">The cluster has no volumes.</p>
      ) : (
        <ul className="ast-plain-list ast-state-counts">
          {states.map((state) => {
            const count = formatCount(volumesByState[state] ?? 0);
            return (
              <li key={state}>
                <VolumeStateLabel state={state} isStale={status !== 'Connected'} />
                <Link
                  to={paths.volumes({ cluster: id, state })}
                  aria-label={`${count} volumes: ${VOLUME_STATE_LOOK[state].text}`}
                >
                  {count}
                </Link>
              </li>
            );
          })}
        </ul>
      )}
    </Panel>
  );
}
