import type { ClusterStatistics } from '../cluster-api/cluster-info.ts';
import type { ConnectionStatus } from '../federation-api/cluster.ts';
import { provisionedBytes, storageRatio } from './storage-ratio.ts';

/** What is asked of the cluster that a new volume goes to. */
export interface NewVolume {
  /** Bytes. Undefined while it is not known: then every cluster has the space. */
  readonly size: bigint | undefined;
  readonly replicaCount: number;
  /** Empty while it is not known: then every cluster has it. */
  readonly projectName: string;
  /** Empty for none. */
  readonly qosPolicyName: string;
}

/** What is known of a cluster as a place for volumes, in the fields of the fleet API. */
export interface PlacementCluster {
  readonly id: string;
  readonly name: string;
  readonly status: ConnectionStatus;
  /** Undefined until the cluster was read for the first time. */
  readonly statistics?:
    | Pick<ClusterStatistics, 'effectivePhysicalStorage' | 'estimatedFreeLogicalStorage'>
    | undefined;
  readonly currentMaxReplicas: number;
  /** Bytes: size times replicas, over all its volumes. */
  readonly provisionedStorage: string;
  /** The names of its projects; empty while they are not known. */
  readonly projects: readonly string[];
  /** The names of its QoS policies. */
  readonly policies: readonly string[];
}

/** Why a cluster cannot take a volume. */
export type PlacementObstacle =
  | { readonly kind: 'notConnected'; readonly status: Exclude<ConnectionStatus, 'Connected'> }
  | { readonly kind: 'notRead' }
  | { readonly kind: 'noProject'; readonly projectName: string }
  | { readonly kind: 'noPolicy'; readonly qosPolicyName: string }
  | { readonly kind: 'tooManyReplicas'; readonly currentMaxReplicas: number }
  | { readonly kind: 'noCapacity' }
  | {
      readonly kind: 'notEnoughSpace';
      /** Bytes, for all replicas together. */
      readonly needed: bigint;
      readonly replicaCount: number;
      /** Bytes. */
      readonly free: bigint;
    };

/** A cluster as a place for a new volume. */
export interface Placement<Cluster extends PlacementCluster> {
  readonly cluster: Cluster;
  /** What keeps the volume from it, the most general first; empty when it can take the volume. */
  readonly obstacles: readonly PlacementObstacle[];
  /** `provisionedToEffectiveStorageRatio`, without and with the volume; undefined while the capacity is not known. */
  readonly ratioBefore: string | undefined;
  readonly ratioAfter: string | undefined;
}

const effectiveBytes = ({ statistics }: PlacementCluster): bigint =>
  BigInt(statistics?.effectivePhysicalStorage ?? '0');

/** Bytes that the volume needs, with all its replicas: none while its size is not known. */
const neededBytes = ({ size = 0n, replicaCount }: NewVolume): bigint =>
  provisionedBytes({ size, replicaCount });

function obstaclesOf(
  cluster: PlacementCluster,
  volume: NewVolume,
  policyIsKnown: boolean,
): PlacementObstacle[] {
  const { status, statistics, projects, policies, currentMaxReplicas } = cluster;
  const { projectName, qosPolicyName, replicaCount } = volume;
  const obstacles: PlacementObstacle[] = [];
  if (status !== 'Connected') obstacles.push({ kind: 'notConnected', status });
  if (projectName !== '' && projects.length > 0 && !projects.includes(projectName)) {
    obstacles.push({ kind: 'noProject', projectName });
  }
  if (statistics === undefined) return [...obstacles, { kind: 'notRead' }];
  if (policyIsKnown && !policies.includes(qosPolicyName)) {
    obstacles.push({ kind: 'noPolicy', qosPolicyName });
  }
  if (replicaCount > currentMaxReplicas) {
    obstacles.push({ kind: 'tooManyReplicas', currentMaxReplicas });
  }
  const needed = neededBytes(volume);
  const free = BigInt(statistics.estimatedFreeLogicalStorage);
  if (effectiveBytes(cluster) === 0n) obstacles.push({ kind: 'noCapacity' });
  else if (free < needed) obstacles.push({ kind: 'notEnoughSpace', needed, replicaCount, free });
  return obstacles;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** By the exact ratio of provisioned to effective bytes, the lowest first; without capacity last. */
function compareRatio(a: PlacementCluster, b: PlacementCluster): number {
  const [ofA, ofB] = [effectiveBytes(a), effectiveBytes(b)];
  if (ofA === 0n || ofB === 0n) return Number(ofA === 0n) - Number(ofB === 0n);
  const [left, right] = [BigInt(a.provisionedStorage) * ofB, BigInt(b.provisionedStorage) * ofA];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Which of two clusters that can both take a volume is the better place for it; the better one comes first. */
export const comparePlaces = (a: PlacementCluster, b: PlacementCluster): number =>
  compareRatio(a, b) || compareText(a.name, b.name) || compareText(a.id, b.id);

/**
 * The clusters as places for a new volume, best first: those that can take it before those that cannot; then by the
 * lowest ratio of provisioned to effective capacity, without rounding; then by name and UUID.
 * A QoS policy that none of them has keeps the volume from none: the cluster says what it thinks of it.
 */
export function rankPlacements<Cluster extends PlacementCluster>(
  clusters: readonly Cluster[],
  volume: NewVolume,
): Placement<Cluster>[] {
  const { qosPolicyName } = volume;
  const policyIsKnown =
    qosPolicyName !== '' && clusters.some(({ policies }) => policies.includes(qosPolicyName));
  const needed = neededBytes(volume);
  return clusters
    .map((cluster) => {
      const effective = effectiveBytes(cluster);
      const provisioned = BigInt(cluster.provisionedStorage);
      const ratio = (bytes: bigint) =>
        effective === 0n ? undefined : storageRatio(bytes, effective);
      return {
        cluster,
        obstacles: obstaclesOf(cluster, volume, policyIsKnown),
        ratioBefore: ratio(provisioned),
        ratioAfter: ratio(provisioned + needed),
      };
    })
    .toSorted(
      (a, b) =>
        Number(a.obstacles.length > 0) - Number(b.obstacles.length > 0) ||
        comparePlaces(a.cluster, b.cluster),
    );
}
