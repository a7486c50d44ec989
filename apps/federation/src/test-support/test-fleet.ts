import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { pino, type Logger } from 'pino';
import { vi } from 'vitest';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { startSimulator, type SimulatedClusterInfo } from '@asterism/cluster-sim/simulator';
import type { Database } from '@asterism/database/database';
import { openDatabase } from '@asterism/database/open-database';
import { copyTemplate } from '@asterism/database/test-support/template-copy';
import { createAddressPolicy } from '../cluster-client/address-policy.ts';
import { createClusterClients } from '../cluster-client/create-cluster-clients.ts';
import type { TokenSigner } from '../cluster-client/cluster-client.ts';
import { createEventBus } from '../events/event-bus.ts';
import { createExporterMonitor } from '../exporters/exporter-monitor.ts';
import { createScraper } from '../exporters/scrape-exporter.ts';
import { resolveBySystem } from '../cluster-client/resolve-names.ts';
import { createInventoryLoader } from '../inventory/inventory-loader.ts';
import { createInventory } from '../inventory/inventory.ts';
import type { WalkLimits } from '../inventory/walk-limits.ts';
import { reportUuidConflict } from '../inventory/report-uuid-conflict.ts';
import { createFleetMonitor } from '../monitor/fleet-monitor.ts';
import type { MonitorTimings } from '../monitor/monitor-timings.ts';
import { createSnapshotIndex } from '../snapshots/snapshot-index.ts';
import { createSnapshotLoader } from '../snapshots/snapshot-loader.ts';
import type { AttachedCluster } from '../store/attached-cluster.ts';
import { createClusterStore } from '../store/cluster-store.ts';
import { serviceKeys } from '../store/schema.ts';

const MIGRATIONS = join(import.meta.dirname, '../../drizzle');

