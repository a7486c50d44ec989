import type { Logger } from 'pino';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { ok, type Result } from '@asterism/api-types/common/result';
import type { Database } from '@asterism/database/database';
import type { DatabaseWatch } from '@asterism/database/database-watch';
import type { StartFailure } from '@asterism/server-kit/start-failure';
import type { AppOptions } from './http/app.ts';
import { createAddressPolicy } from './cluster-client/address-policy.ts';
import { createClusterClients } from './cluster-client/create-cluster-clients.ts';
import { defaultReach, type FederationConfig } from './config.ts';
import { createExporterMonitor } from './exporters/exporter-monitor.ts';
import { createScraper } from './exporters/scrape-exporter.ts';
import { createEventBus } from './events/event-bus.ts';
import { createIdentity } from './identity/create-identity.ts';
import { createInventoryLoader } from './inventory/inventory-loader.ts';
import { createInventory } from './inventory/inventory.ts';
import { reportUuidConflict } from './inventory/report-uuid-conflict.ts';
import { openVault } from './keys/open-vault.ts';
import { createServiceKeys, createTokenSigner } from './keys/service-keys.ts';
import { createMetrics } from './metrics.ts';
import { createWalkAnnouncements } from './monitor/announced-walks.ts';
import { createFleetMonitor } from './monitor/fleet-monitor.ts';
import type { MonitorTimings } from './monitor/monitor-timings.ts';
import { resolveBySystem } from './cluster-client/resolve-names.ts';
import { createRequestOrigins } from './http/request-origin.ts';
import { createHandlers } from './http/create-handlers.ts';
import { createWarmUp } from './http/warm-up.ts';
import { createAnswerOnce } from './operations/answer-once.ts';
import type { OperationDeps } from './operations/operation-deps.ts';
import { createKnownSnapshots } from './operations/snapshots/known-snapshots.ts';
import { createSnapshotIndex } from './snapshots/snapshot-index.ts';
import { createSnapshotLoader } from './snapshots/snapshot-loader.ts';
import { openRules, startProblems } from './problems/start-problems.ts';
import { sampleFleet } from './series/sample-fleet.ts';
import { startSeries } from './series/start-series.ts';
import { createStores } from './store/stores.ts';
import { REVOKED_TOKENS_CHANNEL } from './store/token-store.ts';
import { RIGHTS_CHANNEL } from './store/user-store.ts';
import { createTransitionStore } from './store/transition-store.ts';
import { createTasks } from './tasks/create-tasks.ts';
import { startTransitionWatch } from './transitions/start-transition-watch.ts';
import { startWorkflows } from './workflows/start-workflows.ts';

/** All the parts of a federation, at work. */
export interface Services {
  readonly serving: Pick<
    AppOptions,
    | 'admission'
    | 'metrics'
    | 'handlers'
    | 'answerOnce'
    | 'beside'
    | 'newestEventId'
    | 'origins'
    | 'warmUp'
  >;
  readonly passwordFile: string;
  /** Ends the streams of events: they would keep the server from closing. */
  endStreams(): void;
  close(): Promise<void>;
}

export interface ServicesOptions {
  readonly database: Database;
  readonly config: FederationConfig;
  /** Where the federation itself listens: no cluster does. */
  readonly ownPort: number;
  readonly monitorTimings?: Partial<MonitorTimings> | undefined;
  readonly log: Logger;
  /** Notes what the database says in the background. */
  readonly watch: Pick<DatabaseWatch, 'note'>;
}

