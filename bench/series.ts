import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IO_METRICS, SERIES_METRICS } from '@asterism/api-types/rules/series';
import { openDatabase } from '@asterism/database/open-database';
import { MIGRATIONS } from '@asterism/federation/migrations';
import { createSeriesRecorder } from '@asterism/federation/series/series-recorder';
import type { Sample } from '@asterism/federation/series/sample-fleet';
import { createSeriesStore } from '@asterism/federation/store/series-store';
import type { Figure } from './measure.ts';

const CLUSTERS = 256;
const PROJECTS = 100;
const NODES = 1000;
/** As many as are followed at most. */
const VOLUMES = 1000;
/** So long the fleet is sampled, every 15 seconds. */
const HOURS = 6;
const STEP_MS = 15_000;
const ROUNDS = 5;

/** All that is sampled of a large fleet, as it is at a time. */
function fleetAt(time: number): readonly Sample[] {
  const figure = (seed: number): number => 1e12 * (2 + Math.sin(time / 1e7 + seed));
  const clusters = Array.from({ length: CLUSTERS }, (_, at) => ({
    kind: 'cluster' as const,
    subject: `cluster-${at}`,
    values: Object.fromEntries(SERIES_METRICS.cluster.map((name, m) => [name, figure(at + m)])),
  }));
  const projects = Array.from({ length: PROJECTS }, (_, at) => ({
    kind: 'project' as const,
    subject: `project-${at}`,
    values: Object.fromEntries(SERIES_METRICS.project.map((name, m) => [name, figure(at + m)])),
  }));
  const measured = (kind: 'node' | 'volume', count: number) =>
    Array.from({ length: count }, (_, at) => ({
      kind,
      subject: `${kind}-${at}`,
      values: Object.fromEntries(IO_METRICS.map((name, m) => [name, figure(at + m)])),
    }));
  return [...clusters, ...projects, ...measured('node', NODES), ...measured('volume', VOLUMES)];
}

const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What it costs to keep and to read how a large fleet develops, in the embedded database. */
export async function measureSeries(): Promise<Figure[]> {
  const dataDir = await mkdtemp(join(tmpdir(), 'asterism-bench-series-'));
  const opened = await openDatabase({ dataDir });
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  try {
    const migrated = await database.migrate(MIGRATIONS);
    if (!migrated.ok) throw new Error(migrated.error.message);
    const store = createSeriesStore(database.orm);
    let now = Math.floor(Date.now() / 3_600_000) * 3_600_000;
    const recorder = createSeriesRecorder({
      store,
      sample: async () => fleetAt(now),
      now: () => now,
    });
    const costs: number[] = [];
    const start = now;
    const samples = (HOURS * 3_600_000) / STEP_MS;
    for (let at = 0; at < samples; at += 1) {
      const before = cpuMs();
      await recorder.record();
      costs.push(cpuMs() - before);
      now += STEP_MS;
    }
    const { rows } = await database.query(
      `select pg_total_relation_size('federation.samples') as bytes, count(*) as rows from federation.samples`,
    );
    const series =
      CLUSTERS * SERIES_METRICS.cluster.length +
      PROJECTS * SERIES_METRICS.project.length +
      (NODES + VOLUMES) * IO_METRICS.length;
    const perValue = Number(rows[0]?.['bytes']) / Number(rows[0]?.['rows']) / series;
    const [place] = await store.placesOf({ kind: 'cluster', subject: `cluster-${CLUSTERS / 2}` });
    const reads: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const from = performance.now();
      await store.rows(15, { from: new Date(start), to: new Date(now) }, place);
      reads.push(performance.now() - from);
    }
    return [
      { what: `bytes of a value, of ${series} series`, unit: 'B', values: [perValue] },
      { what: 'CPU of a sample of the fleet, every 15 s', unit: 'ms', values: costs, atMost: 7500 },
      { what: `to read ${samples} values of each series of a cluster`, unit: 'ms', values: reads },
    ];
  } finally {
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}
