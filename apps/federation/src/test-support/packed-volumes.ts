import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { FleetVolumesQuestion } from '@asterism/api-types/fleet-api/fleet-volumes';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { NONE } from '../inventory/columns/uuid-index.ts';
import type { VolumeColumns } from '../inventory/columns/volume-columns.ts';
import type { VolumeHome } from '../inventory/columns/volume-groups.ts';
import { volumeOf } from './volumes.ts';

/** A cluster of volumes, by its name. */
export const homeOf = (clusterId: string): VolumeHome => ({
  clusterId,
  sortName: naturalKey(clusterId),
  attachedAt: 0,
  isForgotten: false,
});

/** Takes a volume as its cluster has it now, by the steps that are there for it. */
export function put(columns: VolumeColumns, home: VolumeHome, volume: Volume): number {
  const known = columns.uuids.find(volume.UUID.toLowerCase());
  const staged = columns.stage(home, volume, known);
  if (staged === undefined) return known;
  if (known === NONE) columns.link(staged);
  else columns.replace(known, staged);
  return known === NONE ? staged : known;
}

/** All volumes by name, the first 50. */
export const FIRST_PAGE: FleetVolumesQuestion = {
  sort: 'name',
  order: 'asc',
  offset: 0,
  limit: 50,
};

/** What a volume has stored: in bytes, and how well it is compressed. */
export const statisticsOf = (used: string, compressionRatio: number): Volume['statistics'] => ({
  ...volumeOf(0).statistics,
  logicalUsedStorage: used,
  physicalUsedStorage: `${used}1`,
  compressionRatio,
});