/** Puts the parts together, and sets monitor and workflows to work. */
export async function createServices(
  options: ServicesOptions,
): Promise<Result<Services, StartFailure>> {
  const { database, config, ownPort, log } = options;
  const stores = createStores(database.orm);
  const opened = await openVault(stores.sealedKeys, config);
  if (!opened.ok) return opened;
  const vault = opened.value;
  const { dataDir, masterKeyFile, trustedProxies = [] } = config;
  const proofKeys = await loadBffProofKeys({ dataDir, masterKeyFile });
  if (!proofKeys.ok) return proofKeys;
  const origins = createRequestOrigins({ proofKeys: proofKeys.value, trustedProxies });
  const identity = await createIdentity({ database, stores, vault, config, log });
  const keys = createServiceKeys(stores.serviceKeys, vault);

  const reach = defaultReach(config.host);
  const addresses = {
    networks: config.clusterNetworks ?? reach.networks,
    ownPorts: () => [ownPort],
  };
  const policy = createAddressPolicy({ ...addresses, ports: config.clusterPorts ?? reach.ports });
  const exporterPorts = config.exporterPorts ?? reach.exporterPorts;
  const clusterClients = createClusterClients({ policy, signer: createTokenSigner(keys) });
  const bus = createEventBus((error) => log.error({ err: error }, 'a subscriber of events threw'));
  const inventory = createInventory(
    (event, audience) => bus.publish(event, audience),
    reportUuidConflict(bus, log),
  );
  const loader = createInventoryLoader(inventory, clusterClients, config.clusterLimits);
  const snapshots = createSnapshotIndex((event, audience) => bus.publish(event, audience));
  const walks = createWalkAnnouncements(database, log);
  const monitor = createFleetMonitor({
    announce: (walk) => walks.announce(walk),
    clusterClients,
    store: stores.clusters,
    inventory,
    loader,
    snapshots,
    snapshotLoader: createSnapshotLoader(snapshots, clusterClients),
    bus,
    log,
    timings: options.monitorTimings ?? {},
  });
  const metrics = createMetrics(monitor);
  const { rules, thresholds } = await openRules(stores.problems, config.provisioningThreshold);
  const deps: OperationDeps = {
    monitor,
    inventory,
    clusterClients,
    log,
    thresholds,
    volumeNames: stores.volumeNames,
    snapshotNames: stores.snapshotNames,
    snapshots,
    knownSnapshots: createKnownSnapshots(
      (clusterId) => monitor.cluster(clusterId) !== undefined,
      snapshots,
    ),
  };
  const tasks = await createTasks({ database, users: stores.users, deps, bus, log });
  const workflows = await startWorkflows({
    database,
    watch: options.watch,
    clusterClients,
    loader,
    monitor,
    keys,
    bus,
    tasks: tasks.jobs,
    log,
    onEnded: (workflow) => metrics.workflowEnded(workflow),
  });
  tasks.recorder.followLeft();
  const transitions = await startTransitionWatch({
    inventory,
    monitor,
    store: createTransitionStore(database.orm),
    publish: (event, audience) => bus.publish(event, audience),
    log,
  });
  const exporters = createExporterMonitor({
    monitor,
    scraper: createScraper({
      policy: createAddressPolicy({ ...addresses, ports: exporterPorts }),
      resolve: resolveBySystem,
    }),
    ports: exporterPorts,
  });
  const series = startSeries({
    store: stores.series,
    sample: () =>
      sampleFleet({ ...deps, exporters, followed: () => stores.series.followed(new Date()) }),
    isStarting: () => monitor.unread().length > 0 || exporters.isStarting(),
    log,
  });
  const problems = await startProblems({
    database,
    store: stores.problems,
    rules,
    sources: { ...deps, transitions },
    bus,
    log,
  });
  const routes = createHandlers({
    stores,
    identity,
    origins,
    keys,
    vault,
    policy,
    deps,
    exporters,
    bus,
    log,
    workflows: workflows.service,
    tasks: tasks.service(workflows.engine),
    items: tasks.items,
    transitions,
    recorder: tasks.recorder,
    problems: { rules, changed: problems.changed },
  });

  const { knownPrincipals } = identity;
  const stopListening = [
    await walks.listen((walk) => monitor.noteWalk(walk)),
    await database.listen(
      RIGHTS_CHANNEL,
      (subject) => {
        knownPrincipals.forgetSubject(subject);
        routes.rightsChanged(subject);
      },
      () => {
        knownPrincipals.forgetAll();
        routes.rightsChanged(undefined);
      },
    ),
    await database.listen(REVOKED_TOKENS_CHANNEL, (id) => knownPrincipals.forgetToken(id)),
  ];

  return ok({
    serving: {
      admission: identity.admission,
      metrics,
      handlers: routes.handlers,
      answerOnce: createAnswerOnce(stores.keyedRequests),
      beside: routes.beside,
      newestEventId: routes.newestEventId,
      origins,
      warmUp: createWarmUp(monitor),
    },
    passwordFile: identity.passwordFile,
    endStreams: () => routes.endStreams(),
    async close() {
      for (const stop of stopListening) await stop();
      await problems.close();
      await series.close();
      await exporters.close();
      await transitions.close();
      await workflows.close();
      await tasks.close();
      await monitor.close();
      await clusterClients.close();
    },
  });
}
