import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod/mini';
import { EVENT_FEED_PATH, writeFeedData } from '@asterism/api-types/fleet-api/event-feed';
import { loadBffProofKeys } from '@asterism/server-kit/secrets/bff-proof-keys';
import { hasFeedProof } from '@asterism/server-kit/secrets/bff-proof';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { openEvents, type EventReader } from '../test-support/event-reader.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import type { Recorded } from '../test-support/upstream.ts';

interface Feed {
  readonly headers: Recorded['headers'];
  readonly response: ServerResponse;
}

const ofVolumes = z.object({ changed: z.array(z.object({ name: z.string() })) });
const RESYNC = { type: 'resync' };

let bff: TestBff;
/** The federation's open connections, oldest first. */
let feeds: Feed[] = [];
/** New people for each test. */
let admin: { readonly name: string; readonly browser: Browser };
let viewer: typeof admin;

async function person(role: string): Promise<typeof admin> {
  const name = `person-${randomUUID()}`;
  bff.upstream.roles.set(name, [role]);
  const browser = createBrowser(bff);
  await browser.login(name);
  return { name, browser };
}

beforeAll(async () => {
  bff = await startTestBff({ backOff: { first: 10, most: 20 }, heartbeatMs: 50 });
  bff.upstream.answerFeed((_request, response, { headers }) => {
    const feed = { headers, response };
    feeds.push(feed);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': hello\n\n');
    response.once('close', () => {
      feeds = feeds.filter((other) => other !== feed);
    });
  });
});
afterAll(() => bff.close());
beforeEach(async () => {
  await vi.waitUntil(() => feeds.length === 0);
  admin = await person('system:cluster-admin');
  viewer = await person('default:viewer');
});

async function theFeed(): Promise<Feed> {
  await expect.poll(() => feeds.length).toBe(1);
  const [feed] = feeds;
  if (feed === undefined) throw new Error('there is none');
  return feed;
}

const openBoth = () =>
  Promise.all([openEvents(bff, admin.browser), openEvents(bff, viewer.browser)]);

function dataOf(name: string, projectName: string): string {
  const json = JSON.stringify({
    type: 'volumes',
    clusterId: 'c',
    changed: [{ UUID: randomUUID(), name, projectName }],
    removed: [],
    many: false,
  });
  return writeFeedData(json, { projects: new Set([projectName]), removedFrom: new Map() });
}
const sent = (id: number, data: string): string =>
  `id: ${id}\n${data.replace(/^/gm, 'data: ')}\n\n`;
const volume = (id: number, projectName: string): string => sent(id, dataOf(`v${id}`, projectName));
const rightsOf = (subject?: string): string =>
  `event: rights\ndata: ${JSON.stringify({ subject })}\n\n`;

/** The next event of the fleet: the names of its volumes, or the whole event. */
async function next(events: EventReader): Promise<unknown> {
  const message = await events.next();
  if (message === undefined || message.event !== undefined) return message?.event;
  const event: unknown = JSON.parse(message.data);
  const change = ofVolumes.safeParse(event);
  return change.success ? change.data.changed.map(({ name }) => name) : event;
}

