import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/mini';
import { copyEmptyDatabase } from '@asterism/database/test-support/empty-database';
import { DEFAULT_TIMING } from '@asterism/cluster-sim/model/clock';
import { attachClusters } from './attach-clusters.ts';
import { freePorts } from './free-ports.ts';
import { addUser } from './add-user.ts';
import { startApp, type AppProcess, type AppStart } from './app-process.ts';
import { until } from './until.ts';

export const PASSWORDS = {
  admin: 'correct horse battery',
  viewer: 'staple of the viewer',
  editor: 'stable of the editor',
} as const;
export type User = keyof typeof PASSWORDS;

/** The project of viewer and editor: one that the simulator fills with volumes. */
export const VIEWER_PROJECT = 'acme';
/** A project that the simulator fills with volumes as well; no test changes anything of it. */
export const RESTING_PROJECT = 'initech';

/** How long a volume is surely in a state that ends by itself, in milliseconds. */
export const IN_MOTION_MS = {
  creating: 1000,
  updating: DEFAULT_TIMING.updatingMs,
  deleting: DEFAULT_TIMING.deletingMs,
} as const;

const simulatedCluster = z.object({
  apiEndpoint: z.string(),
  clusterUUID: z.string(),
  fingerprint256: z.string(),
  adminJwt: z.string(),
});

/** Where the parts of a running stack are. */
export const stackAddresses = z.object({
  /** The console. */
  url: z.string(),
  federationUrl: z.string(),
  simulatorControlUrl: z.string(),
  /** The simulated clusters; the first ones are attached, the last one is not. */
  clusters: z.array(simulatedCluster),
});
export type StackAddresses = z.infer<typeof stackAddresses>;

export interface Stack {
  readonly addresses: StackAddresses;
  /** The processes of the first start. */
  readonly pids: { readonly bff: number; readonly federation: number };
  /** Ends the federation as a crash would. */
  readonly killFederation: () => Promise<void>;
  readonly startFederation: () => Promise<void>;
  /** Freezes one of them until the returned function is called. */
  readonly pause: (app: 'bff' | 'federation') => () => void;
  readonly stop: () => Promise<void>;
}

export interface StackOptions {
  readonly clusters: number;
  /** Volumes of each cluster. */
  readonly volumes: number;
  /** How many of the clusters are attached to begin with. */
  readonly attach: number;
  /** Whether there is the user `editor`, who may change the volumes of the viewer's project. */
  readonly hasEditor?: boolean;
}

/** Where ports are looked for: below those that a system hands out by itself, also while an app is between two starts. */
export const PORTS = [20_000, 30_000] as const;

/** An embedded database takes its time to open on a machine that is busy. */
const START_MS = 180_000;

/** Starts an app and waits for the lines by which it says that it is ready. */
export async function startReady(start: AppStart, lines = 1): Promise<AppProcess> {
  const app = startApp(start);
  await until(
    `${start.app} to be ready (see ${start.logFolder})`,
    async () => {
      if (app.hasEnded()) throw new Error(`${start.app} has ended: see ${start.logFolder}`);
      return app.stdout().split('\n').length > lines ? true : undefined;
    },
    START_MS,
  );
  return app;
}

/** Starts the whole of Asterism, each app in a process of its own, in a folder of its own. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const logFolder = await mkdtemp(join(tmpdir(), 'asterism-e2e-'));
  const controlPort = await freePorts(3, randomInt(...PORTS));
  if (controlPort === undefined) throw new Error('There are no free ports.');
  const [federationPort, bffPort] = [controlPort + 1, controlPort + 2];
  const federationUrl = `http://127.0.0.1:${federationPort}`;
  const simulatorControlUrl = `http://127.0.0.1:${controlPort}`;

  const dataDir = join(logFolder, 'data');
  for (const each of [dataDir, join(dataDir, 'bff')]) await copyEmptyDatabase(each);
  const role = `${VIEWER_PROJECT}:admin`;
  const editorAdded = options.hasEditor
    ? addUser({ dataDir, name: 'editor', role, password: PASSWORDS.editor })
    : undefined;
  const simulator = await startReady(
    {
      app: 'cluster-sim',
      args: [
        `--clusters=${options.clusters}`,
        `--volumes=${options.volumes}`,
        '--port=0',
        `--control-port=${controlPort}`,
        `--creating-ms=${IN_MOTION_MS.creating}`,
      ],
      logFolder,
    },
    options.clusters,
  );
  const clusters = simulator
    .stdout()
    .trim()
    .split('\n')
    .map((line) => simulatedCluster.parse(JSON.parse(line)));

  const startFederation = (): Promise<AppProcess> =>
    startReady({
      app: 'federation',
      env: {
        ASTERISM_FEDERATION_PORT: String(federationPort),
        ASTERISM_DATA_DIR: dataDir,
        ASTERISM_ADMIN_PASSWORD: PASSWORDS.admin,
        ASTERISM_VIEWER_PASSWORD: PASSWORDS.viewer,
        ASTERISM_VIEWER_PROJECT: VIEWER_PROJECT,
        ASTERISM_CLUSTER_NETWORKS: '127.0.0.0/8',
        ASTERISM_CLUSTER_PORTS: '1-65535',
      },
      logFolder,
    });
  const startBff = (): Promise<AppProcess> =>
    startReady({
      app: 'bff',
      env: {
        ASTERISM_BFF_PORT: String(bffPort),
        ASTERISM_FEDERATION_URL: federationUrl,
        ASTERISM_SIMULATOR_CONTROL_URL: simulatorControlUrl,
        ASTERISM_DATA_DIR: dataDir,
      },
      logFolder,
    });
  await editorAdded;
  const [firstFederation, bff] = await Promise.all([startFederation(), startBff()]);
  let federation = firstFederation;

  const attached = await attachClusters({
    federationUrl,
    simulatorControlUrl,
    adminPassword: PASSWORDS.admin,
    apiEndpoints: clusters.slice(0, options.attach).map(({ apiEndpoint }) => apiEndpoint),
  });
  if (!attached.ok) throw new Error(`${attached.error} (see ${logFolder})`);

  return {
    addresses: { url: `http://127.0.0.1:${bffPort}`, federationUrl, simulatorControlUrl, clusters },
    pids: { bff: bff.pid, federation: firstFederation.pid },
    killFederation: () => federation.kill(),
    startFederation: async () => {
      federation = await startFederation();
    },
    pause: (name) => {
      const app = { bff, federation }[name];
      app.pause();
      return () => app.resume();
    },
    stop: async () => {
      await bff.stop();
      await federation.stop();
      await simulator.stop();
      await rm(logFolder, { recursive: true, force: true });
    },
  };
}
