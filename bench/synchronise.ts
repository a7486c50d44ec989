import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { ClusterClients } from '@asterism/federation/cluster-client/cluster-client';
import { createInventoryLoader } from '@asterism/federation/inventory/inventory-loader';
import { createInventory } from '@asterism/federation/inventory/inventory';
import { z } from 'zod/mini';
import type { Figure } from './measure.ts';
import { loopbackClients } from './watch-clusters.ts';

const VOLUMES = 100_000;
const PAGES = VOLUMES / 1000;
const ROUNDS = 3;
/** Of what it costs to read an unchanged page. */
const KNOWN_BUDGET = 0.25;

/** What the thread says when it listens; see `volume-server.ts`. */
export const servedCluster = z.object({
  clusterId: z.string(),
  endpoint: z.string(),
  tlsFingerprint: z.string(),
});
export type ServedCluster = z.infer<typeof servedCluster>;

/** The same clients, but that no page is known to who asks them: all are read. */
const readingAll = (clients: ClusterClients): ClusterClients => ({
  ...clients,
  client(target, principal) {
    const client = clients.client(target, principal);
    return {
      ...client,
      listVolumes: (input, options = {}) =>
        client.listVolumes(input, { ...options, recall: () => undefined }),
    };
  },
});

/** Milliseconds of CPU of this thread for each page of a walk. */
async function costOfPage(walk: () => Promise<{ readonly ok: boolean }>): Promise<number> {
  const before = process.threadCpuUsage();
  const loaded = await walk();
  if (!loaded.ok) throw new Error('the walk was broken off');
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000 / PAGES;
}

/**
 * What a walk over volumes that have not changed costs in the federation, through its own client and https: with what the
 * walk before has read, and as if it had not, in turn.
 */
export async function measureSynchronisation(): Promise<Figure[]> {
  const worker = new Worker(new URL('volume-server.ts', import.meta.url), { workerData: VOLUMES });
  const messages: unknown[] = await once(worker, 'message');
  const { clusterId, endpoint, tlsFingerprint } = servedCluster.parse(messages[0]);
  const clients = loopbackClients();
  try {
    const inventory = createInventory(() => {});
    inventory.nameCluster(clusterId, 'large', new Date(0));
    const target = { apiEndpoints: [endpoint], tlsFingerprint, keyId: 'key' };
    const loaders = [clients, readingAll(clients)].map((each) =>
      createInventoryLoader(inventory, each),
    );
    const [knowing, reading] = loaders.map(
      (loader) => () => costOfPage(() => loader.load(clusterId, target)),
    );
    if (knowing === undefined || reading === undefined) throw new Error('no loaders');
    const first = await knowing();
    const known: number[] = [];
    const read: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      read.push(await reading());
      // It knows nothing of the pages that were read by the other one.
      await knowing();
      known.push(await knowing());
    }
    const figure = (what: string, values: number[]): Figure => ({
      what: `a page of 1000 in a walk over ${VOLUMES} volumes: ${what}`,
      unit: 'ms of CPU',
      values,
    });
    return [
      figure('read for the first time', [first]),
      figure('unchanged, but read', read),
      figure('unchanged, and known', known),
      {
        ...figure(
          'known, to read',
          known.map((cost, round) => cost / (read[round] ?? Number.NaN)),
        ),
        unit: 'x',
        atMost: KNOWN_BUDGET,
      },
    ];
  } finally {
    await clients.close();
    await worker.terminate();
  }
}
