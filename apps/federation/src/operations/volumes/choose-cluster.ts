import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import { formatBytes } from '@asterism/api-types/rules/size';
import { scaledRatio } from '../../inventory/storage-ratio.ts';
import type { AttachedCluster } from '../../store/attached-cluster.ts';

/** A cluster that a volume might be placed on. */
export interface Candidate {
  readonly cluster: Pick<AttachedCluster, 'id' | 'name' | 'status'>;
  /** Undefined until the cluster was heard. */
  readonly info: ClusterInfo | undefined;
  /** Bytes: size times replicas, over all its volumes. */
  readonly provisioned: bigint;
  /** The names of its projects; empty when it did not tell. */
  readonly projects: readonly string[];
}

export interface Wish {
  /** Bytes. */
  readonly size: bigint;
  readonly replicaCount: number;
  readonly projectName: string;
}

/** Why the cluster cannot take the volume; undefined when it can. For people. */
function obstacle(candidate: Candidate, wish: Wish): string | undefined {
  const { cluster, info, projects } = candidate;
  const { size, replicaCount, projectName } = wish;
  if (cluster.status !== 'Connected') return `is ${cluster.status}`;
  if (info === undefined) return 'has not been heard yet';
  if (projects.length > 0 && !projects.includes(projectName)) {
    return `has no project ${projectName}`;
  }
  if (replicaCount > info.currentMaxReplicas) {
    return `takes at most ${info.currentMaxReplicas} replicas now`;
  }
  const free = BigInt(info.statistics.estimatedFreeLogicalStorage);
  return free < size * BigInt(replicaCount) ? `has only ${formatBytes(free)} free` : undefined;
}

const ratioOf = ({ info, provisioned }: Candidate): bigint =>
  scaledRatio(provisioned, BigInt(info?.statistics.effectivePhysicalStorage ?? '0'));

export interface Choice {
  /** The UUIDs, best first: the least promised part of its capacity, then by name. */
  readonly clusterIds: readonly string[];
  /** Why the others are not among them. */
  readonly obstacles: readonly string[];
}

/** Which clusters can take a volume, best first (reference: lowest provisionedToEffectiveStorageRatio). */
export function chooseClusters(candidates: readonly Candidate[], wish: Wish): Choice {
  const judged = candidates.map((candidate) => ({
    candidate,
    reason: obstacle(candidate, wish),
    ratio: ratioOf(candidate),
  }));
  return {
    clusterIds: judged
      .filter(({ reason }) => reason === undefined)
      .toSorted((a, b) => {
        if (a.ratio !== b.ratio) return a.ratio < b.ratio ? -1 : 1;
        return a.candidate.cluster.name < b.candidate.cluster.name ? -1 : 1;
      })
      .map(({ candidate }) => candidate.cluster.id),
    obstacles: judged.flatMap(({ candidate, reason }) =>
      reason === undefined ? [] : [`${candidate.cluster.name} ${reason}`],
    ),
  };
}
