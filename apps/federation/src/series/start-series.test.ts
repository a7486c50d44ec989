import { setImmediate as nextTurn } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createSeriesStore } from '../store/series-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import type { Sample } from './sample-fleet.ts';
import { startSeries } from './start-series.ts';

const STEP = 15_000;
const HOUR = 3_600_000;
const log = pino({ level: 'silent' });

let opened: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(() => opened.close());

const clusterWith = (values: Extract<Sample, { kind: 'cluster' }>['values']): Sample => ({
  kind: 'cluster',
  subject: 'a',
  values,
});

test('a replica that has just started and does not know all yet leaves the sample to others, and alone keeps what it knows', async () => {
  const store = createSeriesStore(opened.database.orm);
  const from = Math.floor(Date.now() / STEP) * STEP + 1;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: from });
  const replica = (volumes: number | undefined) =>
    startSeries({
      store,
      sample: async () => [clusterWith(volumes === undefined ? {} : { volumes })],
      isStarting: () => volumes === undefined,
      log,
    });
  /** Lets time pass; each replica has then done its work, and waits again. */
  async function pass(milliseconds: number, replicas: number) {
    vi.advanceTimersByTime(milliseconds);
    while (vi.getTimerCount() < replicas) await nextTurn();
  }
  async function known() {
    const range = { from: new Date(from - HOUR), to: new Date(from + HOUR) };
    const [place] = await store.placesOf({ kind: 'cluster', subject: 'a' });
    const at = place?.metrics.indexOf('volumes') ?? -1;
    return (await store.rows(15, range, place)).map(({ values }) => values[at]);
  }

  // By the order of their timers it would be the first one.
  const started = replica(undefined);
  const other = replica(20);
  for (let second = 0; second < 45; second += 5) await pass(5000, 2);
  expect(await known()).toEqual([20, 20, 20]);
  await other.close();
  for (let second = 0; second < 30; second += 5) await pass(5000, 1);
  expect(await known()).toEqual([20, 20, 20, Number.NaN]);
  await started.close();
});
