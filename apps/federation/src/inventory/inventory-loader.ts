import type { Result } from '@asterism/api-types/common/result';
import type { UnreadableRows } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ClusterTarget } from '../cluster-client/cluster-client.ts';
import type { ClusterError } from '../cluster-client/cluster-client.ts';

/** What came of reading all volumes of a cluster. */
export interface LoadedVolumes {
  readonly volumes: number;
  /** Those that do not fit the API, and are left out. */
  readonly unreadable: Omit<UnreadableRows, 'list'>;
}

/** Reads a cluster's volumes into the inventory. Used by the attach workflow and by the monitor. */
export interface InventoryLoader {
  /**
   * Reads all volumes of the cluster, in pages of 1000, and then replaces what the inventory had of it.
   * `onProgress` hears how many were read and how many the cluster is believed to have.
   * A walk that would never end, or be more than may be held, is broken off: then what was known stays.
   */
  load(
    clusterId: string,
    target: ClusterTarget,
    onProgress?: (read: number, expected: number) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Result<LoadedVolumes, ClusterError>>;
  /** Drops what the inventory has of the cluster. */
  forget(clusterId: string): void;
}
