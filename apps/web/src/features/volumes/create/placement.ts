import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { formatBytes, parseSize } from '@asterism/api-types/rules/size';

/** What a new volume asks of the cluster that it goes to. */
export interface PlacementQuestion {
  /** As typed. */
  readonly size: string;
  readonly replicaCount: number;
  readonly projectName: string;
  readonly qosPolicyName: string;
}

/** Which clusters have which projects and policies, by name. */
export interface FleetNames {
  readonly projects: ReadonlyMap<string, readonly string[]>;
  readonly policies: ReadonlyMap<string, readonly string[]>;
}

/** A cluster as a place for a new volume. */
export interface Candidate {
  readonly cluster: FleetCluster;
  /** Why it cannot take the volume; undefined when it can, as far as one can tell before asking it. */
  readonly obstacle: string | undefined;
  /** Provisioned over effective capacity, before and after; undefined where a number is not known. */
  readonly ratioBefore: number | undefined;
  readonly ratioAfter: number | undefined;
}

const SCALE = 10_000n;

function ratio(provisioned: bigint, effective: string | undefined): number | undefined {
  const whole = BigInt(effective ?? '0');
  return whole === 0n ? undefined : Number((provisioned * SCALE) / whole) / Number(SCALE);
}

const lacks = (where: ReadonlyMap<string, readonly string[]>, name: string, clusterId: string) =>
  name !== '' && where.has(name) && where.get(name)?.includes(clusterId) === false;

/** Bytes that the volume adds to what is provisioned: none while the size is no size. */
function addedBytes({ size: text, replicaCount }: PlacementQuestion): bigint {
  const size = parseSize(text);
  return size.ok ? size.value * BigInt(replicaCount) : 0n;
}

function obstacleOf(
  cluster: FleetCluster,
  question: PlacementQuestion,
  names: FleetNames,
): string | undefined {
  const { id, status, currentMaxReplicas, statistics } = cluster;
  const { replicaCount, projectName, qosPolicyName } = question;
  const added = addedBytes(question);
  if (status !== 'Connected') return `it is ${status}`;
  if (statistics === undefined) return 'it has not been heard yet';
  if (replicaCount > currentMaxReplicas) return `at most ${currentMaxReplicas} replicas now`;
  const free = BigInt(statistics.estimatedFreeLogicalStorage);
  if (free < added) return `only ${formatBytes(free)} free`;
  if (lacks(names.projects, projectName, id)) return `no project ${projectName}`;
  if (lacks(names.policies, qosPolicyName, id)) return `no QoS policy ${qosPolicyName}`;
  return undefined;
}

/**
 * Each cluster as a place for a new volume, the likely one first: as the federation places, the Connected one with
 * room and the lowest ratio of provisioned to effective capacity.
 */
export function candidatesFor(
  clusters: readonly FleetCluster[],
  question: PlacementQuestion,
  names: FleetNames,
): Candidate[] {
  const added = addedBytes(question);
  return clusters
    .map((cluster) => {
      const provisioned = BigInt(cluster.provisionedStorage);
      const effective = cluster.statistics?.effectivePhysicalStorage;
      return {
        cluster,
        obstacle: obstacleOf(cluster, question, names),
        ratioBefore: ratio(provisioned, effective),
        ratioAfter: ratio(provisioned + added, effective),
      };
    })
    .sort(
      (a, b) =>
        Number(a.obstacle !== undefined) - Number(b.obstacle !== undefined) ||
        (a.ratioBefore ?? Number.MAX_VALUE) - (b.ratioBefore ?? Number.MAX_VALUE) ||
        a.cluster.name.localeCompare(b.cluster.name),
    );
}
