import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { z } from 'zod/mini';
import type { Figure } from './measure.ts';
import { servedCluster } from './synchronise.ts';
import { watchClusters } from './watch-clusters.ts';

const CLUSTERS = 256;
const HANGING = Math.round(CLUSTERS * 0.2);
/** Until each was polled twice, and the ones that hang have used up the time of a call. */
const WARM_UP_MS = 35_000;
const SAMPLES = 100;
const EVERY_MS = 250;
const AGE_BUDGET_S = 20;
/** Two walks, and the pause between them. */
const VOLUME_AGE_BUDGET_S = 60;

/** In seconds; Infinity for what never was. */
const ageOf = (date: Date | undefined, now: number): number =>
  date === undefined ? Infinity : (now - date.getTime()) / 1000;

/** The value that so great a part of all is not above. */
const quantile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * part)] ?? Number.NaN;

/** How old the status of clusters is while others accept connections and never answer. */
export async function measureHangingClusters(): Promise<Figure[]> {
  const worker = new Worker(new URL('hanging-server.ts', import.meta.url), {
    workerData: [CLUSTERS - HANGING, HANGING],
  });
  const messages: unknown[] = await once(worker, 'message');
  const served = z.array(servedCluster).parse(messages[0]);
  const watching = watchClusters(served);
  const { monitor, inventory } = watching;
  try {
    await pause(WARM_UP_MS);
    const [answering, hanging] = [served.slice(0, -HANGING), served.slice(-HANGING)];
    const ages: number[] = [];
    const volumeAges: number[] = [];
    const shownWell: number[] = [];
    const cpuBefore = process.threadCpuUsage();
    const startedAt = performance.now();
    for (let sample = 0; sample < SAMPLES; sample += 1) {
      await pause(EVERY_MS);
      const now = Date.now();
      for (const { clusterId } of answering) {
        ages.push(ageOf(monitor.snapshot(clusterId).answeredAt, now));
        volumeAges.push(ageOf(inventory.asOf(clusterId), now));
      }
      const overdue = new Set(monitor.overdue());
      const isShownWell = ({ clusterId }: { readonly clusterId: string }): boolean =>
        monitor.cluster(clusterId)?.status === 'Connected' &&
        !overdue.has(clusterId) &&
        monitor.snapshot(clusterId).error === '';
      shownWell.push(hanging.filter(isShownWell).length);
    }
    const { user, system } = process.threadCpuUsage(cpuBefore);
    const what = `${CLUSTERS} clusters of which ${HANGING} hang`;
    return [
      {
        what: `${what}: age of the others' status, p99`,
        unit: 's',
        values: [quantile(ages, 0.99)],
        atMost: AGE_BUDGET_S,
      },
      { what: `${what}: the same, oldest`, unit: 's', values: [Math.max(...ages)] },
      {
        what: `${what}: age of the others' volumes, oldest`,
        unit: 's',
        values: [Math.max(...volumeAges)],
        atMost: VOLUME_AGE_BUDGET_S,
      },
      { what: `${what}: that hang and are shown as well`, unit: '', values: shownWell, atMost: 0 },
      {
        what: `${what}: part of a core`,
        unit: 'x',
        values: [(user + system) / 1000 / (performance.now() - startedAt)],
      },
    ];
  } finally {
    await watching.close();
    await worker.terminate();
  }
}
