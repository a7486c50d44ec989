import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { DAYS_OF_WEEK } from '@asterism/api-types/rules/schedule-times';
import { follows } from '@asterism/api-types/rules/verdict';
import { volumeNameRule } from '@asterism/api-types/rules/volume-name';
import { z } from 'zod/mini';
import type { ScheduleRequest } from '#/api/schedule-calls.ts';
import { RETENTIONS } from './retentions.ts';
import { timeOf } from './schedule-words.ts';

const HOURLY = ['1', '4', '6', '12'] as const;

/** How often a schedule takes a snapshot. */
export const FREQUENCIES = [
  ...HOURLY.map((hours) => ({
    value: hours,
    label: hours === '1' ? 'Every hour' : `Every ${hours} hours`,
  })),
  { value: 'day', label: 'Every day' },
  ...DAYS_OF_WEEK.map((day) => ({ value: day, label: `Every ${day}` })),
];

/** What of a form says when snapshots are taken, and how long they are kept. */
export type ScheduleTimes = Pick<ScheduleForm, 'every' | 'time' | 'retentionTime'>;

/** What is offered for a new schedule. */
export const NIGHTLY: ScheduleTimes = { every: 'day', time: '02:00', retentionTime: '604800s' };

export const scheduleTime = z
  .string()
  .check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 02:00'));

export const scheduleForm = z.object({
  name: z.string().check(follows(volumeNameRule)),
  every: z.string(),
  time: scheduleTime,
  retentionTime: z.string(),
});
export type ScheduleForm = z.infer<typeof scheduleForm>;

type Schedules = ScheduleRequest['schedulePolicy']['snapshotSchedulePolicy'];

/** What is typed, as the API takes it; undefined while its time is none. */
export function schedulesOf({ every, time: typed }: Pick<ScheduleForm, 'every' | 'time'>) {
  if (!scheduleTime.safeParse(typed).success) return undefined;
  // Any day will do: what counts is the time of the day.
  const startTime = `1970-01-01T${typed}:00Z`;
  const day = DAYS_OF_WEEK.find((name) => name === every);
  const schedules = {
    ...(day === undefined ? {} : { weeklySchedule: { daysOfWeek: [{ startTime, day }] } }),
    ...(every === 'day' ? { dailySchedule: { startTime, daysInCycle: 1 } } : {}),
    ...(day === undefined && every !== 'day'
      ? { hourlySchedule: { startTime, hoursInCycle: Number(every) } }
      : {}),
  } satisfies Schedules;
  return schedules;
}

/** When snapshots are taken and how long they are kept, as the API takes it. */
export const schedulePolicyOf = (times: ScheduleTimes): ScheduleRequest['schedulePolicy'] => ({
  snapshotSchedulePolicy: schedulesOf(times) ?? {},
  retentionTime: times.retentionTime,
});

/** A schedule as the form shows it; undefined when it has more than the form can say. */
export function formOf({ name, schedulePolicy }: ResourcePolicy): ScheduleForm | undefined {
  const { hourlySchedule, dailySchedule, weeklySchedule } =
    schedulePolicy?.snapshotSchedulePolicy ?? {};
  const days = weeklySchedule?.daysOfWeek ?? [];
  const parts = [
    ...(hourlySchedule === undefined
      ? []
      : [{ every: String(hourlySchedule.hoursInCycle), startTime: hourlySchedule.startTime }]),
    ...(dailySchedule === undefined
      ? []
      : [
          {
            every: dailySchedule.daysInCycle === 1 ? 'day' : '',
            startTime: dailySchedule.startTime,
          },
        ]),
    ...days.map(({ day, startTime }) => ({ every: day, startTime })),
  ];
  const [part] = parts;
  const retentionTime = schedulePolicy?.retentionTime ?? '0s';
  const isSimple =
    parts.length === 1 &&
    FREQUENCIES.some(({ value }) => value === part?.every) &&
    RETENTIONS.some(({ value }) => value === retentionTime);
  return part === undefined || !isSimple
    ? undefined
    : { name, every: part.every, time: timeOf(part.startTime), retentionTime };
}
