import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import {
  PROTECTION_STATES,
  VOLUME_STATES,
  type VolumeState,
} from '@asterism/api-types/rules/volume-states';
import { Link } from 'react-router';
import { PROTECTION_APPEARANCE, VOLUME_STATE_APPEARANCE } from '#/domain/volume-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { paths } from '#/lib/paths.ts';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';

/** The query behind the counts; it reads as few volumes as possible. */
export const volumeCountsQuery = () => fleetVolumesQuery({ limit: '1' });

/** The count of one kind, and where to see it. */
interface CountBar {
  readonly id: string;
  readonly appearance: StateAppearance;
  readonly count: number;
  readonly to: string;
}

interface CountBarsProps {
  readonly title: string;
  readonly bars: readonly CountBar[];
  readonly total: number;
}

/** Counts as a table with a bar per row. Rows with a count of 0 are left out. */
function CountBars({ title, bars, total }: CountBarsProps) {
  const shown = bars.filter(({ count }) => count > 0);
  return (
    <table className="ast-counts">
      <caption>{title}</caption>
      <tbody>
        {shown.map(({ id, appearance, count, to }) => (
          <tr key={id}>
            <th scope="row">
              <StatusLabel appearance={appearance} />
            </th>
            <td className="ast-counts-number">
              <Link to={to}>{formatCount(count)}</Link>
            </td>
            <td className="ast-counts-bar" aria-hidden="true">
              <div
                className={`ast-counts-${appearance.tone}`}
                style={{ inlineSize: `${(100 * count) / total}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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

/** How many volumes are in each state and protection state, with links to the lists. */
export function VolumeCounts({ facets, total }: VolumeCountsProps) {
  const byState: CountBar[] = IN_ORDER.map((state) => ({
    id: state,
    appearance: VOLUME_STATE_APPEARANCE[state],
    count: facets.state[state] ?? 0,
    to: paths.volumes({ state }),
  }));
  const byProtection: CountBar[] = PROTECTION_STATES.map((protection) => ({
    id: protection,
    appearance: PROTECTION_APPEARANCE[protection],
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
