import type { ConnectedHost } from '@asterism/api-types/cluster-api/hardware-operations';
import { failure, type Failure } from '@asterism/api-types/common/failure';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import type { Principal } from '../../identity/principal.ts';
import { createEventLoopYielder } from '../../inventory/yield-to-event-loop.ts';
import { askClusters } from '../ask-clusters.ts';
import type { OperationDeps } from '../operation-deps.ts';

type HostDeps = Pick<OperationDeps, 'monitor' | 'inventory' | 'clusterClients' | 'log'>;

/** Which hosts are wanted; empty or absent means all. */
export interface HostQuery {
  readonly hostNQN?: string | undefined;
  readonly volumeUUID?: string | undefined;
}

/** The hosts of one cluster as its volumes name them: what is known while it cannot be reached. */
async function hostsByVolumes(
  { inventory }: HostDeps,
  clusterId: string,
): Promise<ConnectedHost[]> {
  const hosts = new Map<string, string[]>();
  const yielder = createEventLoopYielder();
  for (const { UUID, connectedHosts } of inventory.hostsOf(clusterId)) {
    for (const hostNQN of connectedHosts) {
      const volumeUUIDs = hosts.get(hostNQN) ?? [];
      hosts.set(hostNQN, volumeUUIDs);
      volumeUUIDs.push(UUID);
    }
    if (yielder.isDue()) await yielder.rest();
  }
  return Array.from(hosts, ([hostNQN, volumeUUIDs]) => ({
    hostNQN,
    iPAddress: '',
    hostname: '',
    volumeUUIDs,
  }));
}

/** One entry for each host: it may use volumes of several clusters. In the order of their NQNs. */
function merged(hosts: readonly ConnectedHost[]): ConnectedHost[] {
  const byNqn = Map.groupBy(hosts, ({ hostNQN }) => hostNQN);
  const all = Array.from(byNqn, ([hostNQN, entries]) => ({
    hostNQN,
    iPAddress: entries.find(({ iPAddress }) => iPAddress !== '')?.iPAddress ?? '',
    hostname: entries.find(({ hostname }) => hostname !== '')?.hostname ?? '',
    volumeUUIDs: entries.flatMap(({ volumeUUIDs }) => volumeUUIDs),
  }));
  return all.sort((a, b) => (a.hostNQN < b.hostNQN ? -1 : 1));
}

/**
 * The hosts that are connected to volumes of any cluster. Each cluster is read now; the inventory answers for one that
 * cannot be reached.
 */
export async function listConnectedHosts(
  deps: HostDeps,
  principal: Principal,
  { hostNQN = '', volumeUUID = '' }: HostQuery,
): Promise<ConnectedHost[]> {
  const { monitor } = deps;
  const { answered, unreachable } = await askClusters(
    deps,
    monitor.clusters(),
    principal,
    (client, options, { id }) =>
      client.listHosts(
        { hostNQN, volumeUUID },
        { ...options, onList: (reading) => monitor.noteUnreadable(id, 'hosts', reading) },
      ),
  );
  const known = await Promise.all(unreachable.map(({ id }) => hostsByVolumes(deps, id)));
  const all = [...answered.flatMap(({ value }) => value.connectedHosts), ...known.flat()];
  return merged(all).filter(
    (host) =>
      (hostNQN === '' || host.hostNQN === hostNQN) &&
      (volumeUUID === '' || host.volumeUUIDs.includes(volumeUUID.toLowerCase())),
  );
}

/** One connected host by its NQN; fails with `notFound`. */
export async function getConnectedHost(
  deps: HostDeps,
  principal: Principal,
  hostNQN: string,
): Promise<Result<ConnectedHost, Failure>> {
  const [host] = hostNQN === '' ? [] : await listConnectedHosts(deps, principal, { hostNQN });
  const message = `there is no connected host ${JSON.stringify(hostNQN)}`;
  return host === undefined ? err(failure('notFound', message)) : ok(host);
}
