import { isDeepStrictEqual } from 'node:util';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumesByState } from '@asterism/api-types/fleet-api/fleet-cluster';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { createPacer } from './pacer.ts';
import { provisionedBytes } from './storage-ratio.ts';
import type { Codes } from './codes.ts';
import { releaseCodes, toRow, type RowHome, type VolumeRow } from './volume-row.ts';

/** What changed on a shelf. A changed volume is in both: the row that it was, and the row that it is. */
export interface ShelfChange {
  readonly added: readonly VolumeRow[];
  readonly removed: readonly VolumeRow[];
}

const NOTHING: ShelfChange = { added: [], removed: [] };

/** Totals over the volumes of one cluster. */
export interface ShelfTotals {
  readonly volumes: number;
  readonly volumesByState: VolumesByState;
  /** Bytes: size times replicas. */
  readonly provisioned: bigint;
}

/** A walk over all volumes of a cluster, page by page, that replaces the shelf's contents at its end. */
export interface ShelfWalk {
  /** Call it before a page is asked for; what is heard of a volume in the meantime wins over the page. */
  beginPage(): void;
  /** Takes a page; how many of its volumes are new to this walk. */
  takePage(volumes: readonly Volume[]): number;
  /**
   * Puts what was read in the place of what was there, in turns; `onChange` hears of each turn's changes.
   * What is heard of single volumes in the meantime wins.
   */
  commit(onChange: (change: ShelfChange) => void): Promise<void>;
}

/** The volumes of one cluster. */
export interface ClusterShelf {
  readonly home: RowHome;
  asOf(): Date | undefined;
  totals(): ShelfTotals;
  rows(): Iterable<VolumeRow>;
  /** Those in a state that ends by itself. */
  transitional(): Iterable<VolumeRow>;
  get(uuid: string): VolumeRow | undefined;
  /** Takes a volume as it is now. */
  put(volume: Volume): ShelfChange;
  /** The volume is gone. */
  drop(uuid: string): ShelfChange;
  /** Volumes that the cluster tells and that another cluster has: they are left out. Lower case. */
  intruding(): ReadonlySet<string>;
  walk(): ShelfWalk;
  /** Takes everything off the shelf, which is not used any more. */
  close(): ShelfChange;
}

export interface ShelfOptions {
  readonly home: RowHome;
  readonly codes: Codes;
  /** Whether the shelf may take a volume that is new to it: not when it is another's. */
  readonly mayTake: (shelf: ClusterShelf, uuid: string) => boolean;
}

export function createClusterShelf({ home, codes, mayTake }: ShelfOptions): ClusterShelf {
  const rows = new Map<string, VolumeRow>();
  let intruding = new Set<string>();
  let isClosed = false;
  /** When each volume was heard of alone, by put or drop, since the last walk began. */
  const heardAlone = new Map<string, number>();
  let clock = 0;
  let asOf: Date | undefined;
  let provisioned = 0n;
  const byState: VolumesByState = {};
  const transitional = new Set<VolumeRow>();

  function count({ added, removed }: ShelfChange): void {
    for (const row of added) {
      const { volume } = row;
      if (isTransitional(volume.state)) transitional.add(row);
      provisioned += provisionedBytes(volume);
      byState[volume.state] = (byState[volume.state] ?? 0) + 1;
    }
    for (const row of removed) {
      const { volume } = row;
      transitional.delete(row);
      provisioned -= provisionedBytes(volume);
      byState[volume.state] = (byState[volume.state] ?? 0) - 1;
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

  function walk(): ShelfWalk {
    const began = (clock += 1);
    let pageBegan = began;
    const staged = new Map<string, { readonly volume: Volume; readonly since: number }>();
    const others = new Set<string>();

    const isFresher = (uuid: string, than: number): boolean => (heardAlone.get(uuid) ?? 0) > than;

    /** Brings a volume of the shelf to what the walk has read; what it was, and what it is. */
    function settle(uuid: string): { readonly before?: VolumeRow; readonly after?: VolumeRow } {
      const read = staged.get(uuid);
      if (isFresher(uuid, read?.since ?? began)) return {};
      const before = rows.get(uuid);
      if (read === undefined) {
        rows.delete(uuid);
        return before === undefined ? {} : { before };
      }
      if (before === undefined && !mayTake(shelf, uuid)) {
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
        const pacer = createPacer();
        let added: VolumeRow[] = [];
        let removed: VolumeRow[] = [];
        const tell = (): void => {
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
          if (!pacer.isDue()) continue;
          tell();
          await pacer.rest();
          if (isClosed) return;
        }
        tell();
        intruding = others;
        for (const [uuid, heardAt] of heardAlone) if (heardAt <= began) heardAlone.delete(uuid);
        asOf = new Date();
      },
    };
  }

  const shelf: ClusterShelf = {
    home,
    asOf: () => asOf,
    totals: () => ({
      volumes: rows.size,
      volumesByState: Object.fromEntries(Object.entries(byState).filter(([, n]) => n > 0)),
      provisioned,
    }),
    rows: () => rows.values(),
    transitional: () => transitional,
    get: (uuid) => rows.get(uuid.toLowerCase()),
    put(volume) {
      const uuid = volume.UUID.toLowerCase();
      const known = rows.get(uuid);
      if (known === undefined && !mayTake(shelf, uuid)) {
        intruding.add(uuid);
        return NOTHING;
      }
      const row = rowOf(volume);
      heardAlone.set(uuid, (clock += 1));
      if (known === row) return NOTHING;
      rows.set(uuid, row);
      const change = { added: [row], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    drop(uuid) {
      const key = uuid.toLowerCase();
      const known = rows.get(key);
      heardAlone.set(key, (clock += 1));
      rows.delete(key);
      intruding.delete(key);
      const change = { added: [], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    intruding: () => intruding,
    walk,
    close() {
      isClosed = true;
      const change = { added: [], removed: [...rows.values()] };
      rows.clear();
      count(change);
      return change;
    },
  };
  return shelf;
}
