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

test('the token of a session is revoked before the sign-out is answered, and nothing is left', async () => {
  expect((await signOut()).status).toBe(200);
  expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
  expect(await rowCount()).toBe(0);
});

test('so is that of a session in whose place another one is started', async () => {
  await browser.login('viewer');
  expect(bff.upstream.revoked).toEqual([tokenOf('admin')]);
  await signOut();
});

test('so is that of a session that was idle for too long', async () => {
  clock.advance(15 * 60 + 1);
  expect(await sessionStatus()).toBe(401);
  await vi.waitFor(() => expect(bff.upstream.revoked).toEqual([tokenOf('admin')]), POLLING);
  await vi.waitFor(async () => expect(await rowCount()).toBe(0), POLLING);
});

test('while the federation is away the session ends all the same, and the token when it is back', async () => {
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

test('a token that the federation does not take any more needs no revoking', async () => {
  bff.upstream.roles.delete('admin');
  expect((await signOut()).status).toBe(200);
  expect(bff.upstream.revoked).toEqual([]);
  expect(await rowCount()).toBe(0);
});
