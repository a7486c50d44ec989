import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createInventory } from './inventory.ts';

const CLUSTER = 'cluster-a';
const START = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A cluster whose volume 1 is read in a walk, so many minutes after the start. */
function start() {
  const inventory = createInventory(() => {});
  inventory.nameCluster(CLUSTER, 'a');
  return {
    inventory,
    walk: async (minutes: number, facts: Partial<Volume>): Promise<void> => {
      vi.setSystemTime(START + minutes * MINUTE);
      const walking = inventory.walk(CLUSTER);
      walking.beginPage();
      walking.takePage([volumeOf(1, facts)]);
      await walking.commit();
    },
    trouble: (uuid = uuidOf(1)) => inventory.trouble(CLUSTER, uuid),
  };
}
const at = (minutes: number) => new Date(START + minutes * MINUTE);

test('what went wrong between two reads that are close together has begun when it was seen', async () => {
  const { walk, trouble } = start();
  await walk(0, {});
  await walk(2, { protectionState: 'Degraded' });
  expect(trouble()).toEqual({ trouble: 'Degraded', since: at(2), isAtLeast: false });
});

test('what went wrong while nobody read for more than two minutes may have begun earlier', async () => {
  const { walk, trouble } = start();
  await walk(0, {});
  await walk(2.01, { protectionState: 'Degraded' });
  expect(trouble()).toEqual({ trouble: 'Degraded', since: at(2.01), isAtLeast: true });
});

test('what stays wrong keeps its time, though the volume changes; another trouble has its own', async () => {
  const { walk, trouble } = start();
  await walk(0, { protectionState: 'Degraded' });
  await walk(1, { protectionState: 'Degraded', ETag: '2' });
  expect(trouble()).toMatchObject({ since: at(0), isAtLeast: true });
  await walk(2, { protectionState: 'NotAvailable', ETag: '3' });
  expect(trouble()).toEqual({ trouble: 'NotAvailable', since: at(2), isAtLeast: false });
});

test('a volume that was well in between is wrong anew', async () => {
  const { walk, trouble } = start();
  await walk(0, { protectionState: 'Degraded' });
  await walk(1, {});
  expect(trouble()).toBeUndefined();
  await walk(2, { protectionState: 'Degraded' });
  expect(trouble()?.since).toEqual(at(2));
});

test('a volume that is gone has no trouble, nor has one of its UUID that comes later', async () => {
  const { inventory, walk, trouble } = start();
  await walk(0, { protectionState: 'Degraded' });
  inventory.drop(CLUSTER, uuidOf(1));
  expect(trouble()).toBeUndefined();
  await walk(1, { protectionState: 'Degraded' });
  expect(trouble()?.since).toEqual(at(1));
});

test('a volume is found by its UUID in upper case too', async () => {
  const { walk, trouble } = start();
  const UUID = 'aaaaaaaa-0000-4000-8000-000000000001';
  await walk(0, { UUID, protectionState: 'Degraded' });
  expect(trouble(UUID.toUpperCase())?.trouble).toBe('Degraded');
});
