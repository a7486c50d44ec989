import { isDeepStrictEqual } from 'node:util';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type {
  VolumesByProtection,
  VolumesByState,
} from '@asterism/api-types/fleet-api/fleet-cluster';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { createEventLoopYielder } from './yield-to-event-loop.ts';
import { provisionedBytes } from '@asterism/api-types/rules/storage-ratio';
import { createTroubleTimes, type TroubleTime } from './trouble-times.ts';
import type { ValueCodes } from './value-codes.ts';
import { releaseCodes, toRow, type RowHome, type VolumeRow } from './volume-row.ts';

/** What changed in the volumes of one cluster. A changed volume is in both: the row that it was, and the row that it is. */
export interface VolumeRowsChange {
  readonly added: readonly VolumeRow[];
  readonly removed: readonly VolumeRow[];
}

const NOTHING: VolumeRowsChange = { added: [], removed: [] };

type Counts = Record<string, number>;

/** Counts one volume more, or less, with the value. */
const add = (counts: Counts, value: string, n: 1 | -1): void => {
  counts[value] = (counts[value] ?? 0) + n;
};
const positive = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, n]) => n > 0));

/** Totals over the volumes of one cluster. */
export interface VolumeTotals {
  readonly volumes: number;
  readonly volumesByState: VolumesByState;
  readonly volumesByProtection: VolumesByProtection;
  /** Those of them that have failed. */
  readonly failedByProtection: VolumesByProtection;
  /** Bytes: size times replicas. */
  readonly provisioned: bigint;
}

/** A walk over all volumes of a cluster, page by page, that replaces what was there at its end. */
export interface ClusterVolumesWalk {
  /** Call it before a page is requested; what is read of one volume in the meantime wins over the page. */
  beginPage(): void;
  /** Takes a page; how many of its volumes are new to this walk. */
  takePage(volumes: readonly Volume[]): number;
  /**
   * Puts what was read in the place of what was there, in turns; `onChange` gets the changes of each turn.
   * What is read of single volumes in the meantime wins.
   */
  commit(onChange: (change: VolumeRowsChange) => void): Promise<void>;
}

/** The volumes of one cluster. */
export interface ClusterVolumes {
  readonly home: RowHome;
  asOf(): Date | undefined;
  totals(): VolumeTotals;
  rows(): Iterable<VolumeRow>;
  /** Those in a state that ends by itself. */
  transitional(): Iterable<VolumeRow>;
  get(uuid: string): VolumeRow | undefined;
  /** Since when something is wrong with the volume; undefined while it is well. */
  trouble(uuid: string): TroubleTime | undefined;
  /** Takes a volume as it is now. */
  put(volume: Volume): VolumeRowsChange;
  /** The volume is gone. */
  drop(uuid: string): VolumeRowsChange;
  /** Volumes that the cluster lists and that another cluster has: they are left out. Lower case. */
  conflicting(): ReadonlySet<string>;
  walk(): ClusterVolumesWalk;
  /** Drops all volumes; it is not used any more. */
  close(): VolumeRowsChange;
}

export interface ClusterVolumesOptions {
  readonly home: RowHome;
  readonly codes: ValueCodes;
  /** Whether the cluster may take a volume that is new to it: not when it is another's. */
  readonly mayTake: (clusterVolumes: ClusterVolumes, uuid: string) => boolean;
}

