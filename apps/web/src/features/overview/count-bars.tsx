import { Link } from 'react-router';
import { formatCount } from '#/lib/format.ts';
import { StatusLabel, type StateLook } from '#/ui/status-label.tsx';

/** How many there are of one kind, and where to see them. */
export interface CountBar {
  readonly id: string;
  readonly look: StateLook;
  readonly count: number;
  readonly to: string;
}

interface CountBarsProps {
  readonly title: string;
  readonly bars: readonly CountBar[];
  readonly total: number;
}

/** Counts as a table whose last column draws them. Kinds of which there is none are left out. */
export function CountBars({ title, bars, total }: CountBarsProps) {
  const shown = bars.filter(({ count }) => count > 0);
  return (
    <table className="ast-counts">
      <caption>{title}</caption>
      <tbody>
        {shown.map(({ id, look, count, to }) => (
          <tr key={id}>
            <th scope="row">
              <StatusLabel look={look} />
            </th>
            <td className="ast-counts-number">
              <Link to={to}>{formatCount(count)}</Link>
            </td>
            <td className="ast-counts-bar" aria-hidden="true">
              <div
                className={`ast-counts-${look.tone}`}
                style={{ inlineSize: `${(100 * count) / total}%` }}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
