import { z } from 'zod/mini';
import { TEXT_MAX } from '../cluster-api/text-limits.ts';
import { shortText, uuid } from '../common/scalars.ts';
import { PROTECTION_STATES, VOLUME_STATES } from '../rules/volume-states.ts';
import { TASK_VOLUMES_MAX } from './fleet-task.ts';
import { volumeQueryText, type FleetVolumesQuestion } from './fleet-volumes.ts';

/** Values of a filter, any of which may match. */
export const filterTexts = z.optional(
  z.array(shortText(TEXT_MAX.name)).check(z.maxLength(200, 'must be at most 200')),
);

/** Each way to narrow the list of volumes: without one of them, more would be changed than the list finds. */
type Narrowing = Exclude<
  keyof FleetVolumesQuestion,
  'sort' | 'order' | 'best' | 'offset' | 'limit'
>;

/** What is left out of all that match, by UUID. */
export const exceptUuids = z.optional(
  z.array(uuid).check(z.maxLength(TASK_VOLUMES_MAX, `must be at most ${TASK_VOLUMES_MAX}`)),
);
/** Words to search for. */
export const matchedWords = z.optional(
  z.string().check(z.maxLength(253, 'must be at most 253 characters long')),
);
/** By UUID, each with its ETag when it was selected. */
export const chosenByUuid = (what: string) =>
  z.optional(
    z.record(uuid, shortText(TEXT_MAX.word)).check(
      z.refine((chosen) => {
        const count = Object.keys(chosen).length;
        return count > 0 && count <= TASK_VOLUMES_MAX;
      }, `must be 1 to ${TASK_VOLUMES_MAX} ${what}`),
    ),
  );

/** All volumes that match, as the list of volumes finds them. */
export const matchingVolumes = z.strictObject({
  search: matchedWords,
  query: volumeQueryText,
  cluster: filterTexts,
  project: filterTexts,
  state: z.optional(z.array(z.enum(VOLUME_STATES))),
  protection: z.optional(z.array(z.enum(PROTECTION_STATES))),
  /** … but these, by UUID. */
  except: exceptUuids,
} satisfies Record<Narrowing | 'except', z.ZodMiniType>);
export type MatchingVolumes = z.infer<typeof matchingVolumes>;
