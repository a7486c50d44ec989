import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Orm } from '@asterism/database/database';
import type { FederationHandlers } from './app.ts';
import type { AddressPolicy } from '../cluster-client/address-policy.ts';
import type { ClusterClients } from '../cluster-client/cluster-client.ts';
import { resolveBySystem } from '../cluster-client/connect-tls.ts';
import { createEventLog } from '../events/event-log.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Identity } from '../identity/create-identity.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { KeyVault } from '../keys/open-vault.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { RequestOrigins } from './request-origin.ts';
import type { ClusterStore } from '../store/cluster-store.ts';
import { createWorkflowStore } from '../store/workflow-store.ts';
import { fleetWorkflowOf } from '../workflows/workflow-view.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { clusterHandlers } from './fleet-as-cluster-handlers.ts';
import { createClustersHandlers } from './cluster-handlers.ts';
import { createEndpointReader } from '../operations/clusters/endpoint-reader.ts';
import { createEventsRoute } from './events-route.ts';
import { fleetHandlers } from './fleet-handlers.ts';
import { hostHandlers } from './host-handlers.ts';
import { createLoginHandlers } from './login-handlers.ts';
import { createTokenHandlers } from './token-handlers.ts';
import { policyHandlers } from './policy-handlers.ts';
import { projectHandlers } from './project-handlers.ts';
import { resourcePolicyHandlers } from './resource-policy-handlers.ts';
import { createServiceCredentialsHandlers } from './service-credentials-handlers.ts';
import { createStorageHandlers } from './storage-handlers.ts';
import { createPageTokens } from './page-token.ts';
import { createWorkflowsHandlers } from './workflow-handlers.ts';

/** What the routes work on. */
export interface RoutesOptions {
  readonly orm: Orm;
  readonly identity: Identity;
  readonly origins: RequestOrigins;
  readonly keys: ServiceKeys;
  readonly vault: Pick<KeyVault, 'derive'>;
  readonly policy: AddressPolicy;
  readonly clusterClients: ClusterClients;
  readonly bus: EventBus;
  readonly inventory: Inventory;
  readonly store: ClusterStore;
  readonly monitor: FleetMonitor;
  readonly workflows: WorkflowService;
  readonly log: Logger;
}

const RUNNING_SHOWN = 100;

/** A UUID that is always the same for the same bytes. */
const uuidFrom = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');

/** The handlers of all operations, and the stream of events. */
export function createHandlers(options: RoutesOptions): {
  readonly handlers: FederationHandlers;
  readonly events: Router;
  endStreams(): void;
} {
  const { identity, keys, vault, policy, clusterClients, inventory, store, monitor } = options;
  const readEndpoint = createEndpointReader(policy, resolveBySystem);
  const workflowStore = createWorkflowStore(options.orm);
  const eventLog = createEventLog(options.bus);
  const events = createEventsRoute({
    log: eventLog,
    authenticate: (request) => identity.admission.authenticate(request),
    onUnexpected: (error) => options.log.error({ err: error }, 'a stream of events broke'),
  });
  const handlers: FederationHandlers = {
    ...createLoginHandlers({ ...identity, log: options.log, origins: options.origins }),
    ...createTokenHandlers(identity),
    ...createServiceCredentialsHandlers(keys),
    ...createClustersHandlers({
      store,
      monitor,
      inventory,
      readEndpoint,
      workflows: options.workflows,
    }),
    ...createWorkflowsHandlers(
      workflowStore,
      createPageTokens(vault.derive('page tokens')),
      options.workflows,
    ),
    ...createStorageHandlers(options),
    ...clusterHandlers({ monitor, federationId: uuidFrom(vault.derive('federation')) }),
    ...hostHandlers(options),
    ...projectHandlers(monitor),
    ...policyHandlers(monitor),
    ...resourcePolicyHandlers(options),
    ...fleetHandlers({
      monitor,
      inventory,
      clusterClients,
      store,
      keys,
      runningWorkflows: async () =>
        (await workflowStore.unended(RUNNING_SHOWN)).map(fleetWorkflowOf),
    }),
  };
  return {
    handlers,
    events: events.router,
    endStreams() {
      events.close();
      eventLog.close();
    },
  };
}
