import { expect, test } from 'vitest';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { createEventBus } from './event-bus.ts';
import { volumeOf } from '../test-support/volumes.ts';
import { createEventLog } from './event-log.ts';

const event = (n: number): FleetEvent => ({
  type: 'cluster',
  clusterId: String(n),
  change: 'updated',
});

function start(kept: number) {
  const bus = createEventBus((error) => {
    throw error;
  });
  const log = createEventLog(bus, kept);
  const ids: string[] = [];
  log.subscribe((logged) => ids.push(logged.id));
  const since = (id: string) =>
    log.since(id)?.map((logged) => (logged.event.type === 'cluster' ? logged.event.clusterId : ''));
  return { bus, log, ids, since };
}

test('what came after an event is kept for a while, and then is known to be lost', () => {
  const { bus, ids, since } = start(10);
  for (let n = 1; n <= 100; n += 1) bus.publish(event(n));
  expect(since(ids[99] ?? '')).toEqual([]);
  expect(since(ids[94] ?? '')).toEqual(['96', '97', '98', '99', '100']);
  expect(since(ids[89] ?? '')).toHaveLength(10);
  expect(since(ids[50] ?? '')).toBeUndefined();
});

test('events with a lot of text are kept for as long as they are not too much together', () => {
  const { bus, log, ids } = start(1_000);
  const changed = [volumeOf(1, { name: 'x'.repeat(1024 * 1024) })];
  for (let n = 1; n <= 100; n += 1) {
    bus.publish({ type: 'volumes', clusterId: 'c', changed, removed: [], many: false });
  }
  const kept = log.since(ids[94] ?? '') ?? [];
  expect(kept.map(({ id }) => id)).toEqual(ids.slice(95));
  expect(log.since(ids[80] ?? '')).toBeUndefined();
});

test('ids of another process are not known', () => {
  const one = start(10);
  const other = start(10);
  one.bus.publish(event(1));
  other.bus.publish(event(1));
  expect(other.since(one.ids[0] ?? '')).toBeUndefined();
});

test('an event is turned into JSON once, however many subscribe', () => {
  const { bus, log } = start(10);
  const texts: string[] = [];
  for (let n = 0; n < 3; n += 1) log.subscribe((logged) => texts.push(logged.json()));
  bus.publish(event(1));
  expect(new Set(texts).size).toBe(1);
  expect(texts).toHaveLength(3);
});

test('a listener that throws does not keep the event from the others', () => {
  const errors: unknown[] = [];
  const bus = createEventBus((error) => errors.push(error));
  const received: FleetEvent[] = [];
  bus.subscribe(() => {
    throw new Error('broken');
  });
  const stop = bus.subscribe((one) => received.push(one));
  bus.publish(event(1));
  stop();
  bus.publish(event(2));
  expect(received).toEqual([event(1)]);
  expect(errors).toHaveLength(2);
});
