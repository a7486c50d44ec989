import type { ResourcePolicy } from '../cluster-api/resource-policy.ts';
import { parseDuration } from './duration.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;

export const DAYS_OF_WEEK = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

type Schedules = NonNullable<
  NonNullable<ResourcePolicy['schedulePolicy']>['snapshotSchedulePolicy']
>;

/** The first time after `now` of those that are a whole number of cycles after the start. */
function nextOf(startTime: string, cycleMs: number, now: number): number | undefined {
  const start = Date.parse(startTime);
  if (Number.isNaN(start) || !(cycleMs > 0)) return undefined;
  if (start > now) return start;
  return start + (Math.floor((now - start) / cycleMs) + 1) * cycleMs;
}

/** The first time after `now` on a day of the week, in UTC, at the time of day of the start and not before it. */
function nextOnDay(startTime: string, day: string, now: number): number | undefined {
  const start = Date.parse(startTime);
  const wanted = DAYS_OF_WEEK.findIndex((name) => name === day);
  if (Number.isNaN(start) || wanted < 0) return undefined;
  const days = (wanted - new Date(start).getUTCDay() + DAYS_OF_WEEK.length) % DAYS_OF_WEEK.length;
  return nextOf(new Date(start + days * DAY_MS).toISOString(), WEEK_MS, now);
}

/** When the next snapshot is due by a schedule, in milliseconds since the epoch; undefined when it has none to make. */
export function nextSnapshotAt(schedules: Schedules, now: number): number | undefined {
  const { hourlySchedule: hourly, dailySchedule: daily, weeklySchedule: weekly } = schedules;
  const times = [
    hourly && nextOf(hourly.startTime, hourly.hoursInCycle * HOUR_MS, now),
    daily && nextOf(daily.startTime, daily.daysInCycle * DAY_MS, now),
    ...(weekly?.daysOfWeek ?? []).map(({ startTime, day }) => nextOnDay(startTime, day, now)),
  ].filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** When the next snapshots are due, at most so many. */
export function nextSnapshotsAt(schedules: Schedules, now: number, most: number): number[] {
  const times: number[] = [];
  for (let after = now; times.length < most;) {
    const next = nextSnapshotAt(schedules, after);
    if (next === undefined) break;
    times.push(next);
    after = next;
  }
  return times;
}

/** So long after it was due a snapshot may have been taken. */
const TAKEN_WITHIN_MS = 2 * 60_000;

const secondsOf = (duration: string): bigint | undefined => {
  const parsed = parseDuration(duration);
  return parsed.ok ? parsed.value : undefined;
};

/**
 * Whether a schedule has made a snapshot of its volume, as far as its time and retention tell: the vendor's API does not say
 * which has.
 */
export function isMadeBy(
  { schedulePolicy }: Pick<ResourcePolicy, 'schedulePolicy'>,
  {
    creationTime,
    retentionTime,
  }: { readonly creationTime: string; readonly retentionTime: string },
): boolean {
  if (schedulePolicy === undefined) return false;
  const created = Date.parse(creationTime);
  if (Number.isNaN(created)) return false;
  if (secondsOf(retentionTime) !== secondsOf(schedulePolicy.retentionTime)) return false;
  const due = nextSnapshotAt(
    schedulePolicy.snapshotSchedulePolicy ?? {},
    created - TAKEN_WITHIN_MS - 1,
  );
  return due !== undefined && due <= created;
}
