import { isDeepStrictEqual } from 'node:util';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import type { VolumesByState } from '@asterism/api-types/fleet-api/fleet-cluster';
import { isTransitional } from '@asterism/api-types/rules/volume-states';
import { provisionedBytes } from './storage-ratio.ts';
import { toRow, type Codes, type RowHome, type VolumeRow } from './volume-row.ts';

/** What changed on a shelf. A changed volume is in both: the row that it was, and the row that it is. */
export interface ShelfChange {
  readonly added: readonly VolumeRow[];
  readonly removed: readonly VolumeRow[];
}

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
  commit(now: Date): ShelfChange;
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
  walk(): ShelfWalk;
}

export function createClusterShelf(home: RowHome, codes: Codes): ClusterShelf {
  let rows = new Map<string, VolumeRow>();
  /** When each volume was heard of alone, by put or drop, since the last walk began. */
  let heardAlone = new Map<string, number>();
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
    const staged = new Map<string, { readonly row: VolumeRow; readonly since: number }>();

    const isFresher = (uuid: string, than: number): boolean => (heardAlone.get(uuid) ?? 0) > than;

    function contents(): Map<string, VolumeRow> {
      const next = new Map<string, VolumeRow>();
      for (const [uuid, { row, since }] of staged) {
        const current = isFresher(uuid, since) ? rows.get(uuid) : row;
        if (current !== undefined) next.set(uuid, current);
      }
      for (const [uuid, row] of rows) {
        if (!staged.has(uuid) && isFresher(uuid, began)) next.set(uuid, row);
      }
      return next;
    }

    return {
      beginPage() {
        pageBegan = clock += 1;
      },
      takePage(volumes) {
        const before = staged.size;
        for (const volume of volumes) {
          const row = rowOf(volume);
          staged.set(row.uuid, { row, since: pageBegan });
        }
        return staged.size - before;
      },
      commit(now) {
        const next = contents();
        const added: VolumeRow[] = [];
        const removed: VolumeRow[] = [];
        for (const [uuid, row] of next) if (rows.get(uuid) !== row) added.push(row);
        for (const [uuid, row] of rows) if (next.get(uuid) !== row) removed.push(row);
        rows = next;
        heardAlone = new Map([...heardAlone].filter(([, heardAt]) => heardAt > began));
        asOf = now;
        count({ added, removed });
        return { added, removed };
      },
    };
  }

  return {
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
      const row = rowOf(volume);
      const known = rows.get(row.uuid);
      heardAlone.set(row.uuid, (clock += 1));
      if (known === row) return { added: [], removed: [] };
      rows.set(row.uuid, row);
      const change = { added: [row], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    drop(uuid) {
      const key = uuid.toLowerCase();
      const known = rows.get(key);
      heardAlone.set(key, (clock += 1));
      rows.delete(key);
      const change = { added: [], removed: known === undefined ? [] : [known] };
      count(change);
      return change;
    },
    walk,
  };
}
