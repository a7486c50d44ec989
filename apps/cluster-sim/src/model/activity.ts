import { unitAt } from './hash.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The epoch was a Thursday: the middle of a week of work is half a day before. */
const MIDWEEK = -DAY / 2;

/** How far each of them moves the rate, as a part of its mean. All together stay below 1, so that no rate is negative. */
const BY_DAY = 0.32;
const BY_WEEK = 0.12;
/** Noise by the length of its steps, in seconds. */
const NOISE = [
  { step: 40, part: 0.1 },
  { step: 420, part: 0.1 },
  { step: 2 * HOUR, part: 0.1 },
] as const;
/** How much longer requests take when there are many, and by noise of its own. */
const SLOWER_BY_DAY = 0.1;
const SLOWER_BY_NOISE = { step: 90, part: 0.1 };
/** Keeps the noise of the time that requests take apart from that of their number. */
const SLOWER_SALT = 0x51ed270b;

/** When something is used, and by how much more or less than usual. */
export interface Activity {
  readonly seed: number;
  /** The hour of the day, UTC, at which it is used most. */
  readonly peakHour: number;
}

/** The integral of a wave of that period around 0 that is highest at `peak`. */
const waveUpTo = (at: number, period: number, peak: number): number =>
  (Math.sin((2 * Math.PI * (at - peak)) / period) * period) / (2 * Math.PI);

/**
 * The integral of noise around 0. It goes straight from one seeded height to the next, so it needs no sum over the past,
 * and its slope, the noise, lies between -1 and 1.
 */
function noiseUpTo(at: number, step: number, seed: number): number {
  const index = Math.floor(at / step);
  const [here, next] = [unitAt(seed ^ step, index), unitAt(seed ^ step, index + 1)];
  return (here + (next - here) * (at / step - index)) * step;
}

function busyUpTo({ seed, peakHour }: Activity, at: number): number {
  let busy = at + BY_DAY * waveUpTo(at, DAY, peakHour * HOUR);
  busy += BY_WEEK * waveUpTo(at, WEEK, MIDWEEK);
  for (const { step, part } of NOISE) busy += part * noiseUpTo(at, step, seed);
  return busy;
}

function slowerUpTo({ seed, peakHour }: Activity, at: number): number {
  const { step, part } = SLOWER_BY_NOISE;
  return (
    SLOWER_BY_DAY * waveUpTo(at, DAY, peakHour * HOUR) +
    part * noiseUpTo(at, step, seed ^ SLOWER_SALT)
  );
}

/** What was done between two moments, in seconds of doing it at the mean rate. */
export interface Done {
  /** For the number of requests: grows with time, faster by day and in the week. */
  readonly busy: number;
  /** For the time that the requests took: grows a little faster than `busy` when there are many. */
  readonly waited: number;
}

/** Follows from the seed and the two moments (milliseconds since the epoch) alone, at the same cost for any of them. */
export function doneBetween(activity: Activity, from: number, to: number): Done {
  if (to <= from) return { busy: 0, waited: 0 };
  const [start, end] = [from / 1000, to / 1000];
  const busy = busyUpTo(activity, end) - busyUpTo(activity, start);
  return { busy, waited: busy + slowerUpTo(activity, end) - slowerUpTo(activity, start) };
}
