import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import {
  createFakeClock,
  startTestBff,
  type FakeClock,
  type TestBff,
} from '../test-support/test-bff.ts';
import { PASSWORD, sendJson, tokenOf } from '../test-support/upstream.ts';
import { sessionKey } from './session.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

let clock: FakeClock;
let bff: TestBff;
let browser: Browser;

beforeAll(async () => {
  clock = createFakeClock();
  bff = await startTestBff({ clock });
});
afterAll(() => bff.close());
beforeEach(() => {
  browser = createBrowser(bff);
  bff.upstream.roles.set('admin', ['system:cluster-admin']);
  bff.upstream.roles.set('viewer', ['default:viewer']);
  bff.upstream.answerLogin(undefined);
  bff.upstream.setBroken(false);
});

const session = () => browser.get('/auth/session');
const act = () => browser.send('GET', '/auth/session', { headers: { 'x-user-active': '1' } });

describe('signing in', () => {
  test('gives a session with the roles of the person, in a cookie that scripts cannot read', async () => {
    const answer = await browser.login('admin');
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.text)).toEqual({
      username: 'admin',
      roles: ['system:cluster-admin'],
      expiresAt: new Date(clock.now() + 8 * HOUR * 1000).toISOString(),
      idleSeconds: 900,
    });
    expect(answer.headers.getSetCookie()).toEqual([
      `__Host-Http-sid=${browser.cookie()}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    ]);
    expect((await session()).status).toBe(200);
  });

  test('a wrong password is 401, starts nothing, and asks the browser for no password', async () => {
    const answer = await browser.login('admin', 'wrong');
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 16,
      message: 'The user name or password is not right.',
    });
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(browser.cookie()).toBeUndefined();
  });

  test('a name with a colon is somebody unknown, and not asked for', async () => {
    const before = bff.upstream.logins.length;
    const answer = await browser.login('admin:x', PASSWORD);
    expect(answer.status).toBe(401);
    expect(bff.upstream.logins).toHaveLength(before);
  });

  test('the federation learns from where somebody signs in', async () => {
    await browser.send('POST', '/auth/login', {
      body: { username: 'admin', password: PASSWORD },
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(bff.upstream.logins.at(-1)?.headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  test('too many attempts at the federation are 429 here, with its waiting time', async () => {
    bff.upstream.answerLogin((_request, response) => {
      response.setHeader('retry-after', '77');
      sendJson(response, 429, { error: 'slow', code: 8, message: 'slow' });
    });
    const answer = await browser.login('admin');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('77');
  });

  test('a federation that is in trouble is 503, not a wrong password', async () => {
    bff.upstream.answerLogin((_request, response) => void response.destroy());
    const answer = await browser.login('admin');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  test.each([
    [{}, 'username: is required; password: is required'],
    [{ username: '', password: 'x' }, 'username: must not be empty'],
    [{ username: 'a', password: 'x', admin: true }, 'admin: is not known to this request'],
    [{ username: 'a', password: 'x'.repeat(1025) }, 'password: is too long'],
  ])('%j is 400 naming the field', async (body, message) => {
    const answer = await browser.send('POST', '/auth/login', { body });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ code: 3, message });
  });
});

describe('the session id', () => {
  test('one that was planted before is not taken over', async () => {
    const planted = 'A'.repeat(43);
    browser.setCookie(planted);
    await browser.login('admin');
    expect(browser.cookie()).not.toBe(planted);
    browser.setCookie(planted);
    expect((await session()).status).toBe(401);
  });

  test('signing in again gives a new one and ends the old one at once', async () => {
    await browser.login('admin');
    const first = browser.cookie();
    await browser.login('viewer');
    expect(browser.cookie()).not.toBe(first);
    expect(JSON.parse((await session()).text)).toMatchObject({ username: 'viewer' });
    browser.setCookie(first);
    expect((await session()).status).toBe(401);
  });

  test('beside another one it counts for nothing', async () => {
    await browser.login('admin');
    browser.setCookie(`${browser.cookie()}; __Host-Http-sid=${'B'.repeat(43)}`);
    expect((await session()).status).toBe(401);
  });

  test('what the database holds can be used by nobody', async () => {
    await browser.login('admin');
    const { rows } = await bff.database.query('select * from bff.sessions');
    const dump = JSON.stringify(rows);
    expect(dump).toContain(sessionKey(browser.cookie() ?? ''));
    expect(dump).not.toContain(browser.cookie());
    expect(dump).not.toContain(tokenOf('admin'));
    expect(dump).not.toContain(Buffer.from(tokenOf('admin')).toString('base64').slice(0, 16));
  });

  test('a token moved to the row of somebody else opens nothing', async () => {
    await browser.login('viewer');
    const victim = createBrowser(bff);
    await victim.login('admin');
    await bff.database.query(
      `update bff.sessions set sealed_token =
         (select sealed_token from bff.sessions where key = $1) where key = $2`,
      [sessionKey(victim.cookie() ?? ''), sessionKey(browser.cookie() ?? '')],
    );
    clock.advance(6);
    expect((await session()).status).toBe(401);
  });
});

describe('the end of a session', () => {
  test('comes after 15 minutes without activity', async () => {
    await browser.login('admin');
    clock.advance(14 * MINUTE + 59);
    expect((await session()).status).toBe(200);
    clock.advance(2);
    expect((await session()).status).toBe(401);
  });

  test('comes after 30 minutes for those who can only look', async () => {
    await browser.login('viewer');
    clock.advance(29 * MINUTE + 59);
    expect((await session()).status).toBe(200);
    clock.advance(2);
    expect((await session()).status).toBe(401);
  });

  test('polling does not put it off', async () => {
    await browser.login('admin');
    for (let minute = 0; minute < 14; minute += 1) {
      clock.advance(MINUTE);
      expect((await browser.get('/api/v2/volumes')).status).toBe(200);
    }
    clock.advance(MINUTE + 1);
    expect((await browser.get('/api/v2/volumes')).status).toBe(401);
  });

  test('what a person does puts it off, changes as well', async () => {
    await browser.login('admin');
    clock.advance(14 * MINUTE);
    expect((await act()).status).toBe(200);
    clock.advance(14 * MINUTE);
    const probe = await browser.send('POST', '/api/v2/fleet/probe', {
      body: { apiEndpoint: '10.0.0.1:443' },
    });
    expect(probe.status).toBe(200);
    clock.advance(14 * MINUTE);
    expect((await session()).status).toBe(200);
  });

  test('comes after 8 hours whatever a person does', async () => {
    await browser.login('admin');
    for (let minute = 0; minute < 8 * 60 - 10; minute += 10) {
      clock.advance(10 * MINUTE);
      expect((await act()).status).toBe(200);
    }
    clock.advance(9 * MINUTE + 59);
    expect((await act()).status).toBe(200);
    clock.advance(2);
    expect((await act()).status).toBe(401);
  });

  test('comes with signing out, at once, and the browser forgets what it kept', async () => {
    await browser.login('admin');
    const id = browser.cookie();
    const answer = await browser.send('POST', '/auth/logout', { body: {} });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-Http-sid=; .*Expires=Thu, 01 Jan 1970/,
    );
    browser.setCookie(id);
    expect((await session()).status).toBe(401);
    const { rows } = await bff.database.query('select 1 from bff.sessions where key = $1', [
      sessionKey(id ?? ''),
    ]);
    expect(rows).toEqual([]);
  });

  test('signing out twice, or without a session, does no harm', async () => {
    expect((await browser.send('POST', '/auth/logout')).status).toBe(200);
  });

  test('comes when the federation takes the token no more', async () => {
    await browser.login('admin');
    bff.upstream.roles.delete('admin');
    expect((await browser.get('/api/v2/volumes')).status).toBe(401);
    bff.upstream.roles.set('admin', ['system:cluster-admin']);
    expect((await session()).status).toBe(401);
  });
});

describe('a session that lasts', () => {
  test('survives a restart of the BFF', async () => {
    await browser.login('admin');
    await bff.restart();
    expect((await session()).status).toBe(200);
  });

  test('shows roles as they are now, not as they were', async () => {
    await browser.login('admin');
    bff.upstream.roles.set('admin', ['default:viewer']);
    clock.advance(4);
    expect(JSON.parse((await session()).text)).toMatchObject({
      roles: ['default:viewer'],
      idleSeconds: 1800,
    });
  });

  test('shows roles as they are now also when the clock of the machine was set back', async () => {
    await browser.login('admin');
    await session();
    bff.upstream.roles.set('admin', ['default:viewer']);
    clock.set(-HOUR);
    clock.advance(4);
    const answer = await session();
    clock.set(HOUR);
    expect(JSON.parse(answer.text)).toMatchObject({ roles: ['default:viewer'] });
  });

  test('shows the roles last heard while the federation cannot say', async () => {
    await browser.login('admin');
    bff.upstream.roles.set('admin', ['default:viewer']);
    bff.upstream.setBroken(true);
    clock.advance(4);
    expect(JSON.parse((await session()).text)).toMatchObject({ roles: ['system:cluster-admin'] });
  });
});

test('when the key that seals them is lost, people sign in again, and the log says why', async () => {
  await browser.login('admin');
  await bff.restart();
  expect((await session()).status).toBe(200);
  expect(bff.log()).not.toContain('people sign in again');
  await rm(join(bff.dataDir, 'bff.key'));
  await bff.restart();
  expect((await session()).status).toBe(401);
  expect(bff.log()).toContain('people sign in again');
  expect((await browser.login('admin')).status).toBe(200);
  expect((await session()).status).toBe(200);
});
