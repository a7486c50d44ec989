import type {
  VolumesByProtection,
  VolumesByState,
} from '@asterism/api-types/fleet-api/fleet-cluster';
import {
  PROTECTION_STATES,
  VOLUME_STATES,
  type VolumeState,
} from '@asterism/api-types/rules/volume-states';
import { Link } from 'react-router';
import { PROTECTION_APPEARANCE, VOLUME_STATE_APPEARANCE } from '#/domain/volume-state.tsx';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import { StatusLabel, type StateAppearance } from '#/ui/status-label.tsx';
import './volume-counts.css';

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
  readonly isStale: boolean;
}

/** Counts as a table with a bar per row. Rows with a count of 0 are left out. */
function CountBars({ title, bars, total, isStale }: CountBarsProps) {
  const shown = bars.filter(({ count }) => count > 0);
  return (
    <table className="ast-counts">
      <caption>{title}</caption>
      <tbody>
        {shown.map(({ id, appearance, count, to }) => (
          <tr key={id}>
            <th scope="row">
              <StatusLabel appearance={appearance} isStale={isStale} />
            </th>
            <td className="ast-counts-number">
              <Link to={to}>{formatCount(count)}</Link>
            </td>
            <td className="ast-counts-bar" aria-hidden="true">
              <div
                className={`ast-counts-${isStale ? 'neutral' : appearance.tone}`}
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
  readonly byState: VolumesByState;
  readonly byProtection: VolumesByProtection;
  readonly total: number;
  /** The cluster that they are counted on; all, when not given. */
  readonly cluster?: string;
  /** The project that they are counted in; all, when not given. */
  readonly project?: string;
  /** Whether they are the last known counts of a cluster that is out of reach. */
  readonly isStale?: boolean;
}

/** How many volumes are in each state and protection state, with links to the lists. */
export function VolumeCounts(props: VolumeCountsProps) {
  const { total, cluster, project, isStale = false } = props;
  const where = {
    ...(cluster === undefined ? {} : { cluster }),
    ...(project === undefined ? {} : { project }),
  };
  const states: CountBar[] = IN_ORDER.map((state) => ({
    id: state,
    appearance: VOLUME_STATE_APPEARANCE[state],
    count: props.byState[state] ?? 0,
    to: paths.volumes({ ...where, state }),
  }));
  const protections: CountBar[] = PROTECTION_STATES.map((protection) => ({
    id: protection,
    appearance: PROTECTION_APPEARANCE[protection],
    count: props.byProtection[protection] ?? 0,
    to: paths.volumes({ ...where, protection }),
  }));
  return (
    <div className="ast-counts-pair">
      <CountBars title="By state" bars={states} total={total} isStale={isStale} />
      <CountBars title="By protection" bars={protections} total={total} isStale={isStale} />
    </div>
  );
}
