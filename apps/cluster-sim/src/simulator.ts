import { createServer } from 'node:http';
import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { formatEndpoint } from '@asterism/api-types/rules/endpoint';
import { lockDirectory } from '@asterism/server-kit/lock-directory';
import { createControlApp } from './http/control-app.ts';
import { createListener } from './http/listener.ts';
import { DEFAULT_TIMING, type Clock, type Timing } from './model/clock.ts';
import { createWorkload } from './model/workload.ts';
import { clusterNameAt } from './scenarios/names.ts';
import { seedFor } from './scenarios/random.ts';
import { seedCluster } from './scenarios/seed-cluster.ts';
import { startSimulatedCluster, type SimulatedCluster } from './simulated-cluster.ts';

export interface SimulatorOptions {
  /** How many clusters. */
  readonly clusters: number;
  /** How many volumes each cluster starts with; a list gives the number for each, its last one for the rest. */
  readonly volumes: number | readonly number[];
  /** The same seed gives the same clusters and volumes. */
  readonly seed: number;
  /** Of the first cluster; the others follow. 0, the default, takes free ones. */
  readonly port?: number | undefined;
  /** 127.0.0.1 by default. The control API listens on 127.0.0.1 only. */
  readonly host?: string | undefined;
  /** Of the control API; none by default, 0 takes a free one. */
  readonly controlPort?: number | undefined;
  /** Where keys and changes are kept over restarts; without it they last as long as the process. */
  readonly dataDir?: string | undefined;
  readonly clock?: Clock | undefined;
  readonly timing?: Partial<Timing> | undefined;
  readonly log?: Logger | undefined;
  /** Hosts read and write, volumes fill, schedules take snapshots; without it nothing happens by itself. */
  readonly living?: Living | undefined;
  /** The clusters' names; those that are not given are `lb-north-01` and so on. */
  readonly names?: readonly string[] | undefined;
}

/** How the time of the hosts goes. The same seed, start and factor replay the same day. */
export interface Living {
  /** So many seconds of theirs in one of ours; 1 by default. */
  readonly timeFactor?: number | undefined;
  /** Where their time starts, in milliseconds since the epoch; now by default. */
  readonly from?: number | undefined;
}

/** What it takes to use a simulated cluster. */
export interface SimulatedClusterInfo {
  readonly name: string;
  /** `<host>:<port>` */
  readonly apiEndpoint: string;
  readonly clusterUUID: string;
  /** SHA-256, as in `getPeerCertificate().fingerprint256`. */
  readonly fingerprint256: string;
  /** A cluster admin's token, good for a day. */
  readonly adminJwt: string;
}

export interface Simulator {
  readonly clusters: readonly SimulatedClusterInfo[];
  /** `http://127.0.0.1:<port>` of the control API; see `http/control-api.ts`. */
  readonly controlUrl: string | undefined;
  /** Ends within two seconds, whatever is still going on. */
  close(): Promise<void>;
}

const LOCK = { name: 'simulator', holder: 'simulator' };
const CONTROL_HOST = '127.0.0.1';

const volumesOf = (volumes: number | readonly number[], index: number): number =>
  typeof volumes === 'number' ? volumes : (volumes[index] ?? volumes.at(-1) ?? 0);

/** The time as the hosts have it. Of a factor of 1 from now on nothing is kept, so a restart changes nothing. */
function hostsClock({ living, clock = Date }: SimulatorOptions): (() => number) | undefined {
  if (living === undefined) return undefined;
  const start = clock.now();
  const { timeFactor = 1, from = start } = living;
  return () => Math.floor(from + (clock.now() - start) * timeFactor);
}

async function startClusterAt(
  options: SimulatorOptions,
  index: number,
  hostsNow: (() => number) | undefined,
): Promise<SimulatedCluster> {
  const { seed, port = 0, dataDir } = options;
  const volumes = volumesOf(options.volumes, index);
  const name = options.names?.[index] ?? clusterNameAt(index);
  return startSimulatedCluster({
    seed: seedCluster({ seed, index, volumes, name, withSchedules: hostsNow !== undefined }),
    origin: JSON.stringify({ format: 1, seed, index, volumes, name }),
    host: options.host ?? '127.0.0.1',
    port: port === 0 ? 0 : port + index,
    directory: dataDir === undefined ? undefined : join(dataDir, `cluster-${index + 1}`),
    clock: options.clock ?? Date,
    hosts:
      hostsNow === undefined
        ? undefined
        : { workload: createWorkload(seedFor(seed, index)), now: hostsNow },
    timing: { ...DEFAULT_TIMING, ...options.timing },
    log: (options.log ?? pino({ level: 'silent' })).child({ cluster: name }),
  });
}

/**
 * Starts simulated Lightbits clusters, each on an https port of its own, and the API that drives them.
 * Rejects with one line for people when it cannot: a port that is taken, a data directory of another simulation.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const lock =
    options.dataDir === undefined ? undefined : await lockDirectory(options.dataDir, LOCK);
  if (lock?.ok === false) throw new Error(lock.error.message);
  const clusters: SimulatedCluster[] = [];
  const closeClusters = async (): Promise<void> => {
    await Promise.all(clusters.map((cluster) => cluster.close()));
    lock?.value.release();
  };
  const hostsNow = hostsClock(options);
  try {
    for (let index = 0; index < options.clusters; index += 1) {
      clusters.push(await startClusterAt(options, index, hostsNow));
    }
    const control = await startControl(options, clusters);
    return {
      clusters: clusters.map(infoOf),
      controlUrl: control?.url,
      async close() {
        await control?.close();
        await closeClusters();
      },
    };
  } catch (error) {
    await closeClusters();
    throw error;
  }
}

const infoOf = (cluster: SimulatedCluster): SimulatedClusterInfo => ({
  name: cluster.name,
  apiEndpoint: cluster.apiEndpoint,
  clusterUUID: cluster.clusterUUID,
  fingerprint256: cluster.fingerprint256(),
  adminJwt: cluster.adminJwt,
});

async function startControl(
  { controlPort, log }: SimulatorOptions,
  clusters: readonly SimulatedCluster[],
): Promise<{ url: string; close: () => Promise<void> } | undefined> {
  if (controlPort === undefined) return undefined;
  const app = createControlApp(clusters, log ?? pino({ level: 'silent' }));
  const listener = createListener(createServer(app), 'The control API');
  const bound = await listener.open(CONTROL_HOST, controlPort);
  if (!bound.ok) throw new Error(bound.error);
  return {
    url: `http://${formatEndpoint({ host: CONTROL_HOST, port: bound.value })}`,
    close: () => listener.close(),
  };
}
