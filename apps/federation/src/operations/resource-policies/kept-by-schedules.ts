import { isMadeBy } from '@asterism/api-types/rules/schedule-times';
import type { Principal } from '../../identity/principal.ts';
import type { SnapshotRow } from '../../snapshots/snapshot-row.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { knownSchedules } from './known-schedules.ts';

/** Whether a schedule has made a snapshot, and keeps it until its retention ends; undefined where that is not known. */
export type KeptBySchedule = (snapshot: SnapshotRow) => boolean | undefined;

/** Asks the clusters of some snapshots for their schedules, and tells which of the snapshots these keep. */
export async function keptBySchedules(
  deps: Pick<OperationDeps, 'clusterClients' | 'log' | 'monitor'>,
  principal: Principal,
  snapshots: readonly SnapshotRow[],
): Promise<KeptBySchedule> {
  const known = await knownSchedules(deps, principal, snapshots);
  const now = Date.now();
  return (snapshot) => {
    const schedules = known.get(snapshot.clusterId);
    if (schedules === undefined) return undefined;
    if (snapshot.expires <= now) return false;
    return schedules
      .ofVolume(snapshot.sourceVolumeUUID)
      .some((schedule) => isMadeBy(schedule, snapshot));
  };
}
