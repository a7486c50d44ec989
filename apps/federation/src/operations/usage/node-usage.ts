import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import type { Principal } from '../../identity/principal.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { sumUsage } from './sum-usage.ts';

/** The nodes of all clusters as last read, with the volumes that they have replicas of. */
export async function listNodeUsage(
  deps: Pick<OperationDeps, 'monitor' | 'inventory'>,
  principal: Principal,
) {
  const { monitor } = deps;
  const usage = await deps.inventory.usage();
  const nodes = monitor.clusters().flatMap(({ id: clusterId }) =>
    monitor.snapshot(clusterId).nodes.map((node): NodeUsage => {
      const { volumes, primaries, size } = sumUsage(usage.one('node', node.UUID.toLowerCase()));
      return {
        UUID: node.UUID,
        name: node.name,
        hostname: node.hostname,
        clusterId,
        state: node.state,
        failureDomains: node.failureDomains,
        nvmeEndpoint: node.nvmeEndpoint,
        serverUUID: node.serverUUID,
        devices: node.numManagedDevices,
        maxDevices: node.maxNvmeDevices,
        isRebuilding: node.inLocalRebuild,
        rebuildProgress: node.localRebuildProgress,
        isReadOnly: node.readOnly,
        volumes,
        primaries,
        size,
      };
    }),
  );
  return { nodes, clusters: allFreshness(deps, principal) };
}
