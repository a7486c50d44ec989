import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';
import type { StorageNode } from '@asterism/api-types/cluster-api/node';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import { lowestRelease, sumStatistics, worstHealth } from './fleet-totals.ts';

export interface FleetAsClusterDeps {
  readonly monitor: Pick<FleetMonitor, 'clusters' | 'snapshot'>;
  /** A UUID that stays the same as long as the federation lives. */
  readonly federationId: string;
}

const most = (counts: readonly number[]): number => Math.max(0, ...counts);

/** The value that all have; `otherwise` when they differ or there is none. */
function agreed(values: readonly string[], otherwise: string): string {
  const [first = otherwise, ...others] = values;
  return others.every((value) => value === first) ? first : otherwise;
}

/**
 * Volumes are reached over the subsystem of their own cluster. A fleet of one cluster has that one's; a larger one has
 * none, and gives a name of its own there: what a client needs is in `GET /clusters`, and `clusterId` says which it is.
 */
function subsystemNqnOf(federationId: string, infos: readonly ClusterInfo[]): string {
  const [only] = infos;
  return only !== undefined && infos.length === 1
    ? only.subsystemNQN
    : `nqn.2016-01.com.lightbitslabs:uuid:${federationId}`;
}

const identityOf = (federationId: string, infos: readonly ClusterInfo[]) => ({
  UUID: federationId,
  clusterName: 'asterism',
  subsystemNQN: subsystemNqnOf(federationId, infos),
  currentMaxReplicas: most(infos.map((info) => info.currentMaxReplicas)),
  supportedMaxReplicas: most(infos.map((info) => info.supportedMaxReplicas)),
  apiEndpoints: [...new Set(infos.flatMap((info) => info.apiEndpoints))],
  discoveryEndpoints: [...new Set(infos.flatMap((info) => info.discoveryEndpoints))],
  encryptionStatus: {
    encryptionState: agreed(
      infos.map((info) => info.encryptionStatus.encryptionState),
      'Unknown',
    ),
  },
  inBandAuthMode: agreed(
    infos.map((info) => info.inBandAuthMode),
    'UnKnown',
  ),
});

const infosOf = ({ monitor }: FleetAsClusterDeps): ClusterInfo[] =>
  monitor
    .clusters()
    .map((cluster) => monitor.snapshot(cluster.id).info)
    .filter((info) => info !== undefined);

/** What clusters together look like to a client that knows only one cluster; `isWhole` unless one of them is missing. */
export function clusterOfClusters(
  federationId: string,
  infos: readonly ClusterInfo[],
  isWhole: boolean,
): ReturnType<typeof identityOf> &
  Pick<
    ClusterInfo,
    'statistics' | 'health' | 'MinVersionInCluster' | 'MinAllowedVersion' | 'MaxAllowedVersion'
  > {
  const health = worstHealth(infos.map((info) => info.health));
  const isBetterThanItIs = !isWhole && (health.state === 'OK' || health.state === 'None');
  return {
    ...identityOf(federationId, infos),
    statistics: sumStatistics(infos.map((info) => info.statistics)),
    health: isBetterThanItIs ? { ...health, state: 'Warning' } : health,
    MinVersionInCluster: lowestRelease(infos.map((info) => info.MinVersionInCluster)),
    MinAllowedVersion: lowestRelease(infos.map((info) => info.MinAllowedVersion)),
    MaxAllowedVersion: lowestRelease(infos.map((info) => info.MaxAllowedVersion)),
  };
}

/** The fleet as one cluster, by what was last read of its clusters. */
export function describeFleet(deps: FleetAsClusterDeps): ReturnType<typeof clusterOfClusters> {
  const clusters = deps.monitor.clusters();
  const infos = infosOf(deps);
  const isWhole =
    infos.length === clusters.length && clusters.every(({ status }) => status === 'Connected');
  return clusterOfClusters(deps.federationId, infos, isWhole);
}

/** What {@link describeFleet} says without numbers, and where hosts connect. */
export const describeFleetIdentity = (deps: FleetAsClusterDeps) => ({
  ...identityOf(deps.federationId, infosOf(deps)),
  nvmeEndpoints: listNodes(deps)
    .map((node) => node.nvmeEndpoint)
    .filter((endpoint) => endpoint !== ''),
});

/** The nodes of all clusters. */
export const listNodes = ({ monitor }: Pick<FleetAsClusterDeps, 'monitor'>): StorageNode[] =>
  monitor.clusters().flatMap((cluster) => monitor.snapshot(cluster.id).nodes);

/** Fails with `notFound`. */
export function getNode(
  deps: Pick<FleetAsClusterDeps, 'monitor'>,
  uuid: string,
): Result<StorageNode, Failure> {
  const node = listNodes(deps).find((one) => one.UUID.toLowerCase() === uuid.toLowerCase());
  const message = `there is no node ${uuid} on any cluster`;
  return node === undefined ? err(failure('notFound', message)) : ok(node);
}
