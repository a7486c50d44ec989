import type { AttachedCluster } from '../store/attached-cluster.ts';
import type { ClusterFacts } from './cluster-facts.ts';

/** A cluster under watch: what its loops share. */
export interface WatchedCluster {
  cluster: AttachedCluster;
  facts: ClusterFacts;
  /** Why the newest walk over its volumes failed; empty when it did not. */
  walkError: string;
  /** Connected again: what was read of its volumes before, or was not, says nothing of now. */
  isBack: boolean;
  /** Aborted when the watching ends. */
  readonly ended: AbortSignal;
}
