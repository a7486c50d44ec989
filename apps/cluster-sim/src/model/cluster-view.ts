import type {
  ClusterHealth,
  ClusterInfo,
  ClusterInfoV2,
} from '@asterism/api-types/cluster-api/cluster-info';
import { clusterStatisticsOf } from './capacity.ts';
import { currentMaxReplicas, type ClusterFacts } from './cluster-facts.ts';
import type { Tally } from './tally.ts';

/** Warning: inactive nodes or degraded volumes. Error: read-only or unavailable volumes (lightbits-api §2.7). */
export function healthOf(facts: ClusterFacts, { protection }: Tally): ClusterHealth {
  const numInactiveNodes = facts.nodes.filter((node) => node.state !== 'Active').length;
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

const sharedInfo = (facts: ClusterFacts, apiEndpoints: readonly string[]) => ({
  UUID: facts.UUID,
  subsystemNQN: `nqn.2016-01.com.lightbitslabs:uuid:${facts.UUID}`,
  currentMaxReplicas: currentMaxReplicas(facts),
  supportedMaxReplicas: currentMaxReplicas(facts),
  ETag: '1',
  apiEndpoints: [...apiEndpoints],
  discoveryEndpoints: [...facts.discoveryEndpoints],
  clusterName: facts.name,
  lastUpgrade: NO_UPGRADE,
  encryptionStatus: NO_ENCRYPTION,
  inBandAuthMode: 'Disabled',
});

/** GET /cluster: for cluster admins. */
export const viewCluster = (
  facts: ClusterFacts,
  tally: Tally,
  apiEndpoints: readonly string[],
): ClusterInfo => ({
  ...sharedInfo(facts, apiEndpoints),
  statistics: clusterStatisticsOf(facts, tally),
  health: healthOf(facts, tally),
  MinVersionInCluster: facts.release,
  MinAllowedVersion: facts.release,
  MaxAllowedVersion: facts.release,
  federatedAuthenticationStatus: { federatedAuthenticationEnabled: false, idpHealthInfos: [] },
});

/** GET /clusterinfo: for everybody who is let in. */
export const viewClusterInfo = (
  facts: ClusterFacts,
  apiEndpoints: readonly string[],
): ClusterInfoV2 => ({
  ...sharedInfo(facts, apiEndpoints),
  nvmeEndpoints: facts.nodes.map((node) => node.nvmeEndpoint ?? ''),
});
