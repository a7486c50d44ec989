import type { Result } from '@asterism/api-types/common/result';
import type { ClusterTarget } from '../cluster-client/cluster-connection.ts';
import type { ClusterError } from '../cluster-client/cluster-connection.ts';

/** Reads a cluster's volumes into the inventory. Used by the attach workflow and by the monitor. */
export interface InventoryLoader {
  /**
   * Reads all volumes of the cluster, in pages of 1000, and then replaces what the inventory had of it.
   * `onProgress` hears how many were read and how many the cluster is believed to have.
   */
  load(
    clusterId: string,
    target: ClusterTarget,
    onProgress?: (read: number, expected: number) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<Result<number, ClusterError>>;
  /** Drops what the inventory has of the cluster. */
  forget(clusterId: string): void;
}
