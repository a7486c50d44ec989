import type {
  ClusterHealth,
  ClusterInfo,
  ClusterInfoV2,
} from '@asterism/api-types/cluster-api/cluster-info';
import type { Server } from '@asterism/api-types/cluster-api/hardware-operations';
import { clusterStatisticsOf } from './capacity.ts';
import { currentMaxReplicas, type SimClusterSpec } from './sim-cluster-spec.ts';
import type { Tally } from './tally.ts';

/** Warning: inactive nodes or degraded volumes. Error: read-only or unavailable volumes (lightbits-api §2.7). */
export function healthOf(spec: SimClusterSpec, { protection }: Tally): ClusterHealth {
  const numInactiveNodes = spec.nodes.filter((node) => node.state !== 'Active').length;
  const isError = protection.ReadOnly + protection.NotAvailable > 0;
  const isWarning = protection.Degraded + numInactiveNodes > 0;
  return {
    state: isError ? 'Error' : isWarning ? 'Warning' : 'OK',
    numDegradedVolumes: protection.Degraded,
    numReadOnlyVolumes: protection.ReadOnly,
    numNotAvailableVolumes: protection.NotAvailable,
    numInactiveNodes,
    numHealthyVolumes: protection.FullyProtected,
  };
}

const NO_UPGRADE = {
  Status: 'None',
  TargetVersion: '',
  ErrorMessage: '',
  ProgressStep: 0,
  ProgressTotal: 0,
};
const NO_ENCRYPTION = {
  encryptionState: 'Disabled',
  kekGeneration: 0,
  previousKekGenerations: [],
  rotationState: 'NoRotation',
};

const sharedInfo = (spec: SimClusterSpec, apiEndpoints: readonly string[]) => ({
  UUID: spec.UUID,
  subsystemNQN: `nqn.2016-01.com.lightbitslabs:uuid:${spec.UUID}`,
  currentMaxReplicas: currentMaxReplicas(spec),
  supportedMaxReplicas: currentMaxReplicas(spec),
  ETag: '1',
  apiEndpoints: [...apiEndpoints],
  discoveryEndpoints: [...spec.discoveryEndpoints],
  clusterName: spec.name,
  lastUpgrade: NO_UPGRADE,
  encryptionStatus: NO_ENCRYPTION,
  inBandAuthMode: 'Disabled',
});

/** GET /cluster: for cluster admins. */
export const viewCluster = (
  spec: SimClusterSpec,
  tally: Tally,
  apiEndpoints: readonly string[],
): ClusterInfo => ({
  ...sharedInfo(spec, apiEndpoints),
  statistics: clusterStatisticsOf(spec, tally),
  health: healthOf(spec, tally),
  MinVersionInCluster: spec.release,
  MinAllowedVersion: spec.release,
  MaxAllowedVersion: spec.release,
  federatedAuthenticationStatus: { federatedAuthenticationEnabled: false, idpHealthInfos: [] },
});

/** GET /clusterinfo: for everybody who is let in. */
export const viewClusterInfo = (
  spec: SimClusterSpec,
  apiEndpoints: readonly string[],
): ClusterInfoV2 => ({
  ...sharedInfo(spec, apiEndpoints),
  nvmeEndpoints: spec.nodes.map((node) => node.nvmeEndpoint ?? ''),
});

/** The servers of the cluster: each runs one node, and is at risk of nothing. */
export const viewServers = (spec: SimClusterSpec, apiEndpoints: readonly string[]): Server[] =>
  spec.nodes.map((node) => ({
    UUID: node.serverUUID ?? '',
    name: node.hostname ?? '',
    RiskOfServiceLossState: 'NoRiskOfServiceLoss',
    NodesUUIDs: [node.UUID],
    state: 'Enabled',
    ServerEndpoints: [(node.nvmeEndpoint ?? '').replace(/:\d+$/, ':2379')],
    ETag: '1',
    LightOSVersion: spec.release,
    ApiEndpoints: [...apiEndpoints],
  }));
