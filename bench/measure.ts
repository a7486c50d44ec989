/** One measured figure. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  /** One value a run. */
  readonly values: readonly number[];
  /** What it may be at the most, in the same unit. */
  readonly budget: number;
}

/** Runs a measure several times, one run after the other. */
export async function repeat(times: number, run: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (let i = 0; i < times; i += 1) values.push(await run());
  return values;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The figures as a table for people: median, spread and budget. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, unit, values, budget }) => [
    what,
    `${median(values).toFixed(1)} ${unit}`,
    `${Math.min(...values).toFixed(1)} to ${Math.max(...values).toFixed(1)}`,
    `${budget} ${unit}`,
    median(values) <= budget ? 'within' : 'OVER',
  ]);
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
