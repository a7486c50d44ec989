import { ok } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { InventoryLoader } from '../../inventory/inventory-loader.ts';
import type { ServiceKeys } from '../../keys/service-keys.ts';
import type { FleetMonitor } from '../../monitor/fleet-monitor.ts';
import { createClusterStore } from '../../store/cluster-store.ts';
import { createServiceKeyStore } from '../../store/service-key-store.ts';
import type { WorkflowRow } from '../../store/workflow-store.ts';
import type { Stage, WorkflowDefinition } from '../workflow-definition.ts';

export interface DetachOptions {
  readonly orm: Orm;
  readonly monitor: FleetMonitor;
  readonly loader: InventoryLoader;
  readonly keys: Pick<ServiceKeys, 'forget'>;
  /** Called when the cluster is detached; may be called more than once. */
  readonly onDetached: (clusterId: string) => void;
}

const clusterOf = ({ clusterId }: WorkflowRow): string => {
  if (clusterId === null) throw new Error('a detach without a cluster');
  return clusterId;
};

/** The workflow `detach cluster`. The cluster itself is not called: it may be gone. */
export function detachCluster(options: DetachOptions): WorkflowDefinition {
  const { orm, monitor, loader, keys, onDetached } = options;
  const clusters = createClusterStore(orm);

  const stopMonitoring: Stage = {
    name: 'stop monitoring',
    percent: 25,
    async run({ workflow }) {
      await monitor.unwatch(clusterOf(workflow));
      return ok({});
    },
  };

  const forgetInventory: Stage = {
    name: 'forget inventory',
    percent: 50,
    run({ workflow }) {
      loader.forget(clusterOf(workflow));
      return Promise.resolve(ok({}));
    },
  };

  const retireKey: Stage = {
    name: 'retire key',
    percent: 75,
    async run({ workflow, fence }) {
      const id = clusterOf(workflow);
      const keyId = workflow.keyId ?? '';
      await fence.transaction(async (tx) => {
        await createClusterStore(tx).remove({ id, keyId });
        await createServiceKeyStore(tx).retire(keyId, id);
      });
      keys.forget(keyId);
      return ok({});
    },
  };

  const done: Stage = {
    name: 'done',
    percent: 100,
    async run({ workflow }) {
      const id = clusterOf(workflow);
      const attachedAgain = await clusters.get(id);
      if (attachedAgain !== undefined) {
        monitor.watch(attachedAgain);
        return ok({});
      }
      // After a restart in between, the monitor was watching it again.
      await monitor.unwatch(id);
      loader.forget(id);
      onDetached(id);
      return ok({});
    },
  };

  return {
    stages: [stopMonitoring, forgetInventory, retireKey, done],
    async tooLateToCancel(workflow, tx) {
      const cluster = await createClusterStore(tx).get(clusterOf(workflow));
      if (cluster?.keyId === workflow.keyId) return undefined;
      return `the cluster ${workflow.target} is detached already, and its key is retired: attach it again instead`;
    },
    async undo(workflow, tx) {
      const cluster = await createClusterStore(tx).get(clusterOf(workflow));
      if (cluster !== undefined) monitor.watch(cluster);
    },
  };
}
