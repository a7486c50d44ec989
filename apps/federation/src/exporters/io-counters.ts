import { InvalidDataError } from '../cluster-client/read-text.ts';

/** What is counted of a node or a volume, over all sizes of requests. Times are seconds. */
const COUNTERS = [
  'readRequests',
  'writeRequests',
  'readBytes',
  'writeBytes',
  'readTime',
  'writeTime',
  'readTimed',
  'writeTimed',
] as const;
export type Counter = (typeof COUNTERS)[number];
/** Each a second. */
export type Rates = Readonly<Record<Counter, number>>;

const WIDTH = COUNTERS.length;
const PLACE = new Map(COUNTERS.map((counter, at) => [counter, at]));
const FIRST_ROWS = 64;

/** The counters of many subjects at one time. */
export interface IoCounters {
  readonly size: number;
  /** Adds what was counted of one size of requests. Throws {@link InvalidDataError} when there are more subjects than may be. */
  add(subject: string, counter: Counter, value: number): void;
  /** In the order of COUNTERS, NaN where nothing was counted. */
  of(subject: string): Float64Array | undefined;
}

/** Eight numbers a subject in one block: a node may have ten thousand volumes, and as objects they would be ten times as much. */
export function createIoCounters(subjectsMax: number): IoCounters {
  const rows = new Map<string, number>();
  let values = new Float64Array(FIRST_ROWS * WIDTH).fill(Number.NaN);

  function rowOf(subject: string): number {
    const known = rows.get(subject);
    if (known !== undefined) return known;
    const row = rows.size * WIDTH;
    if (rows.size >= subjectsMax) {
      throw new InvalidDataError(`more than ${subjectsMax} subjects in one answer`);
    }
    rows.set(subject, row);
    if (row < values.length) return row;
    const larger = new Float64Array(values.length * 2).fill(Number.NaN);
    larger.set(values);
    values = larger;
    return row;
  }

  return {
    get size() {
      return rows.size;
    },
    add(subject, counter, value) {
      const at = rowOf(subject) + (PLACE.get(counter) ?? 0);
      const before = values[at] ?? Number.NaN;
      values[at] = Number.isNaN(before) ? value : before + value;
    },
    of(subject) {
      const row = rows.get(subject);
      return row === undefined ? undefined : values.subarray(row, row + WIDTH);
    },
  };
}

/** The rates between two times; undefined when a counter has gone back: it began anew, and nobody knows when. */
export function ratesBetween(
  before: Float64Array,
  now: Float64Array,
  seconds: number,
): Rates | undefined {
  const rates = now.map((value, at) => (value - (before[at] ?? Number.NaN)) / seconds);
  if (seconds <= 0 || rates.some((rate) => rate < 0)) return undefined;
  return ratesOf((counter) => rates[PLACE.get(counter) ?? 0] ?? Number.NaN);
}

/** The sum of the rates of several subjects; zero of none. */
export const sumOf = (all: readonly Rates[]): Rates =>
  ratesOf((counter) => all.reduce((sum, rates) => sum + rates[counter], 0));

const ratesOf = (of: (counter: Counter) => number): Rates => ({
  readRequests: of('readRequests'),
  writeRequests: of('writeRequests'),
  readBytes: of('readBytes'),
  writeBytes: of('writeBytes'),
  readTime: of('readTime'),
  writeTime: of('writeTime'),
  readTimed: of('readTimed'),
  writeTimed: of('writeTimed'),
});
