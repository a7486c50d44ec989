import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import {
  createFakeClock,
  startTestBff,
  type FakeClock,
  type TestBff,
} from '../test-support/test-bff.ts';
import { tokenOf } from '../test-support/upstream.ts';

const POLLING = { timeout: 20_000, interval: 20 };

let clock: FakeClock;
let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  clock = createFakeClock();
  bff = await startTestBff({ clock, revokeRetryMs: 50 });
});
afterAll(() => bff.close());
beforeEach(async () => {
  await bff.database.query('delete from bff.sessions');
  bff.upstream.setBroken(false);
  bff.upstream.roles.set('admin', ['system:cluster-admin']);
  browser = createBrowser(bff);
  await browser.login('admin');
  bff.upstream.revoked.splice(0);
});

const signOut = () => browser.send('POST', '/auth/logout', { body: {} });
const sessionStatus = async () => (await browser.get('/auth/session')).status;
const rowCount = async (): Promise<unknown> => {
  const { rows } = await bff.database.query('select count(*)::int as n from bff.sessions');
  return rows[0]?.['n'];
};

test('the token of a session is revoked before the response to a sign-out, and the session is removed', async () => {
  expect((await signOut()).status).toBe(200);
  expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
  expect(await rowCount()).toBe(0);
});

test('the token of a session that another one replaces is revoked', async () => {
  await browser.login('viewer');
  expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
  await signOut();
});

test('the token of a session that was idle for too long is revoked', async () => {
  clock.advance(15 * 60 + 1);
  expect(await sessionStatus()).toBe(401);
  await vi.waitFor(() => expect(bff.upstream.revoked).toEqual([tokenOf('admin')]), POLLING);
  await vi.waitFor(async () => expect(await rowCount()).toBe(0), POLLING);
});

test('while the federation is away a session still ends, and its token is revoked when it is back', async () => {
  const cookie = browser.cookie();
  bff.upstream.setBroken(true);
  expect((await signOut()).status).toBe(200);
  browser.setCookie(cookie);
  expect(await sessionStatus()).toBe(401);
  expect(await rowCount()).toBe(1);

  await bff.restart();
  expect(await sessionStatus()).toBe(401);
  expect(bff.upstream.revoked).toEqual([]);
  bff.upstream.setBroken(false);
  await vi.waitFor(() => expect(bff.upstream.revoked).toEqual([tokenOf('admin')]), POLLING);
  await vi.waitFor(async () => expect(await rowCount()).toBe(0), POLLING);
});

test('a token that the federation no longer accepts counts as revoked', async () => {
  bff.upstream.roles.delete('admin');
  expect((await signOut()).status).toBe(200);
  expect(bff.upstream.revoked).toEqual([]);
  expect(await rowCount()).toBe(0);
});
