import '@patternfly/react-styles/css/components/Table/table.css';
import { UNKNOWN, type ChartLine } from '#/chart/chart-line.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatTime } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { timeInName } from '#/lib/time-in-name.ts';
import type { HistoryChart } from './history-charts.ts';

/** So many rows a table has at most: a file has all. */
const ROWS_MAX = 60;

/** What is shown, as charts, as a table or in a file. */
export interface HistoryData {
  readonly times: readonly number[];
  readonly charts: readonly (HistoryChart & {
    readonly drawn: readonly ChartLine[];
  })[];
}

/** A header and a row for each time, the newest first. */
function rowsOf(
  { times, charts }: HistoryData,
  textOf: (chart: HistoryChart, value: number) => string,
) {
  const lines = charts.flatMap((chart) => chart.drawn.map((line) => ({ chart, line })));
  return {
    header: lines.map(({ chart, line }) => `${chart.title}: ${line.name}`),
    rows: times
      .map((time, at) => ({
        time,
        cells: lines.map(({ chart, line }) => {
          const value = line.values[at];
          return value === undefined || value === null ? undefined : textOf(chart, value);
        }),
      }))
      .toReversed(),
  };
}

/** Saves all values as a file: numbers as they are, nothing where nothing is known. */
export function saveRows(name: string, data: HistoryData): void {
  const { header, rows } = rowsOf(data, (_, value) => String(value));
  const lines = rows.map(({ time, cells }) =>
    [new Date(time * 1000).toISOString()].concat(cells.map((cell) => cell ?? '')),
  );
  const text = toCsv([['time', ...header], ...lines]);
  saveFile(`${name}-history-${timeInName()}.csv`, 'text/csv', text);
}

/** Some of the values, at even distances, the newest first. */
export function HistoryTable({ data }: { readonly data: HistoryData }) {
  const { header, rows } = rowsOf(data, ({ format }, value) => format(value));
  const every = Math.ceil(rows.length / ROWS_MAX);
  return (
    // The keys scroll it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="ast-history-table" aria-label="History, table" tabIndex={0}>
      <table className="pf-v6-c-table pf-m-compact">
        <thead className="pf-v6-c-table__thead">
          <tr className="pf-v6-c-table__tr">
            {['Time', ...header].map((text) => (
              <th key={text} scope="col" className="pf-v6-c-table__th pf-m-wrap">
                {text}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="pf-v6-c-table__tbody">
          {rows
            .filter((_, at) => at % every === 0)
            .map(({ time, cells }) => (
              <tr key={time} className="pf-v6-c-table__tr">
                <th scope="row" className="pf-v6-c-table__th">
                  {formatTime(time * 1000)}
                </th>
                {cells.map((cell, at) => (
                  <td key={header[at]} className="pf-v6-c-table__td">
                    {cell ?? <span className="ast-quiet">{UNKNOWN}</span>}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
