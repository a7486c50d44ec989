import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { ONE_REPLICA_LESS } from '@asterism/api-types/rules/domain-loss';
import type { Principal } from '../../identity/principal.ts';
import type { UsageByGroup } from '../../inventory/volume-usage.ts';
import { allFreshness } from '../clusters/describe-cluster.ts';
import type { OperationDeps } from '../operation-deps.ts';
import { sumUsage } from './sum-usage.ts';

/** What becomes of the volumes of a node if that fails, as far as it is known on which nodes they are. */
function whatGoes(ofNode: UsageByGroup): NodeUsage['ifItGoes'] {
  const goes = { unavailable: 0, endangered: 0, degraded: 0 };
  for (const [{ protection }, { volumes, alone }] of ofNode) {
    const left = ONE_REPLICA_LESS[protection];
    if (left === undefined) continue;
    goes.unavailable += alone;
    goes[left] += volumes - alone;
  }
  return goes;
}

/** The nodes of all clusters as last read, with the volumes that they have replicas of. */
export async function listNodeUsage(
  deps: Pick<OperationDeps, 'monitor' | 'inventory'>,
  principal: Principal,
) {
  const { monitor } = deps;
  const usage = await deps.inventory.usage();
  const nodes = monitor.clusters().flatMap(({ id: clusterId }) =>
    monitor.snapshot(clusterId).nodes.map((node): NodeUsage => {
      const ofNode = [...usage.one('node', node.UUID.toLowerCase())];
      const { volumes, primaries, size } = sumUsage(ofNode);
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
        ifItGoes: whatGoes(ofNode),
      };
    }),
  );
  return { nodes, clusters: allFreshness(deps, principal) };
}
