import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';
import { sendJson, tokenOf } from '../test-support/upstream.ts';

const OLD = 'canary-old-password';
const NEW = 'canary-new-password';
/** The upstream takes a token by its person's name. */
const NEW_TOKEN = tokenOf('renewed');

let bff: TestBff;
let desk: Browser;
let laptop: Browser;
let viewer: Browser;

beforeAll(async () => {
  bff = await startTestBff();
});
afterAll(() => bff.close());
beforeEach(async () => {
  await bff.database.query('delete from bff.sessions');
  bff.upstream.recorded.splice(0);
  bff.upstream.roles.set('renewed', ['system:cluster-admin']);
  bff.upstream.answer((_request, response) =>
    sendJson(response, 200, { idToken: NEW_TOKEN, expiresIn: '28800' }),
  );
  [desk, laptop, viewer] = [createBrowser(bff), createBrowser(bff), createBrowser(bff)];
  await Promise.all([desk.login('admin'), laptop.login('admin'), viewer.login('viewer')]);
});

const change = (browser: Browser, headers: Record<string, string> = {}): Promise<Answered> =>
  browser.send('PUT', '/auth/password', {
    body: { oldPassword: OLD, newPassword: NEW },
    headers,
  });
const statusOf = async (browser: Browser) => (await browser.get('/auth/session')).status;

describe('a new password', () => {
  test('ends all sessions of the person, and this browser goes on with a new one', async () => {
    const former = desk.cookie();
    const answer = await change(desk);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toMatchObject({ username: 'admin' });
    expect(answer.text).not.toContain('canary');
    expect(desk.cookie()).not.toBe(former);
    expect(await statusOf(desk)).toBe(200);
    expect(await statusOf(laptop)).toBe(401);
    expect(await statusOf(viewer)).toBe(200);
    desk.setCookie(former);
    expect(await statusOf(desk)).toBe(401);
    // It was the federation that changed it, for whom the session is.
    const [sent] = bff.upstream.recorded;
    expect(sent).toMatchObject({ method: 'PUT', url: '/api/v2/fleet/password' });
    expect(sent?.headers['authorization']).toBe(`Bearer ${tokenOf('admin')}`);
    for (const secret of [OLD, NEW, NEW_TOKEN]) expect(bff.log()).not.toContain(secret);
  });

  test('leaves this browser signed in also when the other sessions could not be ended', async () => {
    vi.spyOn(bff.database, 'notify').mockRejectedValueOnce(new Error('the connection is lost'));
    expect((await change(desk)).status).toBe(500);
    expect(await statusOf(desk)).toBe(200);
  });

  test.each([
    [400, 3, null],
    [429, 8, '7'],
    [503, 14, '7'],
    [500, 13, null],
  ])(
    'that the federation answers with %i leaves every session as it is',
    async (status, code, retryAfter) => {
      bff.upstream.answer((_request, response) => {
        response.setHeader('retry-after', '7');
        sendJson(response, status, {
          error: 'oldPassword: no',
          code,
          message: 'oldPassword: no',
        });
      });
      const answer = await change(desk);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('retry-after')).toBe(retryAfter);
      expect(await statusOf(desk)).toBe(200);
      expect(await statusOf(laptop)).toBe(200);
    },
  );

  test('is asked for by who is signed in, on the console alone, and is checked before it is sent on', async () => {
    expect((await change(createBrowser(bff))).status).toBe(401);
    expect((await change(desk, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const short = await desk.send('PUT', '/auth/password', {
      body: { oldPassword: OLD, newPassword: 'short' },
    });
    expect(short.status).toBe(400);
    expect(short.text).toContain('newPassword');
    // No browser is given a token: the federation's own operation is not passed on.
    const direct = await desk.send('PUT', '/api/v2/fleet/password', {
      body: { oldPassword: OLD, newPassword: NEW },
    });
    expect(direct.status).toBe(404);
    expect(bff.upstream.recorded).toEqual([]);
  });
});
