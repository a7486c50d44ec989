/** One measured figure. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** One value a run. */
  readonly values: readonly number[];
  /** What it may be at the most, in the same unit. */
  readonly atMost?: number;
  /** What it must be at the least. */
  readonly atLeast?: number;
}

/** Runs a measure several times, one run after the other. */
export async function repeat(times: number, run: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < times; i += 1) values.push(await run());
  return values;
}

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Whether the median of the figure keeps its budget, if it has one. */
export const isWithin = ({ values, atMost, atLeast }: Figure): boolean =>
  median(values) <= (atMost ?? Infinity) && median(values) >= (atLeast ?? -Infinity);

function budgetOf({ unit, atMost, atLeast }: Figure): string {
  if (atMost !== undefined) return `at most ${atMost} ${unit}`;
  return atLeast === undefined ? '' : `at least ${atLeast} ${unit}`;
}

function verdictOf(figure: Figure): string {
  if (budgetOf(figure) === '') return '';
  return isWithin(figure) ? 'within' : 'OVER';
}

const shown = (value: number, unit: string): string => value.toFixed(unit === 'x' ? 2 : 1);

/** The figures as a table for people: median, spread and budget. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, unit, values } = figure;
    return [
      what,
      `${shown(median(values), unit)} ${unit}`,
      `${shown(Math.min(...values), unit)} to ${shown(Math.max(...values), unit)}`,
      budgetOf(figure),
      verdictOf(figure),
    ];
  });
  const all = [['', 'median', 'spread', 'budget', ''], ...rows];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((row) => row[column]?.length ?? 0)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
