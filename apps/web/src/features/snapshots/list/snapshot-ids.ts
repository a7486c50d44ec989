import type { FleetSnapshot } from '@asterism/api-types/fleet-api/fleet-snapshots';

/** What a row of the list is known by: two clusters may have the same UUID. */
export const idOf = ({ clusterId, UUID }: Pick<FleetSnapshot, 'clusterId' | 'UUID'>): string =>
  `${clusterId} ${UUID}`;

/** The cluster and the UUID of a row. */
export function partsOf(id: string): readonly [clusterId: string, UUID: string] {
  const [clusterId = '', UUID = ''] = id.split(' ');
  return [clusterId, UUID];
}

export const nameOf = ({ name }: FleetSnapshot): string => name;
