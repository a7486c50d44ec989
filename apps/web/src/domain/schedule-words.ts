import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';

/** The time of day of a start, in UTC: `02:00`. */
export const timeOf = (startTime: string): string => startTime.slice(11, 16);

const every = (count: number, unit: string): string =>
  count === 1 ? `Every ${unit}` : `Every ${count} ${unit}s`;

/** When a schedule takes snapshots, in words. */
export function scheduleText({ schedulePolicy }: Pick<ResourcePolicy, 'schedulePolicy'>): string {
  const { hourlySchedule, dailySchedule, weeklySchedule } =
    schedulePolicy?.snapshotSchedulePolicy ?? {};
  const parts = [
    hourlySchedule &&
      `${every(hourlySchedule.hoursInCycle, 'hour')} from ${timeOf(hourlySchedule.startTime)} UTC`,
    dailySchedule &&
      `${every(dailySchedule.daysInCycle, 'day')} at ${timeOf(dailySchedule.startTime)} UTC`,
    ...(weeklySchedule?.daysOfWeek ?? []).map(
      ({ day, startTime }) => `Every ${day} at ${timeOf(startTime)} UTC`,
    ),
  ].filter((part) => part !== undefined);
  return parts.join(', ') || 'Never';
}

const SECONDS = /^(\d+)(?:\.\d+)?s$/;

/** How long the snapshots of a schedule are kept; 0 is for ever. */
export const keptSeconds = ({ schedulePolicy }: Pick<ResourcePolicy, 'schedulePolicy'>): number =>
  Number(SECONDS.exec(schedulePolicy?.retentionTime ?? '')?.[1] ?? 0);

/** How long the snapshots of a schedule are kept, in words. */
export function keptText(schedule: Pick<ResourcePolicy, 'schedulePolicy'>): string {
  const seconds = keptSeconds(schedule);
  if (seconds === 0) return 'For ever';
  const days = seconds / 86_400;
  if (days >= 1) return days === 1 ? '1 day' : `${Math.floor(days)} days`;
  const hours = Math.floor(seconds / 3600);
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
