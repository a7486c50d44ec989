import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import { isMadeBy } from '@asterism/api-types/rules/schedule-times';
import type { Principal } from '../../identity/principal.ts';
import type { SnapshotRow } from '../../snapshots/snapshot-row.ts';
import { askClusters } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { schedulesOf } from './list-fleet-schedules.ts';

/** Whether a schedule has made a snapshot, and keeps it until its retention ends; undefined where that is not known. */
export type KeptBySchedule = (snapshot: SnapshotRow) => boolean | undefined;

/**
 * Asks the clusters of some snapshots for the schedules of their projects, and tells which of the snapshots these keep. A
 * cluster that does not answer in time for all of them leaves it open.
 */
export async function keptBySchedules(
  deps: Pick<OperationDeps, 'clusterClients' | 'log' | 'monitor'>,
  principal: Principal,
  snapshots: readonly SnapshotRow[],
): Promise<KeptBySchedule> {
  const projects = new Map<string, Set<string>>();
  for (const { clusterId, projectName } of snapshots) {
    projects.set(clusterId, (projects.get(clusterId) ?? new Set()).add(projectName));
  }
  const clusters = deps.monitor.clusters().filter(({ id }) => projects.has(id));
  const { answered } = await askClusters(deps, clusters, principal, (client, _options, { id }) =>
    schedulesOf(client, [...(projects.get(id) ?? [])]),
  );
  const schedules = new Map<string, Map<string, ResourcePolicy[]>>();
  for (const { cluster, value } of answered) {
    if (!value.isAll) continue;
    const byVolume = Map.groupBy(value.schedules, ({ resourceUUID }) => resourceUUID.toLowerCase());
    schedules.set(cluster.id, byVolume);
  }
  const now = Date.now();
  return (snapshot) => {
    const byVolume = schedules.get(snapshot.clusterId);
    if (byVolume === undefined) return undefined;
    if (snapshot.expires <= now) return false;
    const ofVolume = byVolume.get(snapshot.sourceVolumeUUID.toLowerCase()) ?? [];
    return ofVolume.some((schedule) => isMadeBy(schedule, snapshot));
  };
}
