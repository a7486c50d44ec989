import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod/mini';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { Database } from '@asterism/database/database';
import type { EventBus } from '../events/event-bus.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { createClusterStore } from '../store/cluster-store.ts';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import type { RunningWorkflows } from './running-workflows.ts';
import { fleetWorkflowOf } from './workflow-view.ts';

const CHANNEL = 'asterism_federation';

const message = z.object({
  from: z.string(),
  about: z.enum(['workflow', 'attached', 'detached']),
  id: z.string(),
});
type Message = z.infer<typeof message>;

/** Publishes what workflows do: on the bus of this process, and to the other replicas on the same database. */
export interface ReplicaNotifications {
  workflowChanged(workflow: WorkflowRow): void;
  clusterAttached(clusterId: string): void;
  clusterDetached(clusterId: string): void;
  /** Watches the workflow's cluster, or stops watching and forgets it, as the database has it. */
  settle(workflow: WorkflowRow): Promise<void>;
  close(): Promise<void>;
}

export interface ReplicaNotificationsOptions {
  readonly database: Database;
  readonly bus: EventBus;
  readonly monitor: FleetMonitor;
  readonly running: Pick<RunningWorkflows, 'stop'>;
  readonly log: Logger;
}

/** Starts to notify the other replicas and to receive their notifications, and watches every attached cluster. */
export async function openReplicaNotifications({
  database,
  bus,
  monitor,
  running,
  log,
}: ReplicaNotificationsOptions): Promise<ReplicaNotifications> {
  const self = randomUUID();
  const clusters = createClusterStore(database.orm);
  const workflows = createWorkflowStore(database.orm);

  function notifyReplicas(about: Message['about'], id: string): void {
    if (database.kind === 'pglite') return;
    const text = JSON.stringify({ from: self, about, id } satisfies Message);
    database.notify(CHANNEL, text).catch((error: unknown) => {
      log.warn({ err: error }, 'other replicas could not be notified');
    });
  }

  async function settle({ clusterId }: Pick<WorkflowRow, 'clusterId'>): Promise<void> {
    if (clusterId === null) return;
    const cluster = await clusters.get(clusterId);
    if (cluster === undefined) await monitor.unwatch(clusterId);
    else monitor.watch(cluster);
  }

  async function receive(payload: string): Promise<void> {
    const { from, about, id } = message.parse(JSON.parse(payload));
    if (from === self) return;
    if (about === 'workflow') {
      const workflow = await workflows.get(id);
      if (workflow === undefined) return;
      bus.publish({ type: 'workflow', workflow: fleetWorkflowOf(workflow) });
      if (!isFinal(workflow.state)) return;
      running.stop(id);
      // An earlier run in this process may have left something behind.
      await settle(workflow);
      return;
    }
    await settle({ clusterId: id });
    bus.publish({ type: 'cluster', clusterId: id, change: about });
  }

  /** Watches exactly the clusters that the database has. */
  async function catchUp(): Promise<void> {
    for (const cluster of await clusters.list()) {
      if (monitor.cluster(cluster.id) === undefined) monitor.watch(cluster);
    }
    for (const { id } of monitor.clusters()) {
      if ((await clusters.get(id)) === undefined) await monitor.unwatch(id);
    }
  }

  /** After notifications of other replicas may have been missed. */
  async function resync(): Promise<void> {
    await catchUp();
    bus.publish({ type: 'resync' });
  }

  const warn = (error: unknown): void => {
    log.warn({ err: error }, 'a notification of another replica could not be read');
  };
  const stop = await database.listen(
    CHANNEL,
    (payload) => void receive(payload).catch(warn),
    () => void resync().catch(warn),
  );
  await catchUp();

  return {
    workflowChanged(workflow) {
      bus.publish({ type: 'workflow', workflow: fleetWorkflowOf(workflow) });
      notifyReplicas('workflow', workflow.id);
    },
    clusterAttached(clusterId) {
      bus.publish({ type: 'cluster', clusterId, change: 'attached' });
      notifyReplicas('attached', clusterId);
    },
    clusterDetached(clusterId) {
      bus.publish({ type: 'cluster', clusterId, change: 'detached' });
      notifyReplicas('detached', clusterId);
    },
    settle,
    close: stop,
  };
}
