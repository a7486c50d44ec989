import type { Server } from '@asterism/api-types/cluster-api/hardware-operations';
import type { ClusterFacts } from './cluster-facts.ts';

/** The servers of the cluster: each runs one node, and is at risk of nothing. */
export const serversOf = (facts: ClusterFacts, apiEndpoints: readonly string[]): Server[] =>
  facts.nodes.map((node) => ({
    UUID: node.serverUUID ?? '',
    name: node.hostname ?? '',
    RiskOfServiceLossState: 'NoRiskOfServiceLoss',
    NodesUUIDs: [node.UUID],
    state: 'Enabled',
    ServerEndpoints: [(node.nvmeEndpoint ?? '').replace(/:\d+$/, ':2379')],
    ETag: '1',
    LightOSVersion: facts.release,
    ApiEndpoints: [...apiEndpoints],
  }));
