import { z } from 'zod/mini';
import { snapshot } from '../cluster-api/snapshot.ts';
import { uint64Out } from '../common/scalars.ts';
import { SNAPSHOT_STATES } from '../rules/snapshot-states.ts';
import { freshness } from './fleet-cluster.ts';
import { anyOf, anyText, fleetVolumesInput } from './fleet-volumes.ts';

/** What snapshots can be sorted by. Those that are kept for ever expire last. Ties are broken by UUID. */
export const SNAPSHOT_SORT_KEYS = [
  'name',
  'volume',
  'project',
  'cluster',
  'state',
  'created',
  'expires',
  'size',
  'written',
  'stored',
  'description',
  'labels',
  'uuid',
] as const;
export type SnapshotSortKey = (typeof SNAPSHOT_SORT_KEYS)[number];

/** A snapshot as the fleet's index has it. */
export const fleetSnapshot = z.object({
  ...z.pick(snapshot, {
    UUID: true,
    name: true,
    description: true,
    state: true,
    creationTime: true,
    retentionTime: true,
    sourceVolumeUUID: true,
    sourceVolumeName: true,
    projectName: true,
    clusterId: true,
    size: true,
    statistics: true,
    labels: true,
    ETag: true,
  }).shape,
  /** When its retention ends; absent when it is kept for ever, or when that is not known. */
  expires: z.optional(z.string()),
});
export type FleetSnapshot = z.infer<typeof fleetSnapshot>;

const { search, query, cluster, project, order, best, offset, limit } = fleetVolumesInput.shape;

/** A question to the fleet's index of snapshots. Filters of different kinds must all match. */
export const fleetSnapshotsInput = z.object({
  /**
   * Words, all of which must be found, in any case: in the name, the description, the name of the volume, a label
   * (`key=value`), or the UUID of the snapshot or its volume (its beginning, or a part of four characters or more).
   */
  search,
  /** Words and conditions in one line, all of which must match: `age>90d stored>1GiB -project:test`. */
  query,
  cluster,
  project,
  state: anyOf(SNAPSHOT_STATES),
  /** UUIDs of the volumes that they were taken of. */
  volume: anyText,
  sort: z._default(
    z.enum(SNAPSHOT_SORT_KEYS, { error: `must be one of ${SNAPSHOT_SORT_KEYS.join(', ')}` }),
    'created',
  ),
  order,
  best,
  offset,
  limit,
});
export type FleetSnapshotsQuestion = z.output<typeof fleetSnapshotsInput>;

const counts = z.record(z.string(), z.number());

export const fleetSnapshotsOutput = z.object({
  snapshots: z.array(fleetSnapshot),
  /** How many match, on all pages. */
  total: z.number(),
  /** Bytes of all that match: what their volumes had, and what the snapshots alone occupy. */
  totals: z.object({ size: uint64Out, stored: uint64Out }),
  /** For each filter, how many snapshots each value would match given the search and the other filters. */
  facets: z.object({ cluster: counts, project: counts, state: counts }),
  /** How fresh the answer is, for each cluster; `asOf` is when its snapshots were last read. */
  clusters: z.array(freshness),
});
export type FleetSnapshots = z.infer<typeof fleetSnapshotsOutput>;
