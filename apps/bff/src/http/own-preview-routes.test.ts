import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ownSessionsApi } from '@asterism/api-types/bff-api/own-sessions-api';
import { pathParameters } from '@asterism/api-types/common/operation';
import { draftsApi } from '@asterism/api-types/bff-api/drafts-api';
import { PROXIED } from '../proxy/proxy-policy.ts';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { openEvents } from '../test-support/event-reader.ts';
import { createFakeClock, startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson, tokenOf } from '../test-support/upstream.ts';

/** The upstream takes a token by its person's name. */
const PREVIEW_TOKEN = tokenOf('preview');
const ROLE = 'acme:viewer';
const VOLUMES = '/api/v2/fleet/volumes?limit=7';

const clock = createFakeClock();
let bff: TestBff;
let desk: Browser;

beforeAll(async () => {
  bff = await startTestBff({ clock });
});
afterAll(() => bff.close());
beforeEach(async () => {
  await bff.database.query('delete from bff.sessions');
  bff.upstream.roles.set('preview', [ROLE]);
  bff.upstream.answer((_request, response, { url }) =>
    url === '/api/v2/fleet/preview-token'
      ? sendJson(response, 200, { idToken: PREVIEW_TOKEN, role: ROLE })
      : sendJson(response, 200, { volumes: [] }),
  );
  desk = createBrowser(bff);
  await desk.login('admin');
  bff.upstream.recorded.splice(0);
  bff.upstream.revoked.splice(0);
});

const start = (browser: Browser, of: unknown = { projectName: 'acme', right: 'viewer' }) =>
  browser.send('POST', '/auth/preview', { body: of });
const leave = (browser: Browser): Promise<Answered> => browser.send('DELETE', '/auth/preview');
const viewOf = ({ text }: Answered): unknown => JSON.parse(text);
const tokensSent = (): (string | undefined)[] =>
  bff.upstream.recorded.map(({ headers }) => headers['authorization']);

