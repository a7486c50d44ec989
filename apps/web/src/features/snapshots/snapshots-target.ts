import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';
import type { DraftSnapshotsInput } from '#/api/snapshot-writes.ts';

/** Which snapshots are deleted: those chosen one by one, or all that match. */
export type SnapshotsTarget = Pick<DraftSnapshotsInput, 'snapshots' | 'matching'> & {
  readonly count: number;
};

/** Snapshots that were chosen one by one, each as it was seen. */
export const chosenSnapshots = (
  chosen: readonly Pick<FleetSnapshot, 'UUID' | 'ETag'>[],
): SnapshotsTarget => ({
  snapshots: Object.fromEntries(chosen.map(({ UUID, ETag }) => [UUID, ETag])),
  count: chosen.length,
});
