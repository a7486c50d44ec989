import { z } from 'zod/mini';
import { descriptionRule } from '../rules/description.ts';
import { durationRule } from '../rules/duration.ts';
import { labelsRule } from '../rules/labels.ts';
import { namesByVolumeRule } from '../rules/names-by-volume.ts';
import { follows } from '../rules/verdict.ts';

/** What snapshots are taken of many volumes. */
export const volumesSnapshot = z.object({
  /** What each is called; `{volume}` stands for the name of its volume, and must be in it. */
  name: z.string({ error: 'is required' }).check(follows(namesByVolumeRule)),
  /** How long each is kept; for ever when it is absent. */
  retentionTime: z.optional(z.string().check(follows(durationRule))),
  description: z.optional(z.string().check(follows(descriptionRule))),
  labels: z.optional(
    z.array(z.object({ key: z.string(), value: z.string() })).check(follows(labelsRule)),
  ),
});
export type VolumesSnapshot = z.infer<typeof volumesSnapshot>;
