import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERIES_METRICS, SERIES_STEPS, type SeriesStep } from '@asterism/api-types/rules/series';
import { createPostgresDatabase } from '@asterism/database/test-support/postgres-databases';
import { createSeriesStore, type SeriesStore } from '../store/series-store.ts';
import { openTestDatabase } from '../test-support/test-fleet.ts';
import type { Sample } from './sample-fleet.ts';
import { createSeriesRecorder } from './series-recorder.ts';

const HOUR = 3_600_000;
const T0 = Date.parse('2026-11-30T00:00:00Z');
const DAY = 24 * HOUR;
const MINUTE = 60_000;

const clusterWith = (subject: string, volumes: number): Sample => ({
  kind: 'cluster',
  subject,
  values: { connected: 1, volumes },
});
const away = (subject: string): Sample => ({ kind: 'cluster', subject, values: { connected: 0 } });

/** A federation that samples what the test says, when the test says. */
function recorderOn(store: SeriesStore) {
  let now = T0;
  let fleet: readonly Sample[] = [];
  const recorder = createSeriesRecorder({ store, sample: async () => fleet, now: () => now });
  return {
    async at(time: number, ...samples: readonly Sample[]) {
      now = time;
      fleet = samples;
      await recorder.record();
    },
  };
}

/** What is known of a metric of a cluster: hours since the start, and the value. */
async function kept(store: SeriesStore, step: SeriesStep, subject: string, metric: string) {
  const values: [hours: number, value: number][] = [];
  for (const place of await store.placesOf({ kind: 'cluster', subject })) {
    const range = { from: new Date(0), to: new Date(T0 + 1000 * DAY) };
    for (const row of await store.rows(step, range, place)) {
      const value = row.values[place.metrics.indexOf(metric)] ?? Number.NaN;
      if (!Number.isNaN(value)) values.push([(row.at.getTime() - T0) / HOUR, value]);
    }
  }
  return values;
}

type Opened = Awaited<ReturnType<typeof openTestDatabase>>;
const opened: Opened[] = [];
async function freshStore(
  server: { databaseUrl?: string } = {},
  followedMax?: number,
): Promise<SeriesStore> {
  const database = await openTestDatabase(server);
  opened.push(database);
  return createSeriesStore(database.database.orm, followedMax);
}
let store: SeriesStore;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => Promise.all(opened.map((each) => each.close())));

test.each([
  ['PGlite', async () => freshStore()],
  ['PostgreSQL', async () => freshStore({ databaseUrl: await createPostgresDatabase() })],
] as const)(
  'samples are kept every 15 seconds, and their means of 5 minutes and of an hour, on %s',
  async (_, open) => {
    const on = await open();
    const fleet = recorderOn(on);
    for (let second = 0; second <= 3600; second += 15) {
      await fleet.at(T0 + second * 1000, clusterWith('a', second < 1800 ? 10 : 20));
    }
    expect(await kept(on, 15, 'a', 'volumes')).toHaveLength(241);
    const fives = await kept(on, 300, 'a', 'volumes');
    expect(fives.map(([, volumes]) => volumes)).toEqual([
      10, 10, 10, 10, 10, 10, 20, 20, 20, 20, 20, 20,
    ]);
    expect(await kept(on, 3600, 'a', 'volumes')).toEqual([[0, 15]]);
  },
);

test('what nobody knew is no value, and counts in no mean', async () => {
  const fleet = recorderOn(store);
  const start = T0 + DAY;
  await fleet.at(start, clusterWith('b', 30));
  await fleet.at(start + 60_000, away('b'));
  await fleet.at(start + 120_000, clusterWith('b', 60));
  await fleet.at(start + 300_000, away('b'));
  const hours = (start - T0) / HOUR;
  expect(await kept(store, 300, 'b', 'volumes')).toEqual([[hours, 45]]);
  const [[, connected] = []] = await kept(store, 300, 'b', 'connected');
  expect(connected).toBeCloseTo(2 / 3);
  expect(await kept(store, 15, 'b', 'volumes')).toEqual([
    [hours, 30],
    [hours + 1 / 30, 60],
  ]);
});

test('what is beyond all numbers, as a time that no request took, is no value, and counts in no mean', async () => {
  const on = await freshStore();
  const fleet = recorderOn(on);
  const start = T0 + DAY;
  await fleet.at(start, clusterWith('e', 30));
  await fleet.at(start + 60_000, clusterWith('e', 1 / 0));
  await fleet.at(start + 120_000, clusterWith('e', 60));
  await fleet.at(start + 300_000, away('e'));
  const hours = (start - T0) / HOUR;
  expect(await kept(on, 15, 'e', 'volumes')).toEqual([
    [hours, 30],
    [hours + 1 / 30, 60],
  ]);
  expect(await kept(on, 300, 'e', 'volumes')).toEqual([[hours, 45]]);
});

test('a federation that was killed leaves no gap longer than it was away, and its means are made by the next one', async () => {
  const start = T0 + 2 * DAY;
  const killed = recorderOn(store);
  await killed.at(start, clusterWith('c', 1));
  await killed.at(start + 15_000, clusterWith('c', 3));
  const next = recorderOn(store);
  await next.at(start + 3 * HOUR, clusterWith('c', 9));
  const hours = (start - T0) / HOUR;
  expect((await kept(store, 15, 'c', 'volumes')).map(([, volumes]) => volumes)).toEqual([1, 3, 9]);
  expect(await kept(store, 300, 'c', 'volumes')).toEqual([[hours, 2]]);
  expect(await kept(store, 3600, 'c', 'volumes')).toEqual([[hours, 2]]);
});