describe('all sessions together', () => {
  test('have one connection to the federation, opened with the proof of the BFF and no token', async () => {
    const streams = await Promise.all(
      [admin, admin, viewer].map(({ browser }) => openEvents(bff, browser)),
    );
    const { headers } = await theFeed();
    expect(headers['authorization']).toBeUndefined();
    const keys = await loadBffProofKeys({ dataDir: bff.dataDir });
    expect(keys.ok && hasFeedProof(keys.value, headers, Date.now())).toBe(true);
    for (const stream of streams) stream.close();
    await expect.poll(() => feeds.length).toBe(0);
  });

  test('are each sent what their rights allow', async () => {
    const [ofAdmin, ofViewer] = await openBoth();
    const { response } = await theFeed();
    const workflow = { type: 'cluster', clusterId: 'c', change: 'updated' };
    response.write(volume(1, 'elsewhere') + sent(2, `${JSON.stringify(workflow)}\nnull`));
    response.write(sent(3, '{"type":"of a later release"}\nnull') + volume(4, 'default'));
    expect(await next(ofAdmin)).toEqual(['v1']);
    expect(await next(ofAdmin)).toEqual(workflow);
    expect(await next(ofAdmin)).toEqual({ type: 'of a later release' });
    expect(await next(ofAdmin)).toEqual(['v4']);
    expect(await next(ofViewer)).toEqual(['v4']);
    ofAdmin.close();
    ofViewer.close();
  });

  test('receive what they missed when they come back, as far as they may see it', async () => {
    const stays = await openEvents(bff, admin.browser);
    const { response } = await theFeed();
    response.write(volume(1, 'default') + volume(2, 'elsewhere') + volume(3, 'default'));
    for (const name of ['v1', 'v2', 'v3']) expect(await next(stays)).toEqual([name]);
    const back = await openEvents(bff, viewer.browser, '1');
    expect(await next(back)).toEqual(['v3']);
    const ancient = await openEvents(bff, viewer.browser, 'ancient');
    expect(await next(ancient)).toEqual(RESYNC);
    for (const stream of [stays, back, ancient]) stream.close();
  });

  test('refetch everything when the connection was lost, and are sent what comes then', async () => {
    const events = await openEvents(bff, viewer.browser);
    const first = await theFeed();
    first.response.write(volume(9, 'default'));
    expect(await next(events)).toEqual(['v9']);
    first.response.destroy();
    await expect.poll(() => feeds.at(0)?.headers['last-event-id']).toBe('9');
    expect(await next(events)).toEqual(RESYNC);
    feeds.at(0)?.response.write(volume(10, 'default'));
    expect(await next(events)).toEqual(['v10']);
    // It was not there when the others were told that something may be missing.
    const back = await openEvents(bff, admin.browser, '9');
    expect(await next(back)).toEqual(RESYNC);
    events.close();
    back.close();
  });

  test('refetch everything when the federation does not know what they missed', async () => {
    const events = await openEvents(bff, viewer.browser, '41');
    const { headers, response } = await theFeed();
    expect(headers['last-event-id']).toBe('41');
    response.write('data: {"type":"resync"}\n\n');
    expect(await next(events)).toEqual(RESYNC);
    events.close();
  });
});

describe('when rights change', () => {
  test('nothing more is sent by the old ones, and the page refetches everything', async () => {
    const events = await openEvents(bff, viewer.browser);
    const { response } = await theFeed();
    response.write(volume(1, 'default'));
    expect(await next(events)).toEqual(['v1']);
    bff.upstream.roles.set(viewer.name, ['elsewhere:viewer']);
    response.write(rightsOf(viewer.name) + volume(2, 'default'));
    expect(await next(events)).toEqual(RESYNC);
    response.write(volume(3, 'default') + volume(4, 'elsewhere'));
    expect(await next(events)).toEqual(['v4']);
    events.close();
  });

  test('what came meanwhile is sent when they turn out to be the same', async () => {
    const events = await openEvents(bff, viewer.browser);
    const { response } = await theFeed();
    response.write(volume(1, 'default') + rightsOf() + volume(2, 'default') + rightsOf());
    response.write(volume(3, 'default'));
    for (const name of ['v1', 'v2', 'v3']) expect(await next(events)).toEqual([name]);
    events.close();
  });

  test('the stream of somebody who was shut out ends at once; those of others stay', async () => {
    const [ofAdmin, ofViewer] = await openBoth();
    const { response } = await theFeed();
    bff.upstream.roles.delete(viewer.name);
    response.write(rightsOf(viewer.name) + volume(1, 'default'));
    expect(await next(ofViewer)).toBe('session-expired');
    expect(await next(ofViewer)).toBeUndefined();
    expect(await next(ofAdmin)).toEqual(['v1']);
    ofAdmin.close();
  });
});

test('nobody reaches the feed of all events through the BFF', async () => {
  expect((await admin.browser.get(EVENT_FEED_PATH)).status).toBe(404);
  expect(feeds.length).toBe(0);
});
