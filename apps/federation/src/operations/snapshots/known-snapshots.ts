import type { Snapshot } from '@asterism/api-types/cluster-api/snapshot';
import type { SnapshotIndex } from '../../snapshots/snapshot-index.ts';

/** A page of a cluster's list of a project's snapshots, in the order of their UUIDs. */
export interface SnapshotPage {
  readonly projectName: string;
  /** Of what is not in the page nothing is known up to here… */
  readonly offsetUUID: string;
  readonly snapshots: readonly Snapshot[];
  /** …and beyond its last snapshot, unless there is nothing beyond. */
  readonly isLast: boolean;
}

/**
 * The snapshots that were read, as they were then. Clusters are read each time; this is the answer for
 * one that cannot be, and says which cluster has a UUID.
 */
export interface KnownSnapshots {
  put(clusterId: string, snapshot: Snapshot): void;
  putPage(clusterId: string, page: SnapshotPage): void;
  drop(clusterId: string, uuid: string): void;
  of(clusterId: string, projectName: string): Snapshot[];
  /** Where it was read first: what another cluster lists under the same UUID is not remembered. */
  clusterOf(uuid: string): string | undefined;
}

/** The most that are remembered of one cluster; those read longest ago are forgotten first. */
const PER_CLUSTER_MAX = 20_000;

/**
 * Remembers snapshots in this process, of clusters for as long as they are attached. What is read of a single one is
 * passed on to the index, which so knows of every write at once.
 */
export function createKnownSnapshots(
  isAttached: (clusterId: string) => boolean,
  index?: Pick<SnapshotIndex, 'put' | 'drop'>,
): KnownSnapshots {
  const clusters = new Map<string, Map<string, Snapshot>>();

  function snapshotsOf(clusterId: string): Map<string, Snapshot> {
    for (const id of clusters.keys()) if (!isAttached(id)) clusters.delete(id);
    const kept = clusters.get(clusterId) ?? new Map<string, Snapshot>();
    clusters.set(clusterId, kept);
    return kept;
  }

  function clusterOf(uuid: string): string | undefined {
    const key = uuid.toLowerCase();
    for (const [clusterId, kept] of clusters) if (kept.has(key)) return clusterId;
    return undefined;
  }

  function put(kept: Map<string, Snapshot>, clusterId: string, snapshot: Snapshot): void {
    const key = snapshot.UUID.toLowerCase();
    if ((clusterOf(key) ?? clusterId) !== clusterId) return;
    kept.delete(key);
    kept.set(key, { ...snapshot, clusterId });
    const [oldest] = kept.size > PER_CLUSTER_MAX ? kept.keys() : [];
    if (oldest !== undefined) kept.delete(oldest);
  }

  return {
    put(clusterId, snapshot) {
      put(snapshotsOf(clusterId), clusterId, snapshot);
      index?.put(clusterId, snapshot);
    },
    putPage(clusterId, { projectName, offsetUUID, snapshots, isLast }) {
      const kept = snapshotsOf(clusterId);
      const from = offsetUUID.toLowerCase();
      const to = isLast ? undefined : (snapshots.at(-1)?.UUID.toLowerCase() ?? from);
      for (const [key, snapshot] of kept) {
        const isInPage = key > from && (to === undefined || key <= to);
        if (isInPage && snapshot.projectName === projectName) kept.delete(key);
      }
      for (const snapshot of snapshots) put(kept, clusterId, snapshot);
    },
    drop(clusterId, uuid) {
      clusters.get(clusterId)?.delete(uuid.toLowerCase());
      index?.drop(clusterId, uuid);
    },
    of: (clusterId, projectName) =>
      [...(clusters.get(clusterId)?.values() ?? [])].filter(
        (snapshot) => snapshot.projectName === projectName,
      ),
    clusterOf,
  };
}
