import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { failure } from '@asterism/api-types/common/failure';
import { err } from '@asterism/api-types/common/result';
import type { Orm } from '@asterism/database/database';
import type { FederationHandlers } from '../app.ts';
import type { AddressPolicy } from '../cluster-client/address-policy.ts';
import type { ClusterCaller } from '../cluster-client/cluster-connection.ts';
import { resolveBySystem } from '../cluster-client/connect-tls.ts';
import type { EventBus } from '../events/event-bus.ts';
import type { Identity } from '../identity/create-identity.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { ServiceKeys } from '../keys/service-keys.ts';
import type { Vault } from '../keys/vault.ts';
import type { FleetMonitor } from '../monitor/fleet-monitor.ts';
import type { ClusterStore } from '../store/cluster-store.ts';
import { createWorkflowStore } from '../store/workflow-store.ts';
import type { WorkflowService } from '../workflows/workflow-service.ts';
import { createClustersHandlers } from './clusters/clusters-handlers.ts';
import { createEndpointReader } from './clusters/permitted-endpoint.ts';
import { createLoginHandlers } from './login/login-handlers.ts';
import { whoAmIHandlers } from './login/who-am-i-handlers.ts';
import { createServiceCredentialsHandlers } from './service-credentials/service-credentials-handlers.ts';
import { createNameReservations } from './volumes/name-reservations.ts';
import { volumeHandlers } from './volumes/volume-handlers.ts';
import { createPageTokens } from './workflows/page-token.ts';
import { createWorkflowsHandlers } from './workflows/workflows-handlers.ts';

/** What the routes work on. */
export interface RoutesOptions {
  readonly orm: Orm;
  readonly identity: Identity;
  readonly keys: ServiceKeys;
  readonly vault: Vault;
  readonly policy: AddressPolicy;
  readonly caller: ClusterCaller;
  readonly bus: EventBus;
  readonly inventory: Inventory;
  readonly store: ClusterStore;
  readonly monitor: FleetMonitor;
  readonly workflows: WorkflowService;
  readonly log: Logger;
}

/** The handlers of all operations, and the stream of events. */
export function createHandlers(options: RoutesOptions): {
  readonly handlers: FederationHandlers;
  readonly events: Router;
  endStreams(): void;
} {
  const { identity, keys, vault, policy, caller, inventory, store, monitor } = options;
  const readEndpoint = createEndpointReader(policy, resolveBySystem);
  const workflowStore = createWorkflowStore(options.orm);
  const soon = () => err(failure('unimplemented', 'not yet'));
  const handlers: FederationHandlers = {
    ...createLoginHandlers(identity),
    ...whoAmIHandlers,
    ...createServiceCredentialsHandlers(keys),
    ...createClustersHandlers({
      store,
      monitor,
      inventory,
      readEndpoint,
      workflows: options.workflows,
    }),
    ...createWorkflowsHandlers(workflowStore, createPageTokens(vault.derive('page tokens'))),
    ...volumeHandlers({ monitor, inventory, caller, reservations: createNameReservations() }),
    getCluster: soon,
    listFleetVolumes: soon,
    getFleetSummary: soon,
    listFleetClusters: soon,
    getFleetCluster: soon,
    trustCertificate: soon,
    probeEndpoint: soon,
    listFleetProjects: soon,
    listFleetPolicies: soon,
  };
  return { handlers, events: express.Router(), endStreams: () => {} };
}
