import { assert, constantFrom, integer, oneof, property } from 'fast-check';
import { expect, test } from 'vitest';
import { usedCluster } from '../test-support/small-cluster.ts';
import { SEEDED_MS, type VolumeRecord } from './volume-record.ts';
import {
  counterIndex,
  createWorkload,
  DIRECTIONS,
  QUANTITIES,
  SIZE_CLASSES,
  type Direction,
} from './workload.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const volumes = [...usedCluster(120).model.volumes.after('')];
const used = volumes.find(({ connectedHosts }) => connectedHosts.length > 0);
const moment = integer({ min: SEEDED_MS - 1000 * DAY, max: SEEDED_MS + 1000 * DAY });
const anyVolume = constantFrom(...volumes);

function requestsOf(volume: VolumeRecord, now: number, seed = 7): number {
  const counters = createWorkload(seed).countersOf(volume, now);
  return DIRECTIONS.flatMap((direction) =>
    SIZE_CLASSES.map((one) => counters[counterIndex(direction, one, 'requests')] ?? 0),
  ).reduce((sum, number) => sum + number, 0);
}

test('a counter never goes back, however close two moments are', () => {
  const { countersOf } = createWorkload(7);
  const step = oneof(integer({ min: 0, max: 20 }), integer({ min: 0, max: 90 * DAY }));
  assert(
    property(anyVolume, moment, step, (volume, at, later) => {
      const [before, after] = [countersOf(volume, at), countersOf(volume, at + later)];
      expect(after.every((number, index) => number >= (before[index] ?? 0))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('the same seed and time give the same figures, whatever was asked before; another seed gives others', () => {
  const fresh = () => createWorkload(7);
  const asked = fresh();
  assert(
    property(anyVolume, moment, (volume, at) => {
      expect(asked.countersOf(volume, at)).toEqual(fresh().countersOf(volume, at));
      expect(asked.usedOf(volume, at)).toBe(fresh().usedOf(volume, at));
    }),
  );
  const sum = (seed: number) =>
    volumes.reduce((total, volume) => total + requestsOf(volume, SEEDED_MS, seed), 0);
  expect(sum(7)).not.toBe(sum(8));
});

test('the hosts of a cluster do more by day than by night, and more in the week than at its end', () => {
  const between = (from: number, to: number) =>
    volumes.reduce((sum, one) => sum + requestsOf(one, to) - requestsOf(one, from), 0);
  const monday = Date.UTC(2026, 10, 2);
  const byDay = between(monday + 12 * HOUR, monday + 16 * HOUR);
  const byNight = between(monday + 24 * HOUR, monday + 28 * HOUR);
  expect(byNight).toBeGreaterThan(0);
  expect(byDay).toBeGreaterThan(1.4 * byNight);
  const [wednesday, sunday] = [monday + 2 * DAY, monday + 6 * DAY];
  expect(between(wednesday, wednesday + DAY)).toBeGreaterThan(1.15 * between(sunday, sunday + DAY));
});

test('two minutes are seldom alike', () => {
  if (used === undefined) throw new Error('no volume is used');
  const rates = Array.from({ length: 60 }, (_, minute) => {
    const at = SEEDED_MS + minute * 60_000;
    return requestsOf(used, at + 60_000) - requestsOf(used, at);
  });
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  expect(Math.max(...rates) - Math.min(...rates)).toBeGreaterThan(mean / 10);
});

test('bytes and times are those of the requests: of their class, and of a plausible time each', () => {
  const { countersOf } = createWorkload(7);
  const limits = { '0_1K': 1024, '1K_8K': 8192, '8K_32K': 32_768, '32K_128K': 131_072 };
  let least = 0;
  for (const sizeClass of SIZE_CLASSES) {
    for (const direction of DIRECTIONS satisfies readonly Direction[]) {
      for (const volume of volumes) {
        const counters = countersOf(volume, SEEDED_MS + 30 * DAY);
        const [requests = 0, bytes = 0, microseconds = 0] = QUANTITIES.map(
          (what) => counters[counterIndex(direction, sizeClass, what)],
        );
        if (requests === 0) continue;
        expect(bytes / requests).toBeGreaterThan(least);
        expect(bytes / requests).toBeLessThanOrEqual(limits[sizeClass]);
        expect(microseconds / requests).toBeGreaterThan(30);
        expect(microseconds / requests).toBeLessThan(1000);
      }
    }
    least = limits[sizeClass];
  }
});

test('a volume without a host, and one that is not created yet, has done nothing', () => {
  if (used === undefined) throw new Error('no volume is used');
  const idle = { ...used, connectedHosts: [] };
  expect(requestsOf(idle, SEEDED_MS + DAY)).toBe(0);
  expect(createWorkload(7).usedOf(idle, SEEDED_MS + DAY)).toBe(idle.used);
  expect(requestsOf(used, Date.parse(used.creationTime) - DAY)).toBe(0);
});

test('a volume fills by a part of what is written, slower the fuller it is, and never to its size', () => {
  const { countersOf, usedOf } = createWorkload(7);
  let filled = 0;
  for (const volume of volumes) {
    let before = volume.used;
    for (const days of [1, 30, 365, 3650]) {
      const now = usedOf(volume, SEEDED_MS + days * DAY);
      expect(now).toBeGreaterThanOrEqual(before);
      expect(now).toBeLessThanOrEqual(volume.size);
      const [counters, start] = [SEEDED_MS + days * DAY, SEEDED_MS].map((at) =>
        countersOf(volume, at),
      );
      const written = SIZE_CLASSES.reduce((sum, one) => {
        const index = counterIndex('write', one, 'bytes');
        return sum + (counters?.[index] ?? 0) - (start?.[index] ?? 0);
      }, 0);
      expect(Number(now - volume.used)).toBeLessThanOrEqual(written);
      if (now > before) filled += 1;
      before = now;
    }
  }
  expect(filled).toBeGreaterThan(volumes.length);
});