/** A migrated database: on the server, or else in a directory that is removed at the end. */
export async function openTestDatabase(
  server: { readonly databaseUrl?: string } = {},
): Promise<{ database: Database; close(): Promise<void> }> {
  const dataDir = await copyTemplate();
  const opened = await openDatabase({ ...server, dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  const migrated = await database.migrate({ schema: 'federation', folder: MIGRATIONS });
  if (!migrated.ok) throw new Error(migrated.error.message);
  return {
    database,
    async close() {
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Keys and tokens as the federation makes them. */
function createTestSigner() {
  const keys = new Map<string, ReturnType<typeof generateKeyPairSync>>();
  const pairOf = (keyId: string) => {
    const known = keys.get(keyId) ?? generateKeyPairSync('rsa', { modulusLength: 2048 });
    keys.set(keyId, known);
    return known;
  };
  const signer: TokenSigner = {
    sign: (keyId, principal) =>
      new SignJWT({ roles: [...principal.roles] })
        .setProtectedHeader({ alg: 'RS256', kid: `system:${keyId}`, typ: 'JWT' })
        .setSubject(principal.subject)
        .setIssuedAt()
        .setExpirationTime('60s')
        .sign(pairOf(keyId).privateKey),
  };
  const pemOf = (keyId: string): string =>
    pairOf(keyId).publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { signer, pemOf };
}

export interface TestFleetOptions {
  readonly clusters: number;
  readonly volumes?: number | readonly number[];
  /** The clusters' names, where the simulator's own do not do. */
  readonly names?: readonly string[];
  /** How long volumes stay Creating, Updating and Deleting, in milliseconds. */
  readonly transitionMs?: number;
  readonly timings?: Partial<MonitorTimings>;
  /** How long a call to a cluster may take, in milliseconds. */
  readonly callMs?: number;
  /** Whether hosts read and write, and the nodes have exporters. */
  readonly isLiving?: boolean;
  /** What may be read of one cluster. */
  readonly limits?: Partial<WalkLimits>;
  /** Nothing is logged when none is given. */
  readonly log?: Logger;
  /** Where a cluster is reached, when not at its own endpoint. */
  readonly reachedAt?: (info: SimulatedClusterInfo) => Promise<{
    readonly endpoint: string;
    readonly fingerprint: string;
  }>;
}

const QUICK: Partial<MonitorTimings> = {
  probe: 100,
  probeAtLeast: 10,
  retry: 20,
  backOffMax: 200,
  backOffMaxUnauthorized: 200,
  refresh: 300,
  refreshMax: 300,
  follow: 30,
};

/** The clusters' time: that of the machine, except while it is frozen. */
function createFreezableClock() {
  let frozenAt: number | undefined;
  return {
    now: () => frozenAt ?? Date.now(),
    freeze() {
      frozenAt ??= Date.now();
    },
    resume() {
      frozenAt = undefined;
    },
  };
}

/** Simulated clusters, all attached and watched, and the parts of the federation that work on them: over real HTTPS. */
export async function startTestFleet(options: TestFleetOptions) {
  const { transitionMs = 100 } = options;
  const clock = createFreezableClock();
  const simulator = await startSimulator({
    clusters: options.clusters,
    volumes: options.volumes ?? 0,
    names: options.names,
    seed: 7,
    controlPort: 0,
    clock,
    living: options.isLiving === true ? {} : undefined,
    timing: { creatingMs: transitionMs, updatingMs: transitionMs, deletingMs: transitionMs },
  });
  const opened = await openTestDatabase();
  const { database } = opened;
  const store = createClusterStore(database.orm);
  const { signer, pemOf } = createTestSigner();
  const ports = [{ from: 1024, to: 65_535 }];
  const policy = createAddressPolicy({ networks: ['127.0.0.0/8'], ports });
  const clusterClients = createClusterClients({
    policy,
    signer,
    ...(options.callMs === undefined ? {} : { timings: { call: options.callMs } }),
  });
  const events: FleetEvent[] = [];
  const bus = createEventBus((error) => {
    throw error;
  });
  bus.subscribe((event) => events.push(event));
  const log = options.log ?? pino({ level: 'silent' });
  const inventory = createInventory(
    (event, audience) => bus.publish(event, audience),
    reportUuidConflict(bus, log),
  );
  const loader = createInventoryLoader(inventory, clusterClients, options.limits);
  const snapshots = createSnapshotIndex((event, audience) => bus.publish(event, audience));
  const timings = { ...QUICK, ...options.timings };
  const monitor = createFleetMonitor({
    clusterClients,
    store,
    inventory,
    loader,
    snapshots,
    snapshotLoader: createSnapshotLoader(snapshots, clusterClients),
    bus,
    log,
    timings,
  });

  const exporters = createExporterMonitor({
    monitor,
    scraper: createScraper({ policy, resolve: resolveBySystem, timings: { whole: 3_000 } }),
    ports,
    timings: options.isLiving === true ? { each: 200, backOffMax: 200, tick: 20 } : {},
  });

  /** Drives the simulator. */
  async function control(order: string, body: object): Promise<void> {
    const response = await fetch(`${simulator.controlUrl}/${order}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${order}: ${await response.text()}`);
  }

  async function attach(info: SimulatedClusterInfo, index: number): Promise<AttachedCluster> {
    const keyId = `key-${index + 1}`;
    const reached = (await options.reachedAt?.(info)) ?? {
      endpoint: info.apiEndpoint,
      fingerprint: info.fingerprint256,
    };
    await control('import-credential', {
      apiEndpoint: info.apiEndpoint,
      pubKeyId: keyId,
      pubKey: pemOf(keyId),
    });
    await database.orm
      .insert(serviceKeys)
      .values({ id: keyId, publicKey: pemOf(keyId), state: 'bound', clusterId: info.clusterUUID });
    const joining = { id: info.clusterUUID, keyId, workflowId: randomUUID() };
    await store.join({
      ...joining,
      name: info.name,
      version: '',
      subsystemNqn: '',
      apiEndpoints: [reached.endpoint],
      discoveryEndpoints: [],
      tlsFingerprint: reached.fingerprint,
      status: 'Connected',
    });
    const cluster = await store.admit(joining);
    if (cluster === undefined) throw new Error('not attached');
    // As an attach does: what is loaded before the watching begins is not walked again at once.
    inventory.nameCluster(cluster.id, cluster.name);
    const loaded = await loader.load(cluster.id, cluster);
    if (!loaded.ok) throw new Error(loaded.error.message);
    monitor.watch(cluster);
    return cluster;
  }

  const clusters: AttachedCluster[] = [];
  for (const [index, info] of simulator.clusters.entries()) {
    clusters.push(await attach(info, index));
  }
  // Until the first poll of each has been published, to the end: nothing of it may come in the middle of a test.
  await vi.waitFor(
    () => {
      const published = new Set(events.map((event) => event.type === 'cluster' && event.clusterId));
      const missing = clusters.find(({ id }) => !published.has(id));
      if (missing !== undefined) throw new Error(`${missing.name} was not polled`);
    },
    { timeout: 60_000 },
  );
  return {
    simulator,
    clusters,
    store,
    database,
    clusterClients,
    bus,
    events,
    inventory,
    loader,
    snapshots,
    monitor,
    exporters,
    log,
    pemOf,
    control,
    /** From now on nothing that is in motion on a cluster comes to rest. */
    freeze: () => clock.freeze(),
    /** Lets what was frozen come to rest. */
    resume: () => clock.resume(),
    async close() {
      await exporters.close();
      await monitor.close();
      await clusterClients.close();
      await simulator.close();
      await opened.close();
    },
  };
}
export type TestFleet = Awaited<ReturnType<typeof startTestFleet>>;
