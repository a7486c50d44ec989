import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import {
  rankPlacements,
  type NewVolume,
  type Placement,
  type PlacementCluster,
  type PlacementObstacle,
} from '@asterism/api-types/rules/placement';
import { formatBytes } from '#/lib/format.ts';
import { parseTypedSize } from '@asterism/api-types/rules/typed-size';

/** What the form of a new volume says so far. */
export interface PlacementQuestion extends Omit<NewVolume, 'size'> {
  /** As typed. */
  readonly size: string;
}

/** Something that clusters share by name, with the UUIDs of those that have it. */
interface Shared {
  readonly name: string;
  readonly clusterIds: readonly string[];
}

/** The projects and QoS policies of the fleet. */
export interface FleetNames {
  readonly projects: readonly Shared[];
  readonly policies: readonly Shared[];
}

export type Candidate = FleetCluster & PlacementCluster;
export type PlacementRow = Placement<Candidate>;

const namesOn = (all: readonly Shared[], clusterId: string): string[] =>
  all.filter(({ clusterIds }) => clusterIds.includes(clusterId)).map(({ name }) => name);

/** The clusters with what the rule asks of a place for volumes. */
export const candidatesOf = (
  clusters: readonly FleetCluster[],
  { projects, policies }: FleetNames,
): Candidate[] =>
  clusters.map((cluster) => ({
    ...cluster,
    projects: namesOn(projects, cluster.id),
    policies: namesOn(policies, cluster.id),
  }));

/** Each cluster as a place for the volume, the best first: what the federation would choose, by the same rule. */
export function placementsFor(
  clusters: readonly FleetCluster[],
  question: PlacementQuestion,
  names: FleetNames,
): PlacementRow[] {
  const size = parseTypedSize(question.size);
  return rankPlacements(candidatesOf(clusters, names), {
    ...question,
    size: size.ok ? size.value.bytes : undefined,
  });
}

type Shortage = Extract<PlacementObstacle, { kind: 'notEnoughSpace' }>;

function shortageText({ needed, replicaCount, free }: Shortage): string {
  const copies = replicaCount === 1 ? '' : ` for ${replicaCount} copies`;
  return `Not enough space: needs ${formatBytes(needed, 'up')}${copies}, ${formatBytes(free)} free`;
}

/** Why a cluster cannot take the volume, for people. */
export function obstacleText(obstacle: PlacementObstacle): string {
  switch (obstacle.kind) {
    case 'notConnected':
      return obstacle.status;
    case 'notRead':
      return 'Not read yet';
    case 'noProject':
      return `No project ${obstacle.projectName}`;
    case 'noPolicy':
      return `No QoS policy ${obstacle.qosPolicyName}`;
    case 'tooManyReplicas':
      return `At most ${obstacle.currentMaxReplicas} replicas now`;
    case 'noCapacity':
      return 'Reports no capacity';
    case 'notEnoughSpace':
      break;
  }
  return shortageText(obstacle);
}
