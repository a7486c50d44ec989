import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { openEvents } from '../test-support/event-reader.ts';
import {
  createFakeClock,
  startTestBff,
  type FakeClock,
  type TestBff,
} from '../test-support/test-bff.ts';
import { tokenOf } from '../test-support/upstream.ts';

const RESYNC = { data: '{"type":"resync"}' };

interface Source {
  readonly lastEventId: string | undefined;
  readonly token: string | undefined;
  readonly response: ServerResponse;
}

let clock: FakeClock;
let bff: TestBff;
/** A new user for each test, so that connections left over from the test before do not count. */
let admin: string;
let browser: Browser;
/** The federation's open connections of the test's users, oldest first. */
let sources: Source[];

const isOfTheTest = ({ headers }: IncomingMessage): boolean =>
  [admin, 'viewer'].some((user) => headers.authorization === `Bearer ${tokenOf(user)}`);

function serveEvents(request: IncomingMessage, response: ServerResponse): void {
  const lastEventId = request.headers['last-event-id'];
  const source: Source = {
    lastEventId: lastEventId === undefined ? undefined : String(lastEventId),
    token: request.headers.authorization,
    response,
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(': hello\n\n');
  if (!isOfTheTest(request)) return;
  sources.push(source);
  response.once('close', () => {
    sources = sources.filter((other) => other !== source);
  });
}

beforeAll(async () => {
  clock = createFakeClock();
  bff = await startTestBff({ clock, backOff: { first: 10, most: 20 }, heartbeatMs: 50 });
});
afterAll(() => bff.close());
beforeEach(async () => {
  sources = [];
  bff.upstream.answer(serveEvents);
  admin = `admin-${randomUUID()}`;
  bff.upstream.roles.set(admin, ['system:cluster-admin']);
  browser = createBrowser(bff);
  await browser.login(admin);
});

/** Waits until the federation has `count` connections; returns the newest. */
async function newestOf(count: number): Promise<Source> {
  await expect.poll(() => sources.length).toBe(count);
  const newest = sources.at(-1);
  if (newest === undefined) throw new Error('there is none');
  return newest;
}

describe('the event stream', () => {
  test('passes on the federation’s events with their ids, without buffering', async () => {
    const events = await openEvents(bff, browser);
    expect(events.response.headers.get('content-type')).toBe('text/event-stream');
    expect(events.response.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(events.response.headers.get('content-encoding')).toBeNull();
    const source = await newestOf(1);
    expect(source.token).toBe(`Bearer ${tokenOf(admin)}`);
    source.response.write('id: 7\ndata: {"type":"x",\ndata: "n":1}\n\n');
    expect(await events.next()).toEqual({
      id: '7',
      event: undefined,
      data: '{"type":"x",\n"n":1}',
    });
    events.close();
  });

  test('sends heartbeats while there are no events', async () => {
    const response = await fetch(`${bff.url}/events`, {
      headers: { cookie: `__Host-Http-sid=${browser.cookie()}` },
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes(': still here')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('retry: 1000');
    await reader?.cancel();
  });

  test('is sent without chunks to a client of HTTP/1.0', async () => {
    const socket = connect(bff.port, '127.0.0.1').setEncoding('utf8');
    const cookie = `__Host-Http-sid=${browser.cookie()}`;
    socket.write(`GET /events HTTP/1.0\r\nHost: localhost\r\nCookie: ${cookie}\r\n\r\n`);
    let received = '';
    socket.on('data', (text: string) => (received += text));
    await expect.poll(() => received).toContain(': still here\n\n: still here\n\n');
    const [, body] = received.split('\r\n\r\n');
    expect(body).toMatch(/^retry: 1000\n\n(: still here\n\n)+$/);
    socket.destroy();
  });

  test('requires a session', async () => {
    expect((await createBrowser(bff).get('/events')).status).toBe(401);
  });

  test('uses one connection to the federation, however many tabs subscribe', async () => {
    const tabs = await Promise.all([1, 2, 3].map(() => openEvents(bff, browser)));
    const source = await newestOf(1);
    source.response.write('id: 1\ndata: a\n\n');
    for (const tab of tabs) expect(await tab.next()).toMatchObject({ id: '1', data: 'a' });
    for (const tab of tabs) tab.close();
    await expect.poll(() => sources).toEqual([]);
  });

  test('uses a separate connection for another session', async () => {
    const viewer = createBrowser(bff);
    await viewer.login('viewer');
    const one = await openEvents(bff, browser);
    await newestOf(1);
    const other = await openEvents(bff, viewer);
    expect((await newestOf(2)).token).toBe(`Bearer ${tokenOf('viewer')}`);
    one.close();
    other.close();
  });

  test('refuses the seventeenth stream of a session', async () => {
    const tabs = await Promise.all(Array.from({ length: 16 }, () => openEvents(bff, browser)));
    expect((await browser.get('/events')).status).toBe(429);
    for (const tab of tabs) tab.close();
  });
});

describe('no event is missed', () => {
  test('when a browser reconnects: the federation is asked for the events since', async () => {
    const events = await openEvents(bff, browser, '41');
    expect((await newestOf(1)).lastEventId).toBe('41');
    events.close();
  });

  test('when a page opens its first stream: it starts after what the page has read', async () => {
    const events = await openEvents(bff, browser, undefined, 'f.41');
    expect((await newestOf(1)).lastEventId).toBe('f.41');
    const back = await openEvents(bff, browser, 'f.42', 'f.41');
    sources.at(0)?.response.write('id: f.42\ndata: a\n\nid: f.43\ndata: b\n\n');
    expect(await events.next()).toMatchObject({ id: 'f.42', data: 'a' });
    const late = await openEvents(bff, browser, undefined, 'f.42');
    expect(await late.next()).toMatchObject({ id: 'f.43' });
    for (const stream of [events, back, late]) stream.close();
  });

  test('when a page was faster than the events that it has read of: it refetches nothing', async () => {
    const first = await openEvents(bff, browser, undefined, 'f.41');
    const source = await newestOf(1);
    const ahead = await openEvents(bff, browser, undefined, 'f.42');
    source.response.write('id: f.42\ndata: a\n\nid: f.43\ndata: b\n\n');
    for (const id of ['f.42', 'f.43']) expect(await ahead.next()).toMatchObject({ id });
    const ofAnother = await openEvents(bff, browser, undefined, 'g.44');
    expect(await ofAnother.next()).toMatchObject(RESYNC);
    for (const stream of [first, ahead, ofAnother]) stream.close();
  });

  test('and a place that is none is refused', async () => {
    const events = await openEvents(bff, browser, undefined, 'a%0Ab');
    expect(events.response.status).toBe(400);
    events.close();
  });

  test('when a browser joins open streams: it receives what it missed from recent messages', async () => {
    const first = await openEvents(bff, browser);
    const source = await newestOf(1);
    source.response.write('id: 1\ndata: a\n\nid: 2\ndata: b\n\n');
    await first.next();
    await first.next();
    const second = await openEvents(bff, browser, '1');
    expect(await second.next()).toMatchObject({ id: '2', data: 'b' });
    first.close();
    second.close();
  });

  test('when a browser joins with an unknown id: it is notified to refetch everything', async () => {
    const first = await openEvents(bff, browser);
    await newestOf(1);
    const second = await openEvents(bff, browser, 'ancient');
    expect(await second.next()).toMatchObject(RESYNC);
    first.close();
    second.close();
  });

  test('when the connection is lost: it resumes after the last event, and the browser refetches everything', async () => {
    const events = await openEvents(bff, browser);
    const source = await newestOf(1);
    source.response.write('id: 9\ndata: a\n\n');
    await events.next();
    source.response.destroy();
    await expect.poll(() => sources.at(0)?.lastEventId).toBe('9');
    expect(await events.next()).toMatchObject(RESYNC);
    sources.at(0)?.response.write('id: 10\ndata: b\n\n');
    expect(await events.next()).toMatchObject({ id: '10', data: 'b' });
    events.close();
  });

  test('when the federation does not know what was missed: the browser refetches everything', async () => {
    const events = await openEvents(bff, browser, '41');
    const source = await newestOf(1);
    source.response.write('event: message\nid: \ndata: {"type":"resync"}\n\nid: 50\ndata: a\n\n');
    expect(await events.next()).toMatchObject(RESYNC);
    expect(await events.next()).toMatchObject({ id: '50', data: 'a' });
    events.close();
  });

  test('when the federation is away: a connected browser is notified, and refetches everything when it is back', async () => {
    let attempts = 0;
    bff.upstream.answer((request, response) => {
      if (isOfTheTest(request)) attempts += 1;
      response.destroy();
    });
    const events = await openEvents(bff, browser);
    await expect.poll(() => attempts).toBeGreaterThan(1);
    expect(await events.next()).toMatchObject({ event: 'federation-lost' });
    const later = await openEvents(bff, browser);
    expect(await later.next()).toMatchObject({ event: 'federation-lost' });
    bff.upstream.answer(serveEvents);
    for (const stream of [events, later]) {
      let next = await stream.next();
      while (next?.event === 'federation-lost') next = await stream.next();
      expect(next).toMatchObject({ event: 'federation-back' });
      expect(await stream.next()).toMatchObject(RESYNC);
      stream.close();
    }
  });

  test('when the federation stops sending heartbeats, with its connection open: the browser is notified', async () => {
    const events = await openEvents(bff, browser);
    const beat = (at: string) =>
      `event: heartbeat\ndata: {"type":"heartbeat","at":"${at}","everyMs":40,"overdue":[]}\n\n`;
    const source = await newestOf(1);
    source.response.write(beat('2026-11-24T08:00:00Z'));
    const first = await events.next();
    expect(first?.event).toBe('heartbeat');
    expect(first?.data).toContain('08:00:00Z');
    const later = await openEvents(bff, browser);
    // It has joined in between, and need not wait for the next one.
    expect(await later.next()).toMatchObject({ event: 'heartbeat' });
    // Frozen: it accepts connections, and answers nothing.
    bff.upstream.answer(() => undefined);
    for (const stream of [events, later]) {
      expect(await stream.next()).toMatchObject({ event: 'federation-lost' });
    }
    const latest = await openEvents(bff, browser);
    expect(await latest.next()).toMatchObject({ event: 'federation-lost' });
    for (const stream of [events, later, latest]) stream.close();
  });

  test('when the federation is away for long: the BFF keeps reconnecting', async () => {
    const events = await openEvents(bff, browser);
    const source = await newestOf(1);
    bff.upstream.setBroken(true);
    source.response.destroy();
    await expect.poll(() => sources).toEqual([]);
    bff.upstream.setBroken(false);
    for (;;) {
      const event = await events.next();
      if (event?.event?.startsWith('federation-') === true) continue;
      expect(event).toMatchObject(RESYNC);
      break;
    }
    events.close();
  });
});

describe('the event stream reports the end of its session and closes', () => {
  const expired = { event: 'session-expired', data: '{}' };

  test('after a sign-out', async () => {
    const events = await openEvents(bff, browser);
    await newestOf(1);
    await browser.send('POST', '/auth/logout');
    expect(await events.next()).toMatchObject(expired);
    expect(await events.next()).toBeUndefined();
    await expect.poll(() => sources).toEqual([]);
  });

  test('after a new sign-in, which ends the old session', async () => {
    const events = await openEvents(bff, browser);
    await browser.login('viewer');
    expect(await events.next()).toMatchObject(expired);
  });

  test('after 15 minutes in which the browser only listens', async () => {
    const events = await openEvents(bff, browser);
    await newestOf(1);
    clock.advance(14 * 60 + 59);
    sources.at(0)?.response.write('id: 1\ndata: a\n\n');
    expect(await events.next()).toMatchObject({ data: 'a' });
    clock.advance(2);
    expect(await events.next()).toMatchObject(expired);
    expect((await browser.get('/auth/session')).status).toBe(401);
  });

  test('after another process ended the session', async () => {
    const events = await openEvents(bff, browser);
    const { rows } = await bff.database.query('delete from bff.sessions returning key');
    for (const { key } of rows) await bff.database.notify('bff_session_ended', String(key));
    expect(await events.next()).toMatchObject(expired);
    expect((await browser.get('/auth/session')).status).toBe(401);
  });

  test('when the federation rejects the token', async () => {
    bff.upstream.roles.delete(admin);
    const events = await openEvents(bff, browser);
    expect(await events.next()).toMatchObject(expired);
  });
});

test('when the BFF closes: the stream ends with a message that makes the browser reconnect', async () => {
  const events = await openEvents(bff, browser);
  await newestOf(1);
  await bff.restart();
  expect(await events.next()).toMatchObject({ event: 'bye' });
  expect(await events.next()).toBeUndefined();
  const again = await openEvents(bff, browser);
  expect(again.response.status).toBe(200);
  again.close();
});
