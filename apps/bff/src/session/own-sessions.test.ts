import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ownSessionsApi } from '@asterism/api-types/bff-api/own-sessions-api';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { openEvents } from '../test-support/event-reader.ts';
import {
  createFakeClock,
  startTestBff,
  type FakeClock,
  type TestBff,
} from '../test-support/test-bff.ts';
import { PASSWORD, tokenOf } from '../test-support/upstream.ts';
import { sessionKey } from './session.ts';

let clock: FakeClock;
let bff: TestBff;
let desk: Browser;
let laptop: Browser;
let viewer: Browser;

beforeAll(async () => {
  clock = createFakeClock();
  bff = await startTestBff({ clock });
});
afterAll(() => bff.close());
beforeEach(async () => {
  await bff.database.query('delete from bff.sessions');
  [desk, laptop, viewer] = [createBrowser(bff), createBrowser(bff), createBrowser(bff)];
  await viewer.login('viewer');
  await signInFrom(laptop, 'Laptop/1.0');
  clock.advance(60);
  await signInFrom(desk, 'Desk/2.0');
  bff.upstream.revoked.splice(0);
});

const signInFrom = (browser: Browser, userAgent: string): Promise<Answered> =>
  browser.send('POST', '/auth/login', {
    body: { username: 'admin', password: PASSWORD },
    headers: { 'user-agent': userAgent },
  });

const listOf = async (browser: Browser) => {
  const { text } = await browser.get('/auth/sessions');
  return ownSessionsApi.listSessions.output.parse(JSON.parse(text)).sessions;
};
const idOf = (browser: Browser): string => sessionKey(browser.cookie() ?? '');
const statusOf = async (browser: Browser) => (await browser.get('/auth/session')).status;
const end = (browser: Browser, id: string, headers: Record<string, string> = {}) =>
  browser.send('DELETE', `/auth/sessions/${id}`, { headers });

describe('the list of sessions', () => {
  test('shows when and from where each one started, and which one is current', async () => {
    const at = (secondsAgo: number) => new Date(clock.now() - secondsAgo * 1000).toISOString();
    const ends = (secondsAgo: number) =>
      new Date(clock.now() + (8 * 3600 - secondsAgo) * 1000).toISOString();
    expect(await listOf(desk)).toEqual([
      {
        id: idOf(desk),
        isCurrent: true,
        signedInAt: at(0),
        lastActiveAt: at(0),
        expiresAt: ends(0),
        address: '127.0.0.1',
        userAgent: 'Desk/2.0',
      },
      {
        id: idOf(laptop),
        isCurrent: false,
        signedInAt: at(60),
        lastActiveAt: at(60),
        expiresAt: ends(60),
        address: '127.0.0.1',
        userAgent: 'Laptop/1.0',
      },
    ]);
  });

  test('has no sessions of other people, no expired ones, and nothing to sign in with', async () => {
    expect((await listOf(viewer)).map(({ id }) => id)).toEqual([idOf(viewer)]);
    clock.advance(14 * 60 + 30);
    expect((await listOf(desk)).map(({ id }) => id)).toEqual([idOf(desk)]);
    const { text } = await desk.get('/auth/sessions');
    for (const secret of [desk.cookie() ?? '', laptop.cookie() ?? '', tokenOf('admin')]) {
      expect(text).not.toContain(secret);
    }
    desk.setCookie(idOf(desk).slice(0, 43));
    expect(await statusOf(desk)).toBe(401);
  });

  test('requires a session', async () => {
    expect((await createBrowser(bff).get('/auth/sessions')).status).toBe(401);
  });

  test('keeps at most 256 characters of the user agent', async () => {
    await signInFrom(desk, 'x'.repeat(5000));
    const [newest] = await listOf(desk);
    expect(newest?.userAgent).toBe('x'.repeat(256));
  });
});

describe('ending a session', () => {
  test('ends only that one, with its events and its token, at once', async () => {
    const events = await openEvents(bff, laptop);
    expect((await end(desk, idOf(laptop))).status).toBe(200);
    expect(await events.next()).toMatchObject({ event: 'session-expired' });
    expect([await statusOf(laptop), await statusOf(desk), await statusOf(viewer)]).toEqual([
      401, 200, 200,
    ]);
    expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
    expect((await listOf(desk)).map(({ id }) => id)).toEqual([idOf(desk)]);
    expect((await end(desk, idOf(laptop))).status).toBe(404);
  });

  test('of another person is 404, like a session that does not exist, and changes nothing', async () => {
    const [others, none] = [await end(viewer, idOf(desk)), await end(viewer, 'a'.repeat(64))];
    expect([others.status, none.status]).toEqual([404, 404]);
    for (const { text } of [others, none]) {
      expect(JSON.parse(text)).toMatchObject({ code: 5, message: 'You have no such session.' });
    }
    expect(await statusOf(desk)).toBe(200);
  });

  test('that is the current one signs out', async () => {
    const answer = await end(desk, idOf(desk));
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(desk.cookie()).toBeUndefined();
    expect(await statusOf(laptop)).toBe(200);
  });

  test('requires an id, a session and the origin of the console', async () => {
    expect((await end(desk, 'me')).status).toBe(400);
    expect((await end(createBrowser(bff), idOf(desk))).status).toBe(401);
    expect((await end(desk, idOf(laptop), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect(await statusOf(laptop)).toBe(200);
  });
});

describe('ending all other sessions', () => {
  test('keeps the current one and those of other people', async () => {
    const phone = createBrowser(bff);
    await signInFrom(phone, 'Phone/3.0');
    bff.upstream.revoked.splice(0);
    expect((await desk.send('DELETE', '/auth/sessions')).status).toBe(200);
    expect(
      await Promise.all([desk, laptop, phone, viewer].map((browser) => statusOf(browser))),
    ).toEqual([200, 401, 401, 200]);
    expect(bff.upstream.revoked).toEqual([tokenOf('admin'), tokenOf('admin')]);
    expect((await desk.send('DELETE', '/auth/sessions')).status).toBe(200);
  });

  test('requires a session', async () => {
    expect((await createBrowser(bff).send('DELETE', '/auth/sessions')).status).toBe(401);
    expect(await statusOf(desk)).toBe(200);
  });
});
