import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLossyFront, type LossyFront } from '../test-support/lossy-front.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';

/** Behind a front that loses answers, beside an endpoint of the same cluster with another certificate. */
let front: LossyFront;
let fleet: TestFleet;
let id: string;

/** No poll comes by itself within a test. */
const NEVER = 600_000;

beforeAll(async () => {
  fleet = await startTestFleet({
    clusters: 1,
    timings: {
      probe: NEVER,
      retry: NEVER,
      backOffMax: NEVER,
      backOffMaxUnauthorized: NEVER,
      refresh: NEVER,
      follow: NEVER,
    },
    async reachedAt(info) {
      front = await startLossyFront(info.apiEndpoint);
      return front;
    },
  });
  id = fleet.clusters[0]?.id ?? '';
});
afterAll(async () => {
  await fleet.close();
  await front.close();
});

const error = (): string => fleet.monitor.snapshot(id).error;
const status = () => fleet.monitor.cluster(id)?.status;

/** Has the cluster polled, and waits until the outcome was published. */
async function poll(): Promise<void> {
  fleet.events.length = 0;
  fleet.monitor.pollSoon(id);
  await expect
    .poll(() => fleet.events)
    .toContainEqual({ type: 'cluster', clusterId: id, change: 'updated' });
}

test('one failed poll changes no status, and the next good one forgets it', async () => {
  front.loseNext('GET');
  await poll();
  expect(error()).toContain('presents another certificate');
  expect(status()).toBe('Connected');
  expect((await fleet.store.get(id))?.status).toBe('Connected');
  await poll();
  expect(error()).toBe('');
  expect(status()).toBe('Connected');
});

test('two failed polls in a row are a status', async () => {
  front.loseNext('GET');
  await poll();
  expect(status()).toBe('Connected');
  front.loseNext('GET');
  await poll();
  expect(status()).toBe('Unauthorized');
});

test('the volumes of a cluster that is back are read at once, and that is published', async () => {
  expect(status()).toBe('Unauthorized');
  const before = fleet.inventory.asOf(id)?.getTime() ?? 0;
  await poll();
  expect(status()).toBe('Connected');
  await expect.poll(() => fleet.inventory.asOf(id)?.getTime()).toBeGreaterThan(before);
  const asOf = fleet.inventory.asOf(id)?.toISOString();
  const answeredAt = fleet.monitor.snapshot(id).answeredAt?.toISOString();
  await expect
    .poll(() => fleet.events)
    .toContainEqual({
      type: 'freshness',
      clusterId: id,
      status: 'Connected',
      asOf,
      answeredAt,
      overdue: false,
    });
});
