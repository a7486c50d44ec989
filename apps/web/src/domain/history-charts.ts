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
const POWERS = [0, 1, 2, 3, 4, 5, 6];
const byteSteps = (): readonly number[] => {
  const base = units.get() === 'binary' ? 1024 : 1000;
  return POWERS.flatMap((power) => TENS.map((step) => step * base ** power));
};
const countSteps = (): readonly number[] =>
  [0, 1, 2].flatMap((power) => TENS.map((step) => step * 1000 ** power));

const bytes = (value: number): string => formatBytes(BigInt(Math.round(value)));
/** A mean of counts need be no whole number. */
const count = (value: number): string =>
  Number.isInteger(value) ? formatCount(value) : value.toFixed(1);

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

export const HISTORY_CHARTS: Readonly<Record<SeriesKind, readonly HistoryChart[]>> = {
  cluster: [
    capacity([
      { metric: 'physicalUsed', name: 'Used', tone: 'brand' },
      { metric: 'physicalEffective', name: 'Effective', tone: 'quiet' },
      { metric: 'provisioned', name: 'Provisioned', tone: 'info' },
    ]),
    PROTECTION,
  ],
  project: [
    capacity([
      { metric: 'used', name: 'Used', tone: 'brand' },
      { metric: 'size', name: 'Size', tone: 'quiet' },
      { metric: 'provisioned', name: 'Provisioned', tone: 'info' },
    ]),
    PROTECTION,
  ],
};
