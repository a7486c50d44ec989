import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { createInventoryLoader } from '@asterism/federation/inventory/inventory-loader';
import { createInventory } from '@asterism/federation/inventory/inventory';
import { Agent, request } from 'undici';
import { z } from 'zod/mini';
import type { Figure } from './measure.ts';
import { servedCluster, type ServedCluster } from './synchronise.ts';
import { loopbackClients } from './watch-clusters.ts';

/** Of a raw walk of the same pages. */
const BUDGET = 1.5;
const TURN_BUDGET_MS = 50;

const rawPage = z.object({ volumes: z.array(z.object({ UUID: z.string() })) });

/** Where each page of a cluster begins. */
async function offsetsOf({ endpoint }: ServedCluster, dispatcher: Agent): Promise<string[]> {
  const offsets = [''];
  for (;;) {
    const url = `https://${endpoint}/api/v2/volumes?offsetUUID=${offsets.at(-1)}`;
    const { body } = await request(url, { dispatcher });
    const last = rawPage.parse(await body.json()).volumes.at(-1);
    if (last === undefined) return offsets;
    offsets.push(last.UUID);
  }
}

interface Cost {
  /** Milliseconds on the clock. */
  readonly wall: number;
  /** … and of CPU of this thread. */
  readonly cpu: number;
  /** The longest turn of the event loop, in milliseconds of CPU. */
  readonly turn: number;
}

const cpuTime = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  const [startedAt, cpuBefore] = [performance.now(), cpuTime()];
  let turn = 0;
  let before = cpuBefore;
  let isOver = false;
  const watch = (): void => {
    const now = cpuTime();
    turn = Math.max(turn, now - before);
    before = now;
    if (!isOver) setImmediate(watch);
  };
  setImmediate(watch);
  await work();
  isOver = true;
  return { wall: performance.now() - startedAt, cpu: cpuTime() - cpuBefore, turn };
}

/** Reads the bytes of all pages, one after the other, and does nothing with them. */
async function walkRaw(
  { endpoint }: ServedCluster,
  offsets: readonly string[],
  dispatcher: Agent,
): Promise<void> {
  for (const offset of offsets) {
    const url = `https://${endpoint}/api/v2/volumes?offsetUUID=${offset}`;
    const { body } = await request(url, { dispatcher });
    await body.arrayBuffer();
  }
}

/** Who serves the pages: one that has their bytes ready, or the simulator, which makes them when it is asked. */
const SERVERS = {
  ready: new URL('volume-server.ts', import.meta.url),
  simulated: new URL('simulated-server.ts', import.meta.url),
};

interface Attaching {
  readonly clusters: number;
  readonly volumes: number;
  readonly server: keyof typeof SERVERS;
}

async function attachAll({ clusters, volumes, server }: Attaching): Promise<Figure[]> {
  const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });
  const clients = loopbackClients();
  const inventory = createInventory(() => {});
  const loader = createInventoryLoader(inventory, clients);
  const raw: Cost[] = [];
  const attached: Cost[] = [];
  for (let n = 0; n < clusters; n += 1) {
    const worker = new Worker(SERVERS[server], {
      workerData: volumes,
    });
    const messages: unknown[] = await once(worker, 'message');
    const cluster = servedCluster.parse(messages[0]);
    const { clusterId, endpoint, tlsFingerprint } = cluster;
    const offsets = await offsetsOf(cluster, dispatcher);
    inventory.nameCluster(clusterId, clusterId, new Date(0));
    raw.push(await costOf(() => walkRaw(cluster, offsets, dispatcher)));
    const target = { apiEndpoints: [endpoint], tlsFingerprint, keyId: clusterId };
    attached.push(
      await costOf(async () => {
        const loaded = await loader.load(clusterId, target, async () => {});
        if (!loaded.ok) throw new Error(loaded.error.message);
      }),
    );
    raw.push(await costOf(() => walkRaw(cluster, offsets, dispatcher)));
    await worker.terminate();
  }
  await clients.close();
  await dispatcher.close();
  const pages = server === 'ready' ? 'ready bytes' : 'pages as the simulator makes them';
  const what = `attach of ${volumes} volumes, ${clusters} times, ${pages}`;
  const rawOf = (n: number, of: (cost: Cost) => number): number =>
    raw.slice(2 * n, 2 * n + 2).reduce((sum, cost) => sum + of(cost), 0) / 2;
  return [
    {
      what: `${what}: to a raw walk`,
      unit: 'x',
      values: attached.map(({ wall }, n) => wall / rawOf(n, (cost) => cost.wall)),
      atMost: BUDGET,
    },
    {
      what: `${what}: raw walk of a page of 1000`,
      unit: 'ms',
      values: raw.map(({ wall }) => wall / (volumes / 1000)),
    },
    {
      what: `${what}: a page of 1000`,
      unit: 'ms of CPU',
      values: attached.map(({ cpu }) => cpu / (volumes / 1000)),
    },
    {
      what: `${what}: longest turn`,
      unit: 'ms of CPU',
      values: attached.map(({ turn }) => turn),
      atMost: TURN_BUDGET_MS,
    },
  ];
}

/**
 * What attaching costs, from the first request to the last row, beside the transfer of the same pages from the same server: of
 * ready bytes, and from a cluster that makes them when it is asked.
 */
export const measureAttach = async (): Promise<Figure[]> => [
  ...(await attachAll({ clusters: 3, volumes: 100_000, server: 'ready' })),
  ...(await attachAll({ clusters: 1, volumes: 100_000, server: 'simulated' })),
];

/** A million are several clusters, attached one after the other. */
export const measureAttachOfMillion = (): Promise<Figure[]> =>
  attachAll({ clusters: 10, volumes: 100_000, server: 'ready' });
