const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How much of the scale is left for what comes next, as a part of what is past. */
const AHEAD = 0.2;
/** Between two ticks: the first that makes no more than {@link TICKS_MAX} of the past. */
const STEPS_MS = [1, 6, 24, 2 * 24, 7 * 24, 14 * 24, 30 * 24, 91 * 24, 365 * 24, 5 * 365 * 24].map(
  (hours) => hours * HOUR_MS,
);
const TICKS_MAX = 5;
const WHOLE = 100;

/** How far back the timeline goes. */
export const RANGES = [
  { id: 'all', label: 'All', pastMs: undefined },
  { id: 'month', label: '30 days', pastMs: 30 * DAY_MS },
  { id: 'week', label: '7 days', pastMs: 7 * DAY_MS },
  { id: 'day', label: '24 hours', pastMs: DAY_MS },
] as const;
export type RangeId = (typeof RANGES)[number]['id'];

/** A stretch of time on a line. */
export interface TimeScale {
  /** Milliseconds since the epoch, as {@link to} and all times of it. */
  readonly from: number;
  readonly now: number;
  readonly to: number;
  /** Where a time is on the line, in percent of its length. */
  readonly at: (time: number) => number;
  readonly has: (time: number) => boolean;
  readonly ticks: readonly number[];
}

/** A scale that begins so long before now, or with the oldest of these times, and leaves room for what comes next. */
export function timeScale(
  times: readonly number[],
  now: number,
  pastMs: number | undefined,
): TimeScale {
  const past = pastMs ?? Math.max(DAY_MS, ...times.map((time) => now - time));
  const from = now - past;
  const to = now + past * AHEAD;
  const step = STEPS_MS.find((one) => past / one <= TICKS_MAX) ?? past;
  return {
    from,
    now,
    to,
    at: (time) => (WHOLE * (time - from)) / (to - from),
    has: (time) => time >= from && time <= to,
    ticks: Array.from({ length: Math.floor(past / step) + 1 }, (_, index) => now - index * step),
  };
}
