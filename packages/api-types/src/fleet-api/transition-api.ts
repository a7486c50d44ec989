import { z } from 'zod/mini';
import { defineOperation } from '../common/operation.ts';
import { boolQuery, textOut } from '../common/scalars.ts';
import { TRANSITIONAL_STATES } from '../rules/slow-transition.ts';
import { anyText } from './fleet-volumes.ts';

/** A volume in a state that ends by itself, and for how long it has been in it. */
export const volumeTransition = z.object({
  UUID: z.string(),
  name: textOut,
  projectName: textOut,
  clusterId: textOut,
  state: z.enum(TRANSITIONAL_STATES),
  /** When it was first seen in this state, or what its cluster says. */
  since: z.string(),
  /** It may be in it for longer. */
  isAtLeast: z.boolean(),
  /** How long that usually takes; absent when it is not known. */
  usualSeconds: z.optional(z.number()),
  /** After how many seconds it needs a person. */
  slowAfterSeconds: z.number(),
});
export type VolumeTransition = z.infer<typeof volumeTransition>;

/** The most volumes of one answer. */
export const TRANSITIONS_MAX = 200;

export const transitionApi = {
  listTransitions: defineOperation({
    method: 'GET',
    path: '/api/v2/fleet/transitions',
    summary:
      'The volumes in a state that ends by itself, such as Deleting, with how long that has lasted and how long it usually does; the oldest first, at most 200.',
    source: 'ours',
    input: z.object({
      /** Only those for which it has lasted unusually long. */
      slow: z.optional(boolQuery),
      /** UUIDs of volumes. */
      volume: anyText,
    }),
    output: z.object({
      transitions: z.array(volumeTransition),
      /** How many there are, also beyond the most of one answer. */
      total: z.number(),
    }),
    errors: [400, 401],
  }),
} as const;
