import { z } from 'zod/mini';
import { resourcePolicy } from '../cluster-api/resource-policy.ts';
import { freshness } from './fleet-cluster.ts';

/** A snapshot schedule of a volume, the vendor's resource policy, with what it has made. */
export const fleetSchedule = z.object({
  ...resourcePolicy.shape,
  clusterId: z.string(),
  /**
   * Its snapshots that there are, as their times and retention tell; absent until the snapshots of its cluster were
   * read.
   */
  made: z.optional(z.object({ total: z.number(), newest: z.optional(z.string()) })),
});
export type FleetSchedule = z.infer<typeof fleetSchedule>;

export const fleetSchedulesOutput = z.object({
  schedules: z.array(fleetSchedule),
  /** Clusters that do not offer schedules. */
  withoutSchedules: z.array(z.string()),
  /** How fresh the answer is, for each cluster; without `asOf` not all of its schedules could be read now. */
  clusters: z.array(freshness),
});
export type FleetSchedules = z.infer<typeof fleetSchedulesOutput>;
