import type { ClusterInfo } from '@asterism/api-types/cluster-api/cluster-info';

const most = (counts: readonly number[]): number => Math.max(0, ...counts);

/** The value that all have; `otherwise` when they differ or there is none. */
function agreed(values: readonly string[], otherwise: string): string {
  const [first = otherwise, ...others] = values;
  return others.every((value) => value === first) ? first : otherwise;
}

/**
 * Volumes are reached over the subsystem of their own cluster. A fleet of one cluster has that one's; a larger one has
 * none, and says its own name there: what a client needs is in `GET /clusters`, and `clusterId` tells which it is.
 */
function subsystemNqnOf(federationId: string, infos: readonly ClusterInfo[]): string {
  const [only] = infos;
  return only !== undefined && infos.length === 1
    ? only.subsystemNQN
    : `nqn.2016-01.com.lightbitslabs:uuid:${federationId}`;
}

/** What the fleet says of itself to whoever asks for a cluster, from what its clusters last told. */
export const fleetIdentity = (federationId: string, infos: readonly ClusterInfo[]) => ({
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
