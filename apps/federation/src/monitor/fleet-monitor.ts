import type { ReadList } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { ListReading } from '../cluster-client/read-answer.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { ClusterSnapshot } from './cluster-snapshot.ts';

/** Watches attached clusters: loops for each, with their own back-off; a slow cluster costs the others nothing. */
export interface FleetMonitor {
  /** Begins to watch, or goes on with newer facts (endpoints, certificate). */
  watch(cluster: AttachedCluster): void;
  /** Ends the watching and forgets the cluster's volumes; resolves when its loops have ended. */
  unwatch(clusterId: string): Promise<void>;
  /** Hears the cluster soon, for example after a write. */
  pollSoon(clusterId: string): void;
  /** The clusters under watch, by name and then UUID, as they are now. */
  clusters(): readonly AttachedCluster[];
  cluster(clusterId: string): AttachedCluster | undefined;
  /** The clusters whose volumes are being read for the first time; none that is away, or takes too long. */
  unread(): readonly AttachedCluster[];
  /** What the cluster last told of itself. */
  snapshot(clusterId: string): ClusterSnapshot;
  /** Keeps how many rows of a list, that the cluster was asked for beside the monitor, could not be read. */
  noteUnreadable(clusterId: string, list: ReadList, reading: ListReading): void;
  close(): Promise<void>;
}
