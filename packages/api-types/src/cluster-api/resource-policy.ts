import { z } from 'zod/mini';
import { durationIn, enumIn, int32In, shortTextOut, uuid, uuidOut } from '../common/scalars.ts';
import { follows, allowed, refused, type Rule } from '../rules/verdict.ts';
import { schedulePolicy } from './schedule-policy.ts';
import { TEXT_MAX } from './text-limits.ts';

const DAYS = {
  Sunday: 1,
  Monday: 2,
  Tuesday: 3,
  Wednesday: 4,
  Thursday: 5,
  Friday: 6,
  Saturday: 7,
} as const;

/** A policy of one volume: when snapshots of it are taken and how long they are kept. Source: lightbits-api §9, ResourcePolicy. */
export const resourcePolicy = z.object({
  UUID: uuid,
  name: shortTextOut(TEXT_MAX.name),
  resourceUUID: uuidOut,
  resourceName: shortTextOut(TEXT_MAX.name),
  projectName: shortTextOut(TEXT_MAX.name),
  schedulePolicy: z.optional(schedulePolicy),
  description: shortTextOut(TEXT_MAX.description),
  state: shortTextOut(TEXT_MAX.word),
});
export type ResourcePolicy = z.infer<typeof resourcePolicy>;

const startTime = z._default(
  z
    .string()
    .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, 'must be an RFC 3339 time')),
  '1970-01-01T00:00:00Z',
);
const atLeastOne: Rule<number> = (value) => (value >= 1 ? allowed : refused('must be at least 1'));
const cycle = int32In.check(follows(atLeastOne));

/** The schedule in a request. */
export const schedulePolicyIn = z.object({
  snapshotSchedulePolicy: z
    .object({
      hourlySchedule: z.optional(z.object({ startTime, hoursInCycle: cycle })),
      dailySchedule: z.optional(z.object({ startTime, daysInCycle: cycle })),
      weeklySchedule: z.optional(
        z.object({
          daysOfWeek: z
            .array(z.object({ startTime, day: enumIn(DAYS, 'must be a day of the week') }))
            .check(z.minLength(1, 'must name at least one day')),
        }),
      ),
    })
    .check(
      z.refine(
        ({ hourlySchedule, dailySchedule, weeklySchedule }) =>
          [hourlySchedule, dailySchedule, weeklySchedule].some((one) => one !== undefined),
        'must have one of hourlySchedule, dailySchedule and weeklySchedule',
      ),
    ),
  retentionTime: z._default(durationIn, '0s'),
});
