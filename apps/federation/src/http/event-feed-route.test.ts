import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createSecretKey } from 'node:crypto';
import express from 'express';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ANSWER_CHECK_PATH } from '@asterism/api-types/fleet-api/answer-check';
import { EVENT_FEED_PATH, readFeedData } from '@asterism/api-types/fleet-api/event-feed';
import { NEWEST_EVENT_HEADER } from '@asterism/api-types/fleet-api/newest-event-header';
import type { FleetEvent } from '@asterism/api-types/fleet-api/fleet-events';
import {
  feedProofHeader,
  forwardedHeaders,
  type BffProofKeys,
} from '@asterism/server-kit/secrets/bff-proof';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { createEventBus, type EventBus } from '../events/event-bus.ts';
import { createEventLog } from '../events/event-log.ts';
import { createUserStore } from '../store/user-store.ts';
import {
  ADMIN_PASSWORD,
  bearer,
  send,
  signIn,
  startTestFederation,
  type TestFederation,
} from '../test-support/test-federation.ts';
import { portOf } from '../test-support/tls-server.ts';
import { uuidOf, volumeOf } from '../test-support/volumes.ts';
import { createEventFeedRoute, type EventFeedRoute } from './event-feed-route.ts';
import { createRequestOrigins } from './request-origin.ts';

const keys: BffProofKeys = [createSecretKey(new Uint8Array(32).fill(1))];
const proof = () => feedProofHeader(keys, Date.now());

/** Reads the feed; the text that has come so far. */
async function openFeed(url: string, headers: Record<string, string>) {
  const ending = new AbortController();
  const response = await fetch(url + EVENT_FEED_PATH, { headers, signal: ending.signal });
  let text = '';
  async function read(): Promise<void> {
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return;
      text += next.value;
    }
  }
  const ended = read().catch(() => {});
  return { status: response.status, text: () => text, ended, close: () => ending.abort() };
}

/** The events of a feed, with their ids and whom they are for. */
const eventsIn = (text: string) =>
  text
    .split('\n\n')
    .filter((block) => block.startsWith('id: '))
    .map((block) => {
      const [id = '', ...lines] = block.split('\n');
      const data = lines.map((line) => line.slice('data: '.length)).join('\n');
      const read = readFeedData(data);
      return { id: id.slice('id: '.length), event: read?.event, audience: read?.audience };
    });

