import { pino } from 'pino';
import { createAddressPolicy } from '@asterism/federation/cluster-client/address-policy';
import type { ClusterClients } from '@asterism/federation/cluster-client/cluster-client';
import { createClusterClients } from '@asterism/federation/cluster-client/create-cluster-clients';
import { createInventoryLoader } from '@asterism/federation/inventory/inventory-loader';
import { createInventory } from '@asterism/federation/inventory/inventory';
import type { AnnouncedWalk } from '@asterism/federation/monitor/announced-walks';
import { createFleetMonitor } from '@asterism/federation/monitor/fleet-monitor';
import { createSnapshotIndex } from '@asterism/federation/snapshots/snapshot-index';
import { createSnapshotLoader } from '@asterism/federation/snapshots/snapshot-loader';
import type { MonitorTimings } from '@asterism/federation/monitor/monitor-timings';
import type { AttachedCluster } from '@asterism/federation/store/attached-cluster';
import type { ServedCluster } from './synchronise.ts';

/** The federation's clients, which reach this machine on any port. */
export const loopbackClients = (): ClusterClients =>
  createClusterClients({
    policy: createAddressPolicy({ networks: ['127.0.0.1'], ports: [{ from: 1, to: 65_535 }] }),
    signer: { sign: async () => 'token' },
  });

const attached = ({ clusterId, endpoint, tlsFingerprint }: ServedCluster): AttachedCluster => ({
  id: clusterId,
  name: clusterId,
  version: '',
  subsystemNqn: '',
  apiEndpoints: [endpoint],
  discoveryEndpoints: [],
  tlsFingerprint,
  presentedFingerprint: undefined,
  // A cluster's connections are those of its key.
  keyId: clusterId,
  status: 'Connected',
  attachedAt: new Date(0),
});

interface WatchOptions {
  readonly clusterClients?: ClusterClients;
  readonly announce?: (walk: AnnouncedWalk) => void;
  readonly timings?: Partial<MonitorTimings>;
}

/** What a federation has to watch clusters, without its database: monitor, inventory and clients. */
export function watchClusters(
  served: readonly ServedCluster[],
  { clusterClients = loopbackClients(), ...options }: WatchOptions = {},
) {
  const clusters = new Map(served.map((each) => [each.clusterId, attached(each)]));
  const inventory = createInventory(() => {});
  const snapshots = createSnapshotIndex(() => {});
  const monitor = createFleetMonitor({
    ...options,
    clusterClients,
    store: {
      get: async (id) => clusters.get(id),
      async update(id, change) {
        const cluster = clusters.get(id);
        if (cluster === undefined) return undefined;
        clusters.set(id, { ...cluster, ...change });
        return clusters.get(id);
      },
    },
    inventory,
    loader: createInventoryLoader(inventory, clusterClients),
    snapshots,
    snapshotLoader: createSnapshotLoader(snapshots, clusterClients),
    bus: { publish: () => {}, subscribe: () => () => {} },
    log: pino({ level: 'silent' }),
  });
  for (const cluster of clusters.values()) monitor.watch(cluster);
  return {
    monitor,
    inventory,
    async close() {
      await monitor.close();
      await clusterClients.close();
    },
  };
}
