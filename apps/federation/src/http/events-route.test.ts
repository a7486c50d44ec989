import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FLEET_EVENTS_PATH, type FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import { openEventStream } from '../test-support/event-stream.ts';
import { startTestApi, type TestApi } from '../test-support/test-api.ts';
import { startTestFleet, type TestFleet } from '../test-support/test-fleet.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';

let fleet: TestFleet;
let api: TestApi;
let id: string;

// The monitor is quiet here: what is published is what the test does.
const still = { probe: 600_000, refresh: 600_000, follow: 600_000 };

beforeAll(async () => {
  fleet = await startTestFleet({ clusters: 1, timings: still });
  api = await startTestApi(fleet);
  id = fleet.clusters[0]?.id ?? '';
});
afterAll(async () => {
  await api.close();
  await fleet.close();
});
beforeEach(() => {
  api.people.set('viewer', ['default:viewer']);
});

const cluster: FleetEvent = { type: 'cluster', clusterId: 'c', change: 'updated' };
const put = (n: number, projectName: string): void =>
  fleet.inventory.put(id, volumeOf(n, { projectName, creationTime: String(performance.now()) }));
/** Something that everybody receives, after which nothing that came before can be missing. */
const mark = (): void => put(999, 'default');
const isMark = (event: FleetEvent): boolean =>
  event.type === 'volumes' && event.changed.some((volume) => volume.UUID === uuidOf(999));
type Stream = Awaited<ReturnType<typeof openEventStream>>;
const untilMark = (stream: Stream) =>
  expect.poll(() => stream.events.some(({ event }) => isMark(event))).toBe(true);
const received = (stream: Stream): FleetEvent[] =>
  stream.events.map(({ event }) => event).filter((event) => !isMark(event));

