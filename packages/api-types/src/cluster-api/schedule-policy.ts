import { z } from 'zod/mini';
import { numberOut, shortListOut, shortText, shortTextOut } from '../common/scalars.ts';
import { LIST_MAX, TEXT_MAX } from './text-limits.ts';

const time = shortTextOut(TEXT_MAX.word);

/** When snapshots of a volume are taken, and how long they are kept. Source: lightbits-api §9, SchedulePolicy. */
export const schedulePolicy = z.object({
  snapshotSchedulePolicy: z.optional(
    z.object({
      hourlySchedule: z.optional(z.object({ startTime: time, hoursInCycle: numberOut })),
      dailySchedule: z.optional(z.object({ startTime: time, daysInCycle: numberOut })),
      weeklySchedule: z.optional(
        z.object({
          daysOfWeek: shortListOut(z.object({ startTime: time, day: time }), LIST_MAX.places),
        }),
      ),
    }),
  ),
  retentionTime: z._default(shortText(TEXT_MAX.word), '0s'),
});
