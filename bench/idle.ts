import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Figure } from './measure.ts';
import { servedCluster, type ServedCluster } from './synchronise.ts';
import { watchClusters } from './watch-clusters.ts';

const CLUSTERS = 10;
const VOLUMES = 100_000;
/** So long may it take until all volumes are read, also on a machine that others use. */
const READ_MS = 10 * 60_000;
/** Somewhat more than the longest pause between walks, so that each cluster is walked at least once. */
const SECONDS = 100;
const BUDGET = 0.15;

/** What a monitor with its inventory takes of a core at rest: a million volumes that do not change, walked and probed as ever. */
export async function measureIdle(): Promise<Figure[]> {
  const workers: Worker[] = [];
  const served: ServedCluster[] = [];
  for (let n = 0; n < CLUSTERS; n += 1) {
    const worker = new Worker(new URL('volume-server.ts', import.meta.url), {
      workerData: VOLUMES,
    });
    const messages: unknown[] = await once(worker, 'message');
    served.push(servedCluster.parse(messages[0]));
    workers.push(worker);
  }
  const watching = watchClusters(served);
  const { inventory } = watching;
  try {
    const readBy = performance.now() + READ_MS;
    while (served.some(({ clusterId }) => inventory.asOf(clusterId) === undefined)) {
      if (performance.now() > readBy) throw new Error('not all clusters could be read');
      await pause(1000);
    }
    const [startedAt, before] = [performance.now(), process.threadCpuUsage()];
    let oldest = 0;
    for (let second = 0; second < SECONDS; second += 1) {
      await pause(1000);
      const ages = served.map(({ clusterId }) => inventory.asOf(clusterId)?.getTime() ?? 0);
      oldest = Math.max(oldest, (Date.now() - Math.min(...ages)) / 1000);
    }
    const { user, system } = process.threadCpuUsage(before);
    const cores = (user + system) / 1000 / (performance.now() - startedAt);
    const what = `${CLUSTERS * VOLUMES} volumes at rest`;
    return [
      { what: `${what}: part of a core`, unit: 'x', values: [cores], atMost: BUDGET },
      { what: `${what}: age of the volumes, oldest`, unit: 's', values: [oldest] },
    ];
  } finally {
    await watching.close();
    for (const worker of workers) await worker.terminate();
  }
}