describe('a preview', () => {
  test('reads with the token of the one role, under another session, and its former one is over', async () => {
    const former = desk.cookie();
    const started = await start(desk);
    expect(started.status).toBe(200);
    expect(viewOf(started)).toMatchObject({ username: 'admin', roles: [ROLE], preview: ROLE });
    expect(desk.cookie()).not.toBe(former);
    bff.upstream.recorded.splice(0);

    expect((await desk.get(VOLUMES)).status).toBe(200);
    expect((await desk.get('/api/v2/fleet/summary')).status).toBe(403);
    expect(tokensSent()).toEqual([`Bearer ${PREVIEW_TOKEN}`]);
    expect(viewOf(await desk.get('/auth/session'))).toMatchObject({ roles: [ROLE], preview: ROLE });

    const old = createBrowser(bff);
    old.setCookie(former);
    expect((await old.get('/auth/session')).status).toBe(401);
    expect((await old.get(VOLUMES)).status).toBe(401);
    for (const secret of [PREVIEW_TOKEN, tokenOf('admin')]) {
      expect(started.text).not.toContain(secret);
      expect(bff.log()).not.toContain(secret);
    }
  });

  test('begins and ends in this browser also when the other processes cannot be told of it', async () => {
    const untold = () =>
      vi.spyOn(bff.database, 'notify').mockRejectedValueOnce(new Error('the connection is lost'));
    untold();
    expect((await start(desk)).status).toBe(200);
    expect(viewOf(await desk.get('/auth/session'))).toMatchObject({ preview: ROLE });
    untold();
    expect((await leave(desk)).status).toBe(200);
    expect(viewOf(await desk.get('/auth/session'))).toMatchObject({ username: 'admin' });
  });

  test('is kept over a restart of the server, and is shown to nobody else of this person', async () => {
    const laptop = createBrowser(bff);
    await laptop.login('admin');
    await start(desk);
    await bff.restart();
    expect(viewOf(await desk.get('/auth/session'))).toMatchObject({ preview: ROLE });
    expect(viewOf(await laptop.get('/auth/session'))).not.toHaveProperty('preview');
  });

  test('changes nothing: what would is refused before the federation is asked', async () => {
    bff.upstream.roles.set('preview', ['acme:admin']);
    await start(desk);
    bff.upstream.recorded.splice(0);
    const { findDraft: _, ...draftWrites } = draftsApi;
    const own = {
      startPreview: { method: 'POST', path: '/auth/preview' },
      ...draftWrites,
      changeOwnPassword: { method: 'PUT', path: '/auth/password' },
      endOtherSessions: ownSessionsApi.endOtherSessions,
      endSession: ownSessionsApi.endSession,
    };
    const writes = Object.entries({ ...PROXIED, ...own }).filter(
      ([, { method }]) => method !== 'GET',
    );
    expect(writes.length).toBeGreaterThan(25);
    for (const [name, { method, path }] of writes) {
      const filled = pathParameters(path).reduce(
        (text, one) => text.replace(`{${one}}`, 'x'),
        path,
      );
      const answer = await desk.send(method, filled, { body: {}, headers: { 'if-match': '"1"' } });
      expect([name, answer.status]).toEqual([name, 403]);
      expect(answer.text).toContain('This is a preview of acme:viewer: it changes nothing.');
    }
    expect(bff.upstream.recorded).toEqual([]);
  });

  test('ends the streams of events that were opened before', async () => {
    const before = await openEvents(bff, desk);
    await start(desk);
    let event = await before.next();
    while (event !== undefined && event.event !== 'session-expired') event = await before.next();
    expect(event?.event).toBe('session-expired');
    expect(await before.next()).toBeUndefined();
  });

  test('never shows what is kept of the answers to its person', async () => {
    bff.upstream.answerCheck((_request, response) =>
      sendJson(response, 200, { isCurrent: [true], newestEvent: 'f.1' }),
    );
    bff.upstream.answer((request, response, { url }) => {
      if (url === '/api/v2/fleet/preview-token') {
        return sendJson(response, 200, { idToken: PREVIEW_TOKEN, role: ROLE });
      }
      response.setHeader('etag', '"one"');
      return sendJson(response, 200, { volumes: [request.headers.authorization] });
    });
    const read = async () => (await desk.get(VOLUMES)).text;
    expect(await read()).toContain(tokenOf('admin'));
    expect(await read()).toContain(tokenOf('admin'));
    await start(desk);
    expect(await read()).toContain(PREVIEW_TOKEN);
    await leave(desk);
    expect(await read()).toContain(tokenOf('admin'));
    bff.upstream.answerCheck(undefined);
  });

  test('leads back to the own rights, and its token is revoked', async () => {
    await start(desk);
    const former = desk.cookie();
    const left = await leave(desk);
    expect(viewOf(left)).toMatchObject({ username: 'admin', roles: ['system:cluster-admin'] });
    expect(viewOf(left)).not.toHaveProperty('preview');
    expect(bff.upstream.revoked).toEqual([PREVIEW_TOKEN]);
    expect((await desk.get('/api/v2/fleet/summary')).status).toBe(200);
    expect(tokensSent().at(-1)).toBe(`Bearer ${tokenOf('admin')}`);
    desk.setCookie(former);
    expect((await desk.get('/auth/session')).status).toBe(401);
  });

  test('ends with the session: signing out revokes the own token, with which the preview ends', async () => {
    await start(desk);
    await desk.send('POST', '/auth/logout', { body: {} });
    expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
    expect((await desk.get('/auth/session')).status).toBe(401);
  });

  test('ends when nobody does anything as soon as the session of an admin does', async () => {
    await start(desk);
    expect(viewOf(await desk.get('/auth/session'))).toMatchObject({ idleSeconds: 15 * 60 });
    clock.advance(15 * 60 + 1);
    expect((await desk.get('/auth/session')).status).toBe(401);
  });

  test('that the federation refuses leaves the session as it is', async () => {
    const viewer = createBrowser(bff);
    await viewer.login('viewer');
    const former = viewer.cookie();
    bff.upstream.answer((_request, response) =>
      sendJson(response, 403, { error: 'no', code: 7, message: 'it takes cluster-admin' }),
    );
    expect((await start(viewer)).status).toBe(403);
    expect(viewer.cookie()).toBe(former);
    expect(viewOf(await viewer.get('/auth/session'))).not.toHaveProperty('preview');
    expect((await leave(viewer)).status).toBe(404);
  });

  test('begins once where it is asked for twice at once', async () => {
    const other = createBrowser(bff);
    other.setCookie(desk.cookie());
    const both = await Promise.all([start(desk), start(other)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });

  test('is asked for on the console alone, with a right and a project', async () => {
    expect((await start(createBrowser(bff))).status).toBe(401);
    const foreign = { 'sec-fetch-site': 'cross-site' };
    const body = { projectName: 'acme', right: 'viewer' };
    expect((await desk.send('POST', '/auth/preview', { body, headers: foreign })).status).toBe(403);
    for (const bad of [{}, { ...body, right: 'cluster-admin' }, { ...body, role: 'a:admin' }]) {
      expect((await start(desk, bad)).status).toBe(400);
    }
    expect((await start(desk, { ...body, projectName: 'system' })).status).toBe(400);
    // No browser is given a token: the federation's own operation is not passed on.
    const direct = await desk.send('POST', '/api/v2/fleet/preview-token', { body });
    expect(direct.status).toBe(404);
    expect(bff.upstream.recorded).toEqual([]);
  });
});