export function createClusterVolumes({
  home,
  codes,
  mayTake,
}: ClusterVolumesOptions): ClusterVolumes {
  const rows = new Map<string, VolumeRow>();
  let conflicting = new Set<string>();
  let isClosed = false;
  /** When each volume was read alone, by put or drop, since the last walk began. */
  const readAlone = new Map<string, number>();
  let clock = 0;
  let asOf: Date | undefined;
  let provisioned = 0n;
  const byState: VolumesByState = {};
  const byProtection: VolumesByProtection = {};
  const failedByProtection: VolumesByProtection = {};
  const transitional = new Set<VolumeRow>();
  const troubleTimes = createTroubleTimes();

  function countStates({ state, protectionState }: Volume, n: 1 | -1): void {
    add(byState, state, n);
    add(byProtection, protectionState, n);
    if (state === 'Failed') add(failedByProtection, protectionState, n);
  }

  function count({ added, removed }: VolumeRowsChange): void {
    troubleTimes.change({ added, removed }, asOf);
    for (const row of added) {
      const { volume } = row;
      if (isTransitional(volume.state)) transitional.add(row);
      provisioned += provisionedBytes(volume);
      countStates(volume, 1);
    }
    for (const row of removed) {
      const { volume } = row;
      transitional.delete(row);
      provisioned -= provisionedBytes(volume);
      countStates(volume, -1);
      releaseCodes(row, codes);
    }
  }

  const rowOf = (volume: Volume): VolumeRow => {
    const placed = { ...volume, clusterId: home.clusterId };
    const known = rows.get(volume.UUID.toLowerCase());
    return known !== undefined && isDeepStrictEqual(known.volume, placed)
      ? known
      : toRow(placed, home, codes);
  };

  function walk(): ClusterVolumesWalk {
    const began = (clock += 1);
    let pageBegan = began;
    const staged = new Map<string, { readonly volume: Volume; readonly since: number }>();
    const others = new Set<string>();

    const isFresher = (uuid: string, than: number): boolean => (readAlone.get(uuid) ?? 0) > than;

    /** Brings a volume to what the walk has read; what it was, and what it is. */
    function settle(uuid: string): { readonly before?: VolumeRow; readonly after?: VolumeRow } {
      const read = staged.get(uuid);
      if (isFresher(uuid, read?.since ?? began)) return {};
      const before = rows.get(uuid);
      if (read === undefined) {
        rows.delete(uuid);
        return before === undefined ? {} : { before };
      }
      if (before === undefined && !mayTake(clusterVolumes, uuid)) {
        others.add(uuid);
        return {};
      }
      const after = rowOf(read.volume);
      if (before === after) return {};
      rows.set(uuid, after);
      return before === undefined ? { after } : { before, after };
    }

    return {
      beginPage() {
        pageBegan = clock += 1;
      },
      takePage(volumes) {
        const before = staged.size;
        for (const volume of volumes) {
          staged.set(volume.UUID.toLowerCase(), { volume, since: pageBegan });
        }
        return staged.size - before;
      },
      async commit(onChange) {
        const yielder = createEventLoopYielder();
        let added: VolumeRow[] = [];
        let removed: VolumeRow[] = [];
        const publish = (): void => {
          if (added.length + removed.length === 0) return;
          count({ added, removed });
          onChange({ added, removed });
          added = [];
          removed = [];
        };
        for (const uuid of new Set([...rows.keys(), ...staged.keys()])) {
          const { before, after } = settle(uuid);
          if (before !== undefined) removed.push(before);
          if (after !== undefined) added.push(after);
          if (!yielder.isDue()) continue;
          publish();
          await yielder.rest();
          if (isClosed) return;
        }
        publish();
        conflicting = others;
        for (const [uuid, readAt] of readAlone) if (readAt <= began) readAlone.delete(uuid);
        asOf = new Date();
      },
    };
  }

  const clusterVolumes: ClusterVolumes = {
    home,
    asOf: () => asOf,
    totals: () => ({
      volumes: rows.size,
      volumesByState: positive(byState),
      volumesByProtection: positive(byProtection),
      failedByProtection: positive(failedByProtection),
      provisioned,
    }),
    rows: () => rows.values(),
    transitional: () => transitional,
    get: (uuid) => rows.get(uuid.toLowerCase()),
    trouble: (uuid) => troubleTimes.of(uuid),
    put(volume) {
      const uuid = volume.UUID.toLowerCase();
      const known = rows.get(uuid);
      if (known === undefined && !mayTake(clusterVolumes, uuid)) {
        conflicting.add(uuid);
        return NOTHING;
      }
      const row = rowOf(volume);
      readAlone.set(uuid, (clock += 1));
      if (known === row) return NOTHING;
      rows.set(uuid, row);
      const change = { added: [row], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    drop(uuid) {
      const key = uuid.toLowerCase();
      const known = rows.get(key);
      readAlone.set(key, (clock += 1));
      rows.delete(key);
      conflicting.delete(key);
      const change = { added: [], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    conflicting: () => conflicting,
    walk,
    close() {
      isClosed = true;
      const change = { added: [], removed: [...rows.values()] };
      rows.clear();
      count(change);
      return change;
    },
  };
  return clusterVolumes;
}
