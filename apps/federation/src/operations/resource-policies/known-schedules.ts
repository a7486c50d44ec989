import type { ResourcePolicy } from '@asterism/api-types/cluster-api/resource-policy';
import type { Principal } from '../../identity/principal.ts';
import { askClusters } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { schedulesOf } from './list-fleet-schedules.ts';

/** Something that schedules may be about: they belong to a project of its cluster. */
export interface Placed {
  readonly clusterId: string;
  readonly projectName: string;
}

/** The schedules of a cluster in those projects that it was asked about. */
export interface KnownSchedules {
  readonly isOffered: boolean;
  /** Those of a volume. */
  readonly ofVolume: (volumeUUID: string) => readonly ResourcePolicy[];
}

/**
 * Asks the clusters of some things for the schedules of their projects, once for each project. A cluster that does not answer
 * in time for all of them is missing.
 */
export async function knownSchedules(
  deps: Pick<OperationDeps, 'clusterClients' | 'log' | 'monitor'>,
  principal: Principal,
  placed: readonly Placed[],
): Promise<ReadonlyMap<string, KnownSchedules>> {
  const projects = new Map<string, Set<string>>();
  for (const { clusterId, projectName } of placed) {
    projects.set(clusterId, (projects.get(clusterId) ?? new Set()).add(projectName));
  }
  const clusters = deps.monitor.clusters().filter(({ id }) => projects.has(id));
  const { answered } = await askClusters(deps, clusters, principal, (client, _options, { id }) =>
    schedulesOf(client, [...(projects.get(id) ?? [])]),
  );
  return new Map(
    answered
      .filter(({ value }) => value.isAll)
      .map(({ cluster, value: { schedules, offersSchedules } }) => {
        const byVolume = Map.groupBy(schedules, (one) => one.resourceUUID.toLowerCase());
        const ofVolume = (UUID: string) => byVolume.get(UUID.toLowerCase()) ?? [];
        return [cluster.id, { isOffered: offersSchedules, ofVolume }];
      }),
  );
}
