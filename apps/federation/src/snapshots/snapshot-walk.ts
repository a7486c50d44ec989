import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { PageFacts } from '../inventory/walked-pages.ts';
import { createSharedValues, isSameRow, rowOf, type SnapshotRow } from './snapshot-row.ts';

/** A page of one project's snapshots by what was asked for, with the digest of what was answered. */
interface KnownPage extends PageFacts {
  readonly digest: string;
  readonly rows: readonly SnapshotRow[];
}

/** The snapshots of one cluster. Keys are UUIDs in lower case. */
export interface ClusterSnapshots {
  readonly clusterId: string;
  readonly rows: Map<string, SnapshotRow>;
  /** Those in a state that ends by itself. */
  readonly moving: Set<string>;
  /** The pages of the last walk; those whose rows have all stayed need not be read again. */
  pages: ReadonlyMap<string, KnownPage>;
  asOf: Date | undefined;
  /** Grows with all that is read. */
  tick: number;
  /** When single snapshots were read, or found to be gone, by `tick`: this wins over pages that were requested before. */
  readonly readAlone: Map<string, number>;
}

export const createClusterSnapshots = (clusterId: string): ClusterSnapshots => ({
  clusterId,
  rows: new Map(),
  moving: new Set(),
  pages: new Map(),
  asOf: undefined,
  tick: 0,
  readAlone: new Map(),
});

export interface RequestedPage {
  readonly projectName: string;
  readonly offset: string;
}

/** A page that the walk before has read already. */
export interface TakenPage extends PageFacts {
  /** How many of its snapshots are new to this walk. */
  readonly newRows: number;
}

/** A walk over all snapshots of a cluster, project by project and page by page. What it has read counts at its end. */
export interface SnapshotWalk {
  /** Call it before a page is requested. */
  beginPage(): number;
  /** Takes a page whose bytes the walk before had from the same request, and whose snapshots are all still so. */
  takeKnown(page: RequestedPage, digest: string, began: number): TakenPage | undefined;
  /** Takes a page; how many of its snapshots are new to this walk. */
  takePage(
    page: RequestedPage,
    snapshots: readonly Snapshot[],
    answer: PageFacts & { readonly digest: string },
    began: number,
  ): number;
  /** What the rows of the cluster are to become, with what was read alone in the meantime as that said. */
  end(): ReadonlyMap<string, SnapshotRow>;
}

export function startSnapshotWalk(cluster: ClusterSnapshots): SnapshotWalk {
  const startedAt = (cluster.tick += 1);
  const shared = createSharedValues();
  const pages = new Map<string, KnownPage>();
  const read = new Map<string, { readonly row: SnapshotRow; readonly began: number }>();
  const nameOf = ({ projectName, offset }: RequestedPage): string => `${projectName} ${offset}`;

  function take(rows: readonly SnapshotRow[], began: number): number {
    const before = read.size;
    for (const row of rows) read.set(row.key, { row, began });
    return read.size - before;
  }

  /** What is known of a snapshot stays the same object while it says the same. */
  function rowFor(snapshot: Snapshot): SnapshotRow {
    const row = rowOf(snapshot, cluster.clusterId, shared);
    const known = cluster.rows.get(row.key);
    return known !== undefined && isSameRow(known, row) ? known : row;
  }

  return {
    beginPage: () => (cluster.tick += 1),
    takeKnown(requested, digest, began) {
      const page = cluster.pages.get(nameOf(requested));
      if (page?.digest !== digest) return undefined;
      if (!page.rows.every((row) => cluster.rows.get(row.key) === row)) return undefined;
      pages.set(nameOf(requested), page);
      return { ...page, newRows: take(page.rows, began) };
    },
    takePage(requested, snapshots, answer, began) {
      const rows = snapshots.map(rowFor);
      pages.set(nameOf(requested), { ...answer, rows });
      return take(rows, began);
    },
    end() {
      const rows = new Map<string, SnapshotRow>();
      const isLate = (key: string, began: number): boolean =>
        (cluster.readAlone.get(key) ?? 0) > began;
      for (const [key, { row, began }] of read) if (!isLate(key, began)) rows.set(key, row);
      for (const [key, at] of cluster.readAlone) {
        const now = cluster.rows.get(key);
        const began = read.get(key)?.began ?? startedAt;
        if (at > began && now !== undefined) rows.set(key, now);
        if (at <= startedAt) cluster.readAlone.delete(key);
      }
      cluster.pages = pages;
      return rows;
    },
  };
}