describe('the feed of all events', () => {
  const cluster: FleetEvent = { type: 'cluster', clusterId: 'c', change: 'updated' };
  let bus: EventBus;
  let feed: EventFeedRoute;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    bus = createEventBus((error) => {
      throw error;
    });
    feed = createEventFeedRoute({
      log: createEventLog(bus),
      isFromBff: createRequestOrigins({ proofKeys: keys, trustedProxies: ['127.0.0.1'] }).isFromBff,
      overdue: () => ['slow'],
      heartbeatMs: 50,
    });
    server = createServer(express().use(feed.router)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${portOf(server)}`;
  });
  afterEach(() => {
    feed.close();
    server.close();
    server.closeAllConnections();
  });

  test.each<[string, () => Record<string, string>]>([
    ['nothing', () => ({})],
    ['an old proof', () => feedProofHeader(keys, Date.now() - 120_000)],
    [
      'the proof of another key',
      () => feedProofHeader([createSecretKey(new Uint8Array(32).fill(2))], Date.now()),
    ],
    [
      'the proof of a request that it forwards',
      () => forwardedHeaders(keys, { address: '192.0.2.1', requestId: 'r' }),
    ],
  ])('is closed to whoever brings %s, also from the address of a trusted proxy', async (_, of) => {
    const opened = await openFeed(url, of());
    expect(opened.status).toBe(401);
    opened.close();
  });

  test('is opened by GET alone: a HEAD would never end', async () => {
    const answer = await fetch(url + EVENT_FEED_PATH, { method: 'HEAD', headers: proof() });
    expect(answer.status).toBe(405);
  });

  test('carries every event with whom it is for, and heartbeats without ids', async () => {
    const opened = await openFeed(url, proof());
    bus.publish(cluster);
    const gone = uuidOf(2);
    bus.publish(
      { type: 'volumes', clusterId: 'c', changed: [volumeOf(1)], removed: [gone], many: false },
      { projects: new Set(['default', 'acme']), removedFrom: new Map([[gone, 'acme']]) },
    );
    await expect.poll(() => eventsIn(opened.text())).toHaveLength(2);
    expect(eventsIn(opened.text())).toMatchObject([
      { event: cluster, audience: undefined },
      {
        event: { changed: [{ UUID: uuidOf(1) }], removed: [gone] },
        audience: {
          projects: new Set(['default', 'acme']),
          removedFrom: new Map([[gone, 'acme']]),
        },
      },
    ]);
    expect(opened.text()).toMatch(/(^|\n\n)event: heartbeat\ndata: .*"overdue":\["slow"\]/);
    opened.close();
  });

  test('gives what was missed to a BFF that comes back, and a resync when that is not known', async () => {
    const before = await openFeed(url, proof());
    bus.publish(cluster);
    await expect.poll(() => eventsIn(before.text())).toHaveLength(1);
    const [{ id } = { id: '' }] = eventsIn(before.text());
    before.close();
    bus.publish({ ...cluster, change: 'detached' });
    const after = await openFeed(url, { ...proof(), 'last-event-id': id });
    await expect
      .poll(() => eventsIn(after.text()))
      .toMatchObject([{ event: { change: 'detached' } }]);
    const lost = await openFeed(url, { ...proof(), 'last-event-id': 'of-another.5' });
    await expect.poll(lost.text).toContain('data: {"type":"resync"}\n\n');
    after.close();
    lost.close();
  });

  test('ends when the federation closes', async () => {
    const opened = await openFeed(url, proof());
    feed.close();
    await expect(opened.ended).resolves.toBeUndefined();
  });
});

describe('a federation', () => {
  let federation: TestFederation;
  let bffKeys: BffProofKeys;
  let admin: Awaited<ReturnType<typeof signIn>>;

  beforeAll(async () => {
    federation = await startTestFederation();
    const ofFile = await loadBffProofKeys({ dataDir: federation.dataDir });
    if (!ofFile.ok) throw new Error(ofFile.error.message);
    bffKeys = ofFile.value;
    admin = await signIn(federation.url, 'admin', ADMIN_PASSWORD);
  });
  afterAll(() => federation.close());

  test('sends its BFF what happens between an answer and the opening of the feed, once', async () => {
    const newestIn = async (headers: Record<string, string>) => {
      const answer = await send(federation.url, 'GET', '/api/v2/clusters', headers);
      return answer.headers.get(NEWEST_EVENT_HEADER);
    };
    const forwarded = forwardedHeaders(bffKeys, { address: '192.0.2.1', requestId: 'r' });
    expect(await newestIn(bearer(admin.token))).toBeNull();
    expect(await newestIn(forwarded)).toBeNull();
    const newest = await newestIn({ ...bearer(admin.token), ...forwarded });

    const started = await admin.client.attachCluster({ apiEndpoint: '127.0.0.1:443' });
    expect(started).toMatchObject({ ok: true });
    const opened = await openFeed(federation.url, {
      ...feedProofHeader(bffKeys, Date.now()),
      'last-event-id': newest ?? '',
    });
    await expect.poll(() => eventsIn(opened.text())).not.toEqual([]);
    const events = eventsIn(opened.text());
    expect(events[0]?.event).toMatchObject({ type: 'workflow', workflow: { state: 'PENDING' } });
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(opened.text()).not.toContain('resync');
    opened.close();
  });

  test('lets its BFF see everything, nobody else, and says whose rights change', async () => {
    const { token, client } = admin;
    // A person may see all of it by their own stream. This one has what it takes to know whom an event is for.
    const ofAdmin = await openFeed(federation.url, bearer(token));
    expect(ofAdmin.status).toBe(401);

    // So has the check of the answers of several people.
    const check = (headers: Record<string, string>) =>
      send(
        federation.url,
        'POST',
        ANSWER_CHECK_PATH,
        { ...headers, 'content-type': 'application/json' },
        JSON.stringify({ answers: [{ token, url: '/api/v2/fleet/volumes', etag: '"x"' }] }),
      );
    expect(await check(bearer(token))).toMatchObject({ status: 401 });

    const proof = feedProofHeader(bffKeys, Date.now());
    const checked = await check(proof);
    expect(checked).toMatchObject({ status: 200, json: { isCurrent: [false] } });
    expect(checked.json['newestEvent']).toMatch(/\.\d+$/);
    const opened = await openFeed(federation.url, proof);
    expect(opened.status).toBe(200);
    const users = createUserStore(federation.database.orm);
    await users.disable('viewer');
    await expect.poll(opened.text).toContain('event: rights\ndata: {"subject":"viewer"}\n\n');
    expect(opened.text()).not.toContain('"subject":"admin"');
    await client.revokeToken({ idToken: token });
    await expect.poll(opened.text).toContain('event: rights\ndata: {"subject":"admin"}\n\n');
    opened.close();
  });
});