test('of two replicas that sample at one time the first one is kept, and each finds the places of the other', async () => {
  const start = T0 + 3 * DAY;
  const one = recorderOn(store);
  const other = recorderOn(store);
  await one.at(start, clusterWith('d', 1));
  await other.at(start + 5_000, clusterWith('e', 5), clusterWith('d', 2));
  await other.at(start + 15_000, clusterWith('e', 5), clusterWith('d', 2));
  await one.at(start + 30_000, clusterWith('d', 4), clusterWith('e', 6));
  expect((await kept(store, 15, 'd', 'volumes')).map(([, volumes]) => volumes)).toEqual([1, 2, 4]);
  expect((await kept(store, 15, 'e', 'volumes')).map(([, volumes]) => volumes)).toEqual([5, 6]);
});

test('what is older than is promised goes, and the means of it stay as long as theirs', async () => {
  const on = await freshStore();
  const fleet = recorderOn(on);
  await fleet.at(T0, clusterWith('f', 7));
  await fleet.at(T0 + 8 * HOUR, clusterWith('f', 8));
  expect(await kept(on, 15, 'f', 'volumes')).toEqual([[8, 8]]);
  expect(await kept(on, 300, 'f', 'volumes')).toEqual([[0, 7]]);
  await fleet.at(T0 + 31 * DAY, clusterWith('f', 9));
  expect(await kept(on, 300, 'f', 'volumes')).toEqual([]);
  expect(await kept(on, 3600, 'f', 'volumes')).toEqual([
    [0, 7],
    [8, 8],
  ]);
  await fleet.at(T0 + 3 * 365 * DAY, clusterWith('f', 1));
  expect(await kept(on, 3600, 'f', 'volumes')).toEqual([]);
});

test('the place of who is gone is given to another after hours, and both read only what is theirs', async () => {
  const on = await freshStore();
  const fleet = recorderOn(on);
  const other = recorderOn(on);
  const firstOf = async (subject: string) =>
    (await on.placesOf({ kind: 'cluster', subject })).map(({ first }) => first);
  for (const minute of [0, 5, 10, 15]) {
    await fleet.at(T0 + minute * MINUTE, clusterWith('stays', 1), clusterWith('gone', 7));
  }
  await other.at(T0 + 2 * HOUR, clusterWith('stays', 1), clusterWith('early', 5));
  await other.at(T0 + 6 * HOUR, clusterWith('stays', 1), clusterWith('late', 9));
  await other.at(T0 + 6 * HOUR + 15_000, clusterWith('stays', 1), clusterWith('late', 9));
  await other.at(T0 + 7 * HOUR, clusterWith('stays', 1), clusterWith('late', 9));
  const [gone] = await firstOf('gone');
  expect(await firstOf('late')).toEqual([gone]);
  expect(await firstOf('early')).not.toContain(gone);
  expect(await kept(on, 300, 'gone', 'volumes')).toEqual([
    [0, 7],
    [1 / 12, 7],
    [1 / 6, 7],
    [0.25, 7],
  ]);
  expect(await kept(on, 3600, 'gone', 'volumes')).toEqual([[0, 7]]);
  expect(await kept(on, 3600, 'late', 'volumes')).toEqual([[6, 9]]);
  expect((await kept(on, 15, 'stays', 'volumes')).length).toBe(8);

  // Back again, it gets another place; also from who has seen it at the one before.
  await fleet.at(T0 + 8 * HOUR, clusterWith('late', 9), clusterWith('gone', 8));
  expect(await firstOf('gone')).toHaveLength(2);
  expect((await kept(on, 15, 'gone', 'volumes')).at(-1)).toEqual([8, 8]);
  expect((await kept(on, 15, 'late', 'volumes')).at(-1)).toEqual([8, 9]);
});

test('a volume is followed for a week after it was asked for, and of too many the one that was asked for first is not', async () => {
  const on = await freshStore({}, 3);
  const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
  await on.follow(idOf(0), new Date(T0));
  expect(await on.followed(new Date(T0 + 6 * DAY))).toEqual([idOf(0)]);
  expect(await on.followed(new Date(T0 + 8 * DAY))).toEqual([]);
  await on.follow(idOf(0), new Date(T0 + 6 * DAY));
  expect(await on.followed(new Date(T0 + 8 * DAY))).toEqual([idOf(0)]);
  for (let at = 1; at <= 3; at += 1) await on.follow(idOf(at), new Date(T0 + 7 * DAY + at));
  const followed = await on.followed(new Date(T0 + 8 * DAY));
  expect(followed.toSorted()).toEqual([1, 2, 3].map(idOf));
});

test('the places of a subject are as many as its metrics, and no two subjects share one', async () => {
  const names = ['g', 'h', 'i'].map((subject) => ({
    kind: 'project' as const,
    subject,
    metrics: [...SERIES_METRICS.project],
  }));
  const at = new Date(T0 + 10 * DAY);
  await Promise.all(names.map((name) => store.place([name], at)));
  const all = (await store.place(names, at)).toSorted((a, b) => a.first - b.first);
  const ends = all.map(({ first, metrics }) => first + metrics.length);
  expect(all.slice(1).map(({ first }, at) => first >= (ends[at] ?? 0))).not.toContain(false);
  expect(SERIES_STEPS.map(({ step }) => step)).toEqual([15, 300, 3600]);
});
