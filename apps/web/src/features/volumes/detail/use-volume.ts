import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { isCurrent } from '#/domain/is-current.ts';
import type { VolumeTrouble } from '@asterism/api-types/fleet-api/volume-trouble';
import { troubleOf } from '@asterism/api-types/rules/volume-trouble';
import { useQuery } from '@tanstack/react-query';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import type { ApiFailure } from '#/api/api-failure.ts';
import { isMissing } from '#/features/volumes/volume-missing.tsx';

/** What the inventory has of one volume: for what its cluster’s answer lacks, and for when there is none. */
export const inventoryQuery = (volumeId: string) =>
  fleetVolumesQuery({ search: volumeId, limit: '1' });

/** The volume in an answer of the inventory. */
export const volumeIn = (answer: FleetVolumes | undefined, volumeId: string): Volume | undefined =>
  answer?.volumes.find(({ UUID }) => UUID === volumeId);

/** How fresh the inventory is for the cluster of a volume. */
export const freshnessOf = (
  answer: FleetVolumes | undefined,
  volume: Volume | undefined,
): Freshness | undefined =>
  answer?.clusters.find(({ clusterId }) => clusterId === volume?.clusterId);

/** What the inventory says is wrong with a volume, if that is still so. */
const troubleIn = (answer: FleetVolumes | undefined, volume: Volume): VolumeTrouble | undefined =>
  answer?.troubles.find(
    ({ UUID, trouble }) => UUID === volume.UUID && trouble === troubleOf(volume),
  );

/** One volume as well as it is known. */
export interface KnownVolume {
  /** Undefined while nothing is known. */
  readonly volume: Volume | undefined;
  /** Whether it has been deleted; `volume` is then the last that was known of it. */
  readonly isGone: boolean;
  /** Why its cluster did not answer; `volume` is then from the inventory, or the last that was read. */
  readonly failure: ApiFailure | undefined;
  /** Whether its cluster is out of reach, so that `volume` may be old and nothing can be done with it. */
  readonly isStale: boolean;
  /** How fresh the inventory is for its cluster, and the cluster's name. */
  readonly freshness: Freshness | undefined;
  /** What is wrong with it; undefined when nothing is. */
  readonly trouble: VolumeTrouble | undefined;
  readonly readAgain: () => unknown;
}

/** Follows one volume: from its cluster, and from the inventory when that does not answer. */
export function useVolume(volumeId: string): KnownVolume {
  const live = useQuery(volumeQuery(volumeId));
  const inventory = useQuery(inventoryQuery(volumeId));
  const volume = live.data ?? volumeIn(inventory.data, volumeId);
  const isGone = isMissing(live.error) || live.data?.state === 'Deleted';
  const freshness = freshnessOf(inventory.data, volume);
  const failure = isGone ? undefined : (live.error ?? undefined);
  return {
    volume,
    isGone,
    failure,
    // The federation answers from its inventory while it does not reach the cluster.
    isStale: failure !== undefined || (freshness !== undefined && !isCurrent(freshness)),
    freshness,
    trouble: volume === undefined ? undefined : troubleIn(inventory.data, volume),
    readAgain: live.refetch,
  };
}
