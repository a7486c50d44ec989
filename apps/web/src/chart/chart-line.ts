/** How a line looks: its colour in every theme, and its dashes, by which those tell lines apart who do not see colours. */
export type ChartTone = 'brand' | 'info' | 'success' | 'warning' | 'danger' | 'quiet';

/** One line of a chart. */
export interface ChartLine {
  readonly name: string;
  readonly tone: ChartTone;
  /** At each time of the chart; null where nothing is known: the line has a gap there. */
  readonly values: readonly (number | null)[];
}

export const DASHES: Readonly<Record<ChartTone, readonly number[]>> = {
  brand: [],
  info: [8, 4],
  success: [],
  warning: [6, 3],
  danger: [3, 3],
  quiet: [2, 4],
};

/** Said of a time at which nothing is known. */
export const UNKNOWN = 'not known';

/** From when to when, in seconds since the epoch. */
export interface Period {
  readonly from: number;
  readonly to: number;
}
