/** When something is full, if it goes on as before. */
export interface Forecast {
  /** Days from the end of what is known. */
  readonly days: number;
  /** Between these it is with 95 % confidence, as far as days are independent of each other. */
  readonly earliest: number;
  readonly latest: number;
}

/** Values at an even distance. */
export interface Sampled {
  /** Milliseconds since the epoch, of the first value. */
  readonly from: number;
  /** Seconds from one to the next. */
  readonly step: number;
  /** Null where nothing is known. */
  readonly values: readonly (number | null)[];
}

const DAY_MS = 86_400_000;
/** Fewer days show no pace. */
const DAYS_MIN = 7;
/** What is further away than the history is kept is nothing that this can tell. */
const DAYS_MAX = 730;
/** Student's t of 95 %, for five degrees of freedom: seven days. More days are better than that. */
const CONFIDENCE = 2.571;

/** The mean of each day of which something is known: what goes up and down within a day is no growth. */
function dailyMeans({ from, step, values }: Sampled): (readonly [day: number, mean: number])[] {
  const days = new Map<number, { sum: number; count: number }>();
  for (const [at, value] of values.entries()) {
    if (value === null) continue;
    const day = Math.floor((from + at * step * 1000) / DAY_MS);
    const known = days.get(day) ?? { sum: 0, count: 0 };
    days.set(day, { sum: known.sum + value, count: known.count + 1 });
  }
  return [...days].map(([day, { sum, count }]) => [day, sum / count]);
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * When the values reach the capacity at the pace of their days, by the line of least squares. Undefined where that would
 * say more than is known: of fewer than seven days, of what does not surely grow, when the pace is not known to within half of
 * itself, and for a time more than two years away.
 */
export function forecastFull(sampled: Sampled, capacity: number): Forecast | undefined {
  const days = dailyMeans(sampled);
  if (days.length < DAYS_MIN) return undefined;
  const [middle, mean] = [meanOf(days.map(([day]) => day)), meanOf(days.map(([, value]) => value))];
  const spread = days.reduce((sum, [day]) => sum + (day - middle) ** 2, 0);
  const pace =
    days.reduce((sum, [day, value]) => sum + (day - middle) * (value - mean), 0) / spread;
  const at = (day: number): number => mean + pace * (day - middle);
  const misses = days.reduce((sum, [day, value]) => sum + (value - at(day)) ** 2, 0);
  const unsure = CONFIDENCE * Math.sqrt(misses / (days.length - 2) / spread);
  const last = days.at(-1)?.[0] ?? middle;
  const left = capacity - at(last);
  if (pace <= 0 || left <= 0 || unsure > pace / 2 || left / pace > DAYS_MAX) return undefined;
  return { days: left / pace, earliest: left / (pace + unsure), latest: left / (pace - unsure) };
}
