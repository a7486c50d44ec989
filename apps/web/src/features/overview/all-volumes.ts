import type { FleetVolumesInput } from '#/api/volume-queries.ts';

/** The question to which the counts by state and protection are the answer; of the volumes themselves only the least. */
export const ALL_VOLUMES: FleetVolumesInput = { limit: '1' };
