import { join } from 'node:path';
import type { Logger } from 'pino';
import { startBff } from '@asterism/bff/bff';
import { startSimulator, type Simulator } from '@asterism/cluster-sim/simulator';
import { err, ok, type Result } from '@asterism/api-types/common/result';
import { reasonOf } from '@asterism/server-kit/describe-error';
import { openDatabase } from '@asterism/database/open-database';
import { startFederation } from '@asterism/federation/federation';
import { ROOT } from '../lib/workspace.ts';
import { attachClusters } from '@asterism/test-stack/attach-clusters';
import type { DemoConfig } from './demo-config.ts';
import { openDemoMemory, type DemoMemory } from './demo-memory.ts';
import { demoPasswords, type Passwords } from './passwords.ts';
import { freePorts } from '@asterism/test-stack/free-ports';
import { VIEWER_PROJECT } from './viewer-project.ts';

const VOLUMES = [1500, 1200, 800];
/** The same clusters and volumes for everybody who tries the demo. */
const SEED = 7;
/** Where the simulated clusters listen when it is free: the first one, the others follow. */
const SIMULATOR_PORT = 9443;
const LOOPBACK = '127.0.0.1';

/** A running demo. */
export interface Demo {
  readonly url: string;
  readonly clusters: Simulator['clusters'];
  readonly passwords: Passwords;
  readonly isFirstStart: boolean;
}

export interface DemoOptions {
  readonly config: DemoConfig;
  readonly log: Logger;
  /** Told what is going on, for people who wait. */
  readonly report: (progress: string) => void;
  /** Told how to end each part, as it starts; the last one has to end first. */
  readonly onStarted: (close: () => Promise<void>) => void;
}

/** Starts all of Asterism in this process, on simulated clusters. The error is one line for people. */
export async function startDemo({
  config,
  log,
  report,
  onStarted,
}: DemoOptions): Promise<Result<Demo, string>> {
  const { dataDir } = config;
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) return err(opened.error.message);
  const database = opened.value;
  onStarted(() => database.close());
  // Only now: another instance on the same directory may be remembering things.
  const memory = openDemoMemory(dataDir);
  const passwords = demoPasswords(config.passwords, memory);

  report('Starting three simulated clusters ...');
  const simulator = await startDemoSimulator(dataDir, memory, log);
  if (!simulator.ok) return simulator;
  const { clusters, controlUrl = '' } = simulator.value;
  onStarted(() => simulator.value.close());

  const federation = await startFederation({
    port: 0,
    host: LOOPBACK,
    dataDir,
    database,
    passwords,
    viewerProject: VIEWER_PROJECT,
    log: log.child({ name: 'federation' }),
  });
  if (!federation.ok) return err(federation.error.message);
  onStarted(() => federation.value.close());

  const bff = await startBff({
    port: config.port,
    host: LOOPBACK,
    federationUrl: federation.value.url,
    dataDir,
    database,
    simulatorControlUrl: controlUrl,
    webDist: join(ROOT, 'apps/web/dist'),
    log: log.child({ name: 'bff' }),
  });
  if (!bff.ok) return err(bff.error.message);
  onStarted(() => bff.value.close());

  const isFirstStart = !memory.read().attached;
  if (isFirstStart) {
    const first = clusters.slice(0, -1);
    report(`Attaching ${first.map(({ name }) => name).join(' and ')} ...`);
    const attached = await attachClusters({
      federationUrl: federation.value.url,
      simulatorControlUrl: controlUrl,
      adminPassword: passwords.admin,
      apiEndpoints: first.map(({ apiEndpoint }) => apiEndpoint),
    });
    if (!attached.ok) return attached;
    memory.write({ attached: true });
  }
  return ok({ url: bff.value.url, clusters, passwords, isFirstStart });
}

/** Starts the simulated clusters on the ports that they had before: the federation knows them by these. */
async function startDemoSimulator(
  dataDir: string,
  memory: DemoMemory,
  log: Logger,
): Promise<Result<Simulator, string>> {
  const port =
    memory.read().simulatorPort ?? (await freePorts(VOLUMES.length, SIMULATOR_PORT)) ?? 0;
  try {
    const simulator = await startSimulator({
      clusters: VOLUMES.length,
      volumes: VOLUMES,
      seed: SEED,
      living: {},
      port,
      controlPort: 0,
      dataDir: join(dataDir, 'clusters'),
      log: log.child({ name: 'cluster-sim' }),
    });
    memory.write({ simulatorPort: port });
    return ok(simulator);
  } catch (error) {
    return err(reasonOf(error));
  }
}
