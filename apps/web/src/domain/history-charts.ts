import type { SeriesKind, SeriesMetric } from '@asterism/api-types/rules/series';
import type { ChartTone } from '#/chart/chart-line.ts';
import { formatBytes, formatCount } from '#/lib/format.ts';
import { units } from '#/lib/settings.ts';

/** One chart of the history of a subject. */
export interface HistoryChart {
  readonly title: string;
  readonly format: (value: number) => string;
  /** Between two lines of the grid, the smallest first: so that they are at whole units. */
  readonly gridSteps: () => readonly number[];
  readonly lines: readonly {
    readonly metric: SeriesMetric;
    readonly name: string;
    readonly tone: ChartTone;
  }[];
}

const TENS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const tensUpTo = (power: number): readonly number[] =>
  Array.from({ length: power + 1 }, (_, at) => at).flatMap((at) =>
    TENS.map((step) => step * 1000 ** at),
  );
/** Up to an exbibyte. */
const DOUBLED = Array.from({ length: 61 }, (_, power) => 2 ** power);
const byteSteps = (): readonly number[] => (units.get() === 'binary' ? DOUBLED : tensUpTo(6));
const countSteps = (): readonly number[] => tensUpTo(2);

/** From a microsecond up. Each is the number nearest to it: those of a product are not known to the chart as decimals. */
const secondsSteps = (): readonly number[] =>
  [-6, -5, -4, -3, -2, -1, 0, 1, 2].flatMap((power) =>
    [1, 2, 5].map((step) => Number(`${step}e${power}`)),
  );

const bytes = (value: number): string => formatBytes(BigInt(Math.round(value)));
/** A mean of counts need be no whole number. */
const count = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : value.toFixed(1);

/** A rate is no whole number; of many a second the fraction says nothing. */
const iops = (value: number): string =>
  value < 100 ? String(Number(value.toFixed(1))) : formatCount(Math.round(value));
const bandwidth = (value: number): string => `${bytes(value)}/s`;
const SECOND_UNITS = [
  { unit: 's', seconds: 1 },
  { unit: 'ms', seconds: 1e-3 },
  { unit: 'µs', seconds: 1e-6 },
] as const;
function latency(value: number): string {
  const { unit, seconds } = SECOND_UNITS.find((one) => value >= one.seconds) ?? SECOND_UNITS[2];
  return `${Number((value / seconds).toPrecision(3))} ${unit}`;
}

const capacity = (lines: HistoryChart['lines']): HistoryChart => ({
  title: 'Capacity',
  format: bytes,
  gridSteps: byteSteps,
  lines,
});

const PROTECTION: HistoryChart = {
  title: 'Volumes by protection',
  format: count,
  gridSteps: countSteps,
  lines: [
    { metric: 'protectionFullyProtected', name: 'Fully protected', tone: 'success' },
    { metric: 'protectionDegraded', name: 'Degraded', tone: 'warning' },
    { metric: 'protectionReadOnly', name: 'Read-only', tone: 'info' },
    { metric: 'protectionNotAvailable', name: 'Not available', tone: 'danger' },
  ],
};

const readAndWrite = (read: SeriesMetric, write: SeriesMetric): Pick<HistoryChart, 'lines'> => ({
  lines: [
    { metric: read, name: 'Read', tone: 'brand' },
    { metric: write, name: 'Write', tone: 'info' },
  ],
});

/** What is measured by the exporters of nodes. */
const IO: readonly HistoryChart[] = [
  { title: 'IOPS', format: iops, gridSteps: countSteps, ...readAndWrite('readIops', 'writeIops') },
  {
    title: 'Bandwidth',
    format: bandwidth,
    gridSteps: byteSteps,
    ...readAndWrite('readBandwidth', 'writeBandwidth'),
  },
  {
    title: 'Mean latency',
    format: latency,
    gridSteps: secondsSteps,
    ...readAndWrite('readLatency', 'writeLatency'),
  },
];

export const HISTORY_CHARTS: Readonly<Record<SeriesKind, readonly HistoryChart[]>> = {
  cluster: [
    capacity([
      { metric: 'physicalUsed', name: 'Used', tone: 'brand' },
      { metric: 'physicalEffective', name: 'Effective', tone: 'quiet' },
      { metric: 'provisioned', name: 'Provisioned', tone: 'info' },
    ]),
    PROTECTION,
    ...IO,
  ],
  node: IO,
  volume: IO,
  project: [
    capacity([
      { metric: 'used', name: 'Used', tone: 'brand' },
      { metric: 'size', name: 'Size', tone: 'quiet' },
      { metric: 'provisioned', name: 'Provisioned', tone: 'info' },
    ]),
    PROTECTION,
  ],
};
