import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import {
  PROTECTION_STATES,
  VOLUME_STATES,
  type VolumeState,
} from '@asterism/api-types/rules/volume-states';
import { paths } from '#/lib/paths.ts';
import { PROTECTION_LOOK, VOLUME_STATE_LOOK } from '#/domain/volume-state.tsx';
import { CountBars, type CountBar } from './count-bars.tsx';

/** The usual state first, the unknown one last. */
const IN_ORDER: readonly VolumeState[] = [
  'Available',
  ...VOLUME_STATES.filter((state) => state !== 'Available' && state !== 'Unknown'),
  'Unknown',
];

interface VolumeCountsProps {
  readonly facets: FleetVolumes['facets'];
  readonly total: number;
}

/** How many volumes are in each state and protection state, each leading to the list of them. */
export function VolumeCounts({ facets, total }: VolumeCountsProps) {
  const byState: CountBar[] = IN_ORDER.map((state) => ({
    id: state,
    look: VOLUME_STATE_LOOK[state],
    count: facets.state[state] ?? 0,
    to: paths.volumes({ state }),
  }));
  const byProtection: CountBar[] = PROTECTION_STATES.map((protection) => ({
    id: protection,
    look: PROTECTION_LOOK[protection],
    count: facets.protection[protection] ?? 0,
    to: paths.volumes({ protection }),
  }));
  return (
    <div className="ast-counts-pair">
      <CountBars title="By state" bars={byState} total={total} />
      <CountBars title="By protection" bars={byProtection} total={total} />
    </div>
  );
}
