import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startStack } from '@asterism/test-stack/stack';
import { measureAttach, measureAttachOfMillion } from './attach.ts';
import { measureBuildTime } from './build-time.ts';
import { measureBulk } from './bulk.ts';
import { measureEvents } from './events.ts';
import { measureFleetPages } from './fleet-pages.ts';
import { measureFirstPage } from './first-page.ts';
import { measureGrowth, measureGrowthToMillion } from './growth.ts';
import { measureHangingClusters } from './hanging-clusters.ts';
import { measureHostileLoad } from './hostile-load.ts';
import { measureIdle } from './idle.ts';
import { measureInventory, measureInventoryOfMillion } from './inventory.ts';
import { measureKeyStrokes } from './key-stroke.ts';
import { measureListStrokes } from './list-strokes.ts';
import { isWithin, tableOf, type Figure } from './measure.ts';
import { measureNextPaint } from './next-paint.ts';
import { measureProxy } from './proxy.ts';
import { measureQueries, measureQueriesOfMillion } from './queries.ts';
import { measureReplicas } from './replicas.ts';
import { measureResume } from './resume-after-kill.ts';
import { measureSeries } from './series.ts';
import { measureSynchronisation } from './synchronise.ts';
import { measureWalk } from './walk-volumes.ts';

const RESULTS = join(import.meta.dirname, 'results');

/** What can be measured alone, with `--only`. */
const MEASURES = new Map<string, () => Promise<Figure[]>>([
  [
    'first-page',
    async () => {
      const stack = await startStack({ clusters: 2, volumes: 1000, attach: 2 });
      const figures = await measureFirstPage(stack.addresses);
      await stack.stop();
      return figures;
    },
  ],
  ['build', measureBuildTime],
  ['key-stroke', () => measureKeyStrokes([10_000, 100_000])],
  ['key-stroke-million', () => measureKeyStrokes([1_000_000])],
  ['list-strokes', measureListStrokes],
  ['next-paint', measureNextPaint],
  ['bulk', measureBulk],
  ['events', measureEvents],
  ['proxy', measureProxy],
  ['fleet-pages', measureFleetPages],
  ['resume', async () => [await measureResume()]],
  ['walk', measureWalk],
  ['synchronise', measureSynchronisation],
  ['attach', measureAttach],
  ['attach-million', measureAttachOfMillion],
  ['idle', measureIdle],
  ['replicas', measureReplicas],
  ['hanging', measureHangingClusters],
  ['hostile-load', measureHostileLoad],
  ['inventory', () => measureInventory()],
  ['inventory-million', measureInventoryOfMillion],
  ['growth', measureGrowth],
  ['growth-million', measureGrowthToMillion],
  ['series', measureSeries],
  ['queries', measureQueries],
  ['queries-million', measureQueriesOfMillion],
]);

/** They take minutes each, or are about the simulator alone, and are only measured when they are named. */
const ON_REQUEST: ReadonlySet<string> = new Set([
  'attach-million',
  'growth-million',
  'idle',
  'inventory-million',
  'key-stroke-million',
  'list-strokes',
  'next-paint',
  'queries-million',
  'walk',
]);

const { only, json } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    json: { type: 'string', default: join(RESULTS, 'latest.json') },
  },
}).values;
const unknown = only?.find((name) => !MEASURES.has(name));
if (unknown !== undefined) {
  throw new Error(`--only takes ${[...MEASURES.keys()].join(', ')}, not ${unknown}`);
}

const figures: Figure[] = [];
await mkdir(RESULTS, { recursive: true });
for (const [name, measure] of MEASURES) {
  if (!(only?.includes(name) ?? !ON_REQUEST.has(name))) continue;
  const startedAt = performance.now();
  const measured = await measure();
  const seconds = (performance.now() - startedAt) / 1000;
  figures.push(...measured);
  // What has been measured is not lost with what comes after it.
  await writeFile(json, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(`\n${name}, in ${seconds.toFixed(0)} s\n${tableOf(measured)}`);
}
if (!figures.every(isWithin)) process.exitCode = 1;
