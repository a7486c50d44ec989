import type { Logger } from 'pino';
import { safeMessage } from '@asterism/api-server/safe-message';
import { isFinal } from '@asterism/api-types/federation-api/workflow';
import type { Database } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { InventoryLoader } from '../inventory/inventory-loader.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import { currentRequestId, withRequestId } from '../cluster-client/request-context.ts';
import { createWorkflowStore, type WorkflowRow } from '../store/workflow-store.ts';
import { attachCluster } from './attach/attach-cluster.ts';
import { detachCluster } from './detach/detach-cluster.ts';
import { openReplicaNotifications } from './replica-notifications.ts';
import { keepReconciling } from './reconcile-workflows.ts';
import { createRunningWorkflows } from './running-workflows.ts';
import { runWorkflow } from './run-workflow.ts';
import type { TaskJobs } from './task-jobs.ts';
import { startWorkflowEngine, type WorkflowEngine } from './workflow-engine.ts';
import { createWorkflowService, type WorkflowService } from './workflow-service.ts';

export interface WorkflowsOptions {
  readonly database: Database;
  readonly watch: Pick<DatabaseWatch, 'note'>;
  readonly clusterClients: ClusterClients;
  readonly loader: InventoryLoader;
  readonly monitor: FleetMonitor;
  readonly keys: ServiceKeys;
  readonly bus: EventBus;
  readonly tasks: TaskJobs;
  readonly onEnded: (workflow: WorkflowRow) => void;
  readonly log: Logger;
}

/** The workflows of this process, running. */
export interface Workflows {
  readonly service: WorkflowService;
  /** Its jobs, and those of the tasks. */
  readonly engine: Pick<WorkflowEngine, 'enqueue' | 'resend' | 'runNow' | 'wake'>;
  close(): Promise<void>;
}

/** Starts the workers, and resumes the workflows that were interrupted. */
export async function startWorkflows(options: WorkflowsOptions): Promise<Workflows> {
  const { database, clusterClients, loader, monitor, keys, bus, tasks, log } = options;
  const { orm } = database;
  const running = createRunningWorkflows();
  const notifications = await openReplicaNotifications({ database, bus, monitor, running, log });
  const definitions = {
    'attach cluster': attachCluster({
      orm,
      clusterClients,
      loader,
      onAttached(cluster) {
        monitor.watch(cluster);
        notifications.clusterAttached(cluster.id);
      },
    }),
    'detach cluster': detachCluster({
      orm,
      monitor,
      loader,
      keys,
      onDetached: (clusterId) => notifications.clusterDetached(clusterId),
    }),
  };
  const onChange = (workflow: WorkflowRow): void => {
    const { id, type, target, state, startedBy } = workflow;
    const line = { workflow: id, type, target, principal: startedBy };
    if (state === 'PENDING') {
      log.info({ request: currentRequestId(), ...line }, 'a workflow was requested');
    }
    notifications.workflowChanged(workflow);
    if (!isFinal(state)) return;
    log.info({ ...line, state, reason: safeMessage(workflow.message) }, 'a workflow ended');
    options.onEnded(workflow);
  };
  const onOvertaken = (workflow: WorkflowRow): Promise<void> => notifications.settle(workflow);
  const engine = await startWorkflowEngine({
    database,
    watch: options.watch,
    // Its calls to clusters carry its own id: it may run in another process, long after the request.
    run: ({ id, type }, signal) =>
      withRequestId(id, () =>
        type === 'task'
          ? tasks.run(id, signal)
          : running.run(id, (ended) =>
              runWorkflow(id, { orm, definitions, onChange, onOvertaken, signal, ended, log }),
            ),
      ),
    unended: async () => [
      ...(await createWorkflowStore(orm).allUnended()),
      ...(await tasks.unended()),
    ],
    log,
  });
  const reconciling = keepReconciling({ orm, engine, definitions, tasks, onChange, log });
  return {
    engine,
    service: createWorkflowService({ orm, engine, keys, definitions, running, onChange }),
    async close() {
      await reconciling.close();
      await engine.close();
      await notifications.close();
    },
  };
}
