import { z } from 'zod/mini';
import { textOut, uint64Out } from '../common/scalars.ts';
import { freshness } from './fleet-cluster.ts';

/** What was made of a volume, and stays when it is deleted. */
export const volumeDependents = z.object({
  /** Absent until the snapshots of its cluster were read. */
  snapshots: z.optional(
    z.object({
      total: z.number(),
      /** Bytes that they alone occupy. */
      stored: uint64Out,
      /** When the newest was taken. */
      newest: z.optional(z.string()),
    }),
  ),
  /** The volumes that were cloned from these snapshots; absent likewise. */
  clones: z.optional(
    z.object({
      total: z.number(),
      /** The first of them. */
      named: z.array(z.object({ UUID: z.string(), name: textOut })),
    }),
  ),
  /** How fresh what is known of its cluster's snapshots is. */
  clusters: z.array(freshness),
});
export type VolumeDependents = z.infer<typeof volumeDependents>;
