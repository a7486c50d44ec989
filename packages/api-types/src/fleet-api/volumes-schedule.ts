import { z } from 'zod/mini';
import { schedulePolicyIn } from '../cluster-api/resource-policy.ts';
import { descriptionRule } from '../rules/description.ts';
import { namesByVolumeRule } from '../rules/names-by-volume.ts';
import { follows } from '../rules/verdict.ts';

/** What snapshot schedule each of many volumes gets: the vendor's resource policy. */
export const volumesSchedule = z.object({
  /** What each is called; `{volume}` stands for the name of its volume, and must be in it. */
  name: z.string({ error: 'is required' }).check(follows(namesByVolumeRule)),
  schedulePolicy: schedulePolicyIn,
  description: z.optional(z.string().check(follows(descriptionRule))),
});
export type VolumesSchedule = z.output<typeof volumesSchedule>;
