import { UNKNOWN, type ChartLine } from '#/chart/chart-line.ts';
import { toCsv } from '#/lib/csv.ts';
import { formatTime } from '#/lib/format.ts';
import { saveFile } from '#/lib/save-file.ts';
import { timeInName } from '#/lib/time-in-name.ts';
import type { Column } from '#/table/column.ts';
import { DataTable } from '#/table/data-table.tsx';
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
  const columns: readonly Column<(typeof rows)[number]>[] = [
    { id: 'time', header: 'Time', isName: true, cell: ({ time }) => formatTime(time * 1000) },
    ...header.map((text, at) => ({
      id: text,
      header: text,
      cell: ({ cells }: (typeof rows)[number]) =>
        cells[at] ?? <span className="ast-quiet">{UNKNOWN}</span>,
    })),
  ];
  return (
    <DataTable
      label="History"
      columns={columns}
      rows={rows.filter((_, at) => at % every === 0)}
      rowId={({ time }) => String(time)}
      rowName={({ time }) => formatTime(time * 1000)}
    />
  );
}
