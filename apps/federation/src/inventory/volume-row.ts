import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumeSortKey } from '@asterism/api-types/fleet-api/fleet-volumes';
import type { Compare } from './paced-sort.ts';

/** What volumes can be filtered and counted by. */
export const DIMENSIONS = ['cluster', 'project', 'state', 'protection'] as const;
export type DimensionName = (typeof DIMENSIONS)[number];

/** The cluster that rows belong to: its name can change under them. */
export interface RowHome {
  readonly clusterId: string;
  /** Lower case. */
  sortName: string;
}

/** A volume with what makes questions about it fast. Never modified: a changed volume is a new row. */
export interface VolumeRow {
  readonly volume: Volume;
  /** Lower case. */
  readonly uuid: string;
  /** Lower case. */
  readonly name: string;
  readonly size: number;
  /** Milliseconds since the epoch; 0 when not known. */
  readonly created: number;
  /** A code for each of {@link DIMENSIONS}, in their order. */
  readonly codes: readonly number[];
  readonly home: RowHome;
}

/** Gives each value of each dimension a small number. */
export interface Codes {
  codeOf(dimension: DimensionName, value: string): number;
  /** The code of a value, if a volume ever had it. */
  known(dimension: DimensionName, value: string): number | undefined;
  /** The values of a dimension by their code. */
  values(dimension: DimensionName): readonly string[];
}

interface CodeTable {
  readonly values: string[];
  readonly codes: Map<string, number>;
}

const emptyTable = (): CodeTable => ({ values: [], codes: new Map() });

export function createCodes(): Codes {
  const tables: Record<DimensionName, CodeTable> = {
    cluster: emptyTable(),
    project: emptyTable(),
    state: emptyTable(),
    protection: emptyTable(),
  };
  return {
    codeOf(dimension, value) {
      const { values, codes } = tables[dimension];
      const code = codes.get(value);
      if (code !== undefined) return code;
      codes.set(value, values.length);
      return values.push(value) - 1;
    },
    known: (dimension, value) => tables[dimension].codes.get(value),
    values: (dimension) => tables[dimension].values,
  };
}

const VALUE: Record<DimensionName, (volume: Volume) => string> = {
  cluster: (volume) => volume.clusterId,
  project: (volume) => volume.projectName,
  state: (volume) => volume.state,
  protection: (volume) => volume.protectionState,
};

export function toRow(volume: Volume, home: RowHome, codes: Codes): VolumeRow {
  return {
    volume,
    uuid: volume.UUID.toLowerCase(),
    name: volume.name.toLowerCase(),
    size: Number(volume.size),
    created: Date.parse(volume.creationTime) || 0,
    codes: DIMENSIONS.map((dimension) => codes.codeOf(dimension, VALUE[dimension](volume))),
    home,
  };
}

type Key = (row: VolumeRow) => string | number;

const compareKeys = (a: string | number, b: string | number): number => {
  if (a === b) return 0;
  return a < b ? -1 : 1;
};

/** By UUID: the stable order of all volumes. */
export const byUuid: Compare<VolumeRow> = (a, b) =>
  compareKeys(a.uuid, b.uuid) || compareKeys(a.home.clusterId, b.home.clusterId);

const by =
  (key: Key): Compare<VolumeRow> =>
  (a, b) =>
    compareKeys(key(a), key(b)) || byUuid(a, b);

export const COMPARE: Record<VolumeSortKey, Compare<VolumeRow>> = {
  name: by((row) => row.name),
  size: by((row) => row.size),
  state: by((row) => row.volume.state),
  project: by((row) => row.volume.projectName),
  cluster: by((row) => row.home.sortName),
  protection: by((row) => row.volume.protectionState),
  created: by((row) => row.created),
};
