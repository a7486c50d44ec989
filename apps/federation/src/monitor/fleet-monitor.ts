import type { AttachedCluster } from '../store/attached-cluster.ts';

/** Watches attached clusters: one loop for each, with its own back-off; a slow cluster costs the others nothing. */
export interface FleetMonitor {
  /** Begins to watch, or goes on with newer facts (endpoints, certificate). */
  watch(cluster: AttachedCluster): void;
  /** Ends the watching; resolves when its loop has ended. */
  unwatch(clusterId: string): Promise<void>;
  /** Hears the cluster now, for example after a write. */
  hurry(clusterId: string): void;
  close(): Promise<void>;
}
