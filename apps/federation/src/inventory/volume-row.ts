import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeSortKey } from '@asterism/api-types/fleet-api/fleet-volumes';
import { naturalKey } from '@asterism/api-types/rules/natural-order';
import { searchText } from '@asterism/api-types/rules/volume-search';
import { DIMENSIONS, type ValueCodes, type DimensionName } from './value-codes.ts';
import type { Compare } from './sorted-order.ts';

/** The cluster that rows belong to: its name can change under them. */
export interface RowHome {
  readonly clusterId: string;
  /** Its {@link naturalKey}. */
  sortName: string;
  /** Milliseconds since the epoch; Infinity until its attach has completed. */
  attachedAt: number;
}

/** A volume with what makes questions about it fast. Never modified: a changed volume is a new row. */
export interface VolumeRow {
  readonly volume: Volume;
  /** Lower case. */
  readonly uuid: string;
  /** The {@link naturalKey} of its name. */
  readonly name: string;
  /** Its {@link searchText}. */
  readonly searched: string;
  /** The {@link naturalKey} of its project's name. */
  readonly project: string;
  readonly size: number;
  /** Milliseconds since the epoch; 0 when not known. */
  readonly created: number;
  /** A code for each of {@link DIMENSIONS}, in their order. */
  readonly codes: readonly number[];
  readonly home: RowHome;
}

const VALUE: Record<DimensionName, (volume: Volume) => string> = {
  cluster: (volume) => volume.clusterId,
  project: (volume) => volume.projectName,
  state: (volume) => volume.state,
  protection: (volume) => volume.protectionState,
};

const PROJECT = DIMENSIONS.indexOf('project');

/** A row, for which the codes of its values are taken: {@link releaseCodes} gives them back. */
export function toRow(volume: Volume, home: RowHome, codes: ValueCodes): VolumeRow {
  const codesOfRow = DIMENSIONS.map((dimension) => codes.take(dimension, VALUE[dimension](volume)));
  return {
    volume,
    uuid: volume.UUID.toLowerCase(),
    name: naturalKey(volume.name),
    searched: searchText(volume),
    project: codes.sortKey('project', codesOfRow[PROJECT] ?? 0),
    size: Number(volume.size),
    created: Date.parse(volume.creationTime) || 0,
    codes: codesOfRow,
    home,
  };
}

export function releaseCodes(row: VolumeRow, codes: ValueCodes): void {
  for (const [index, code] of row.codes.entries()) {
    const dimension = DIMENSIONS[index];
    if (dimension !== undefined) codes.release(dimension, code);
  }
}

type Key = (row: VolumeRow) => string | number;

export const compareKeys = (a: string | number, b: string | number): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** By UUID: the stable order of all volumes. */
export const byUuid: Compare<VolumeRow> = (a, b) =>
  compareKeys(a.uuid, b.uuid) || compareKeys(a.home.clusterId, b.home.clusterId);

const byKey =
  (key: Key): Compare<VolumeRow> =>
  (a, b) =>
    compareKeys(key(a), key(b)) || byUuid(a, b);

export const COMPARE: Record<VolumeSortKey, Compare<VolumeRow>> = {
  name: byKey((row) => row.name),
  size: byKey((row) => row.size),
  state: byKey((row) => row.volume.state),
  project: byKey((row) => row.project),
  cluster: byKey((row) => row.home.sortName),
  protection: byKey((row) => row.volume.protectionState),
  created: byKey((row) => row.created),
};