describe('the event stream', () => {
  test('is not for everybody', async () => {
    const stream = await openEventStream(api.url, 'nobody');
    expect(stream.status).toBe(401);
    stream.close();
  });

  test('is opened by GET alone: a HEAD would never end', async () => {
    const answer = await fetch(`${api.url}${FLEET_EVENTS_PATH}`, { method: 'HEAD' });
    expect(answer.status).toBe(405);
  });

  test('sends everything to an admin', async () => {
    const stream = await openEventStream(api.url, 'admin');
    fleet.bus.publish(cluster);
    put(1, 'elsewhere');
    mark();
    await untilMark(stream);
    expect(received(stream)).toMatchObject([
      cluster,
      { type: 'volumes', clusterId: id, changed: [{ UUID: uuidOf(1) }], removed: [], many: false },
    ]);
    stream.close();
  });

  test('sends a viewer the volumes of their project, and nothing else', async () => {
    put(1, 'default');
    put(2, 'elsewhere');
    const stream = await openEventStream(api.url, 'viewer');
    fleet.bus.publish(cluster);
    put(1, 'default');
    put(2, 'elsewhere');
    fleet.inventory.drop(id, uuidOf(2));
    fleet.inventory.drop(id, uuidOf(1));
    mark();
    await untilMark(stream);
    expect(received(stream)).toMatchObject([
      { changed: [{ UUID: uuidOf(1) }], removed: [] },
      { changed: [], removed: [uuidOf(1)] },
    ]);
    expect(JSON.stringify(stream.events)).not.toContain('elsewhere');
    stream.close();
  });

  test('shows a viewer only their part of a change that touches several projects', async () => {
    const stream = await openEventStream(api.url, 'viewer');
    const walk = fleet.inventory.walk(id);
    walk.beginPage();
    walk.takePage([
      volumeOf(10, { projectName: 'default' }),
      volumeOf(11, { projectName: 'elsewhere' }),
    ]);
    await walk.commit();
    mark();
    await untilMark(stream);
    const all = JSON.stringify(received(stream));
    expect(all).toContain(uuidOf(10));
    expect(all).not.toContain(uuidOf(11));
    stream.close();
  });

  test('sends nothing more to somebody who was demoted', async () => {
    const stream = await openEventStream(api.url, 'viewer');
    put(1, 'default');
    await expect.poll(() => received(stream)).toHaveLength(1);
    api.people.set('viewer', ['elsewhere:viewer']);
    put(1, 'default');
    put(3, 'elsewhere');
    await expect.poll(() => received(stream).length).toBe(2);
    expect(received(stream).at(-1)).toMatchObject({ changed: [{ UUID: uuidOf(3) }] });
    stream.close();
  });

  test('ends when the token is good no more, also without an event', async () => {
    api.people.set('leaver', ['default:viewer']);
    const stream = await openEventStream(api.url, 'leaver');
    api.people.delete('leaver');
    await stream.ended;
    expect(stream.events).toEqual([]);
  });

  test('gives what was missed to one who comes back', async () => {
    const before = await openEventStream(api.url, 'admin');
    fleet.bus.publish(cluster);
    await expect.poll(() => before.events.length).toBe(1);
    before.close();
    put(4, 'default');
    put(5, 'default');
    const after = await openEventStream(api.url, 'admin', before.events[0]?.id);
    await expect.poll(() => after.events.length).toBe(2);
    expect(received(after)).toMatchObject([
      { changed: [{ UUID: uuidOf(4) }] },
      { changed: [{ UUID: uuidOf(5) }] },
    ]);
    after.close();
  });

  test('sends a client that missed more than it could take at once a resync, and goes on', async () => {
    const before = await openEventStream(api.url, 'admin');
    fleet.bus.publish(cluster);
    await expect.poll(() => before.events.length).toBe(1);
    before.close();
    const changed = Array.from({ length: 50 }, (_, n) => volumeOf(n, { projectName: 'default' }));
    for (let n = 0; n < 400; n += 1) {
      fleet.bus.publish({ type: 'volumes', clusterId: id, changed, removed: [], many: false });
    }
    const after = await openEventStream(api.url, 'admin', before.events[0]?.id);
    mark();
    await untilMark(after);
    expect(received(after)).toEqual([{ type: 'resync' }]);
    after.close();
  });

  test.each(['of-another-server.5', 'no id', '', '999999999.1'])(
    'sends a client that comes back with the unknown id %j a resync, unless it is empty',
    async (lastEventId) => {
      const stream = await openEventStream(api.url, 'admin', lastEventId);
      mark();
      await untilMark(stream);
      expect(received(stream)).toEqual(lastEventId === '' ? [] : [{ type: 'resync' }]);
      stream.close();
    },
  );

  test('sends heartbeats at a steady pace, with the time of the federation’s clock', async () => {
    const before = Date.now();
    const stream = await openEventStream(api.url, 'viewer');
    await expect.poll(() => stream.heartbeats.length).toBeGreaterThan(2);
    const times = stream.heartbeats.map(({ at }) => Date.parse(at));
    expect(times.toSorted((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(stream.heartbeats[0]).toMatchObject({ everyMs: 100, overdue: [] });
    // With an id, a client would come back with one that the log of events never had.
    expect(stream.heartbeats.filter((heartbeat) => heartbeat.id !== undefined)).toEqual([]);
    stream.close();
  });

  test('sends the heartbeats to every open stream', async () => {
    const streams = await Promise.all(['admin', 'viewer'].map((p) => openEventStream(api.url, p)));
    for (const { heartbeats } of streams) {
      await expect.poll(() => heartbeats.length).toBeGreaterThan(2);
    }
    for (const stream of streams) stream.close();
  });

  test('sends a heartbeat at once, however long the next one takes', async () => {
    const slow = await startTestApi(fleet, undefined, 600_000);
    const stream = await openEventStream(slow.url, 'viewer');
    await expect.poll(() => stream.heartbeats).toMatchObject([{ everyMs: 600_000, overdue: [] }]);
    stream.close();
    await slow.close();
  });
});
