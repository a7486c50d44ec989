import type { Logger } from 'pino';
import type { Handlers } from '@asterism/api-server/operation-router';
import type { ConnectedHost } from '@asterism/api-types/cluster-api/hardware-operations';
import { failure } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';
import type { clientRoutes } from '@asterism/api-types/federation-api/client-routes';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import type { Principal } from '../identity/principal.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { askClusters } from '../operations/ask-clusters.ts';

export interface HostDeps {
  readonly monitor: FleetMonitor;
  readonly inventory: Inventory;
  readonly clusterClients: ClusterClients;
  readonly log: Logger;
}

type HostHandlers = Pick<Handlers<typeof clientRoutes, Principal>, 'listHosts' | 'getHost'>;

/** The hosts of one cluster as its volumes name them: what is known while it cannot be asked. */
function hostsByVolumes(inventory: Inventory, clusterId: string): ConnectedHost[] {
  const hosts: ConnectedHost[] = [];
  for (const { UUID, connectedHosts } of inventory.volumesOf(clusterId)) {
    for (const hostNQN of connectedHosts) {
      hosts.push({ hostNQN, iPAddress: '', hostname: '', volumeUUIDs: [UUID] });
    }
  }
  return hosts;
}

/** One entry for each host: it may use volumes of several clusters. In the order of their NQNs. */
function merged(hosts: readonly ConnectedHost[]): ConnectedHost[] {
  const byNqn = new Map<string, ConnectedHost>();
  for (const { hostNQN, iPAddress, hostname, volumeUUIDs } of hosts) {
    const known = byNqn.get(hostNQN);
    byNqn.set(hostNQN, {
      hostNQN,
      iPAddress: known?.iPAddress || iPAddress,
      hostname: known?.hostname || hostname,
      volumeUUIDs: [...(known?.volumeUUIDs ?? []), ...volumeUUIDs],
    });
  }
  return [...byNqn.values()].sort((a, b) => (a.hostNQN < b.hostNQN ? -1 : 1));
}

/** The hosts that are connected to volumes of any cluster, each asked now and answered for by the inventory while silent. */
export function hostHandlers(deps: HostDeps): HostHandlers {
  async function hostsOf(
    principal: Principal,
    {
      hostNQN = '',
      volumeUUID = '',
    }: { hostNQN?: string | undefined; volumeUUID?: string | undefined },
  ): Promise<ConnectedHost[]> {
    const { answered, unreachable } = await askClusters(
      deps,
      deps.monitor.clusters(),
      principal,
      (client, options, { id }) =>
        client.listHosts(
          { hostNQN, volumeUUID },
          {
            ...options,
            onList: (reading) => deps.monitor.noteUnreadable(id, 'hosts', reading),
          },
        ),
    );
    const all = [
      ...answered.flatMap(({ value }) => value.connectedHosts),
      ...unreachable.flatMap(({ id }) => hostsByVolumes(deps.inventory, id)),
    ];
    return merged(all).filter(
      (host) =>
        (hostNQN === '' || host.hostNQN === hostNQN) &&
        (volumeUUID === '' || host.volumeUUIDs.includes(volumeUUID.toLowerCase())),
    );
  }

  return {
    listHosts: async (query, { principal }) =>
      ok({ connectedHosts: await hostsOf(principal, query) }),
    async getHost({ hostNQN }, { principal }) {
      const [host] = hostNQN === '' ? [] : await hostsOf(principal, { hostNQN });
      const message = `there is no connected host ${JSON.stringify(hostNQN)}`;
      return host === undefined ? err(failure('notFound', message)) : ok(host);
    },
  };
}
