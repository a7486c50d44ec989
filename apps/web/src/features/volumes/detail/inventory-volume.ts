import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumes } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { fleetVolumesQuery } from '#/api/volume-queries.ts';

/** What the inventory knows of one volume: for what its cluster does not tell, and for when it does not answer. */
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
