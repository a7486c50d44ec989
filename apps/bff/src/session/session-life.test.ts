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
  test('starts a session with the roles of the person, in a cookie that scripts cannot read', async () => {
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

  test('with a wrong password is 401, starts no session, and makes the browser show no prompt', async () => {
    const answer = await browser.login('admin', 'wrong');
    expect(answer.status).toBe(401);
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 16,
      message: 'The user name or password is not right.',
    });
    expect(answer.headers.get('www-authenticate')).toBeNull();
    expect(browser.cookie()).toBeUndefined();
  });

  test('with a colon in the name is 401 without a request to the federation', async () => {
    const before = bff.upstream.logins.length;
    const answer = await browser.login('admin:x', PASSWORD);
    expect(answer.status).toBe(401);
    expect(bff.upstream.logins).toHaveLength(before);
  });

  test('sends the address of the client to the federation', async () => {
    await browser.send('POST', '/auth/login', {
      body: { username: 'admin', password: PASSWORD },
      headers: { 'x-forwarded-for': '203.0.113.9' },
    });
    expect(bff.upstream.logins.at(-1)?.headers['x-forwarded-for']).toBe('127.0.0.1');
  });

  test('after too many attempts is 429, with the waiting time of the federation', async () => {
    bff.upstream.answerLogin((_request, response) => {
      response.setHeader('retry-after', '77');
      sendJson(response, 429, { error: 'slow', code: 8, message: 'slow' });
    });
    const answer = await browser.login('admin');
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('77');
  });

  test('while the federation fails is 503, not a wrong password', async () => {
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
  test('is never one that was planted before the sign-in', async () => {
    const planted = 'A'.repeat(43);
    browser.setCookie(planted);
    await browser.login('admin');
    expect(browser.cookie()).not.toBe(planted);
    browser.setCookie(planted);
    expect((await session()).status).toBe(401);
  });

  test('is replaced by a new sign-in, which ends the old session at once', async () => {
    await browser.login('admin');
    const first = browser.cookie();
    await browser.login('viewer');
    expect(browser.cookie()).not.toBe(first);
    expect(JSON.parse((await session()).text)).toMatchObject({ username: 'viewer' });
    browser.setCookie(first);
    expect((await session()).status).toBe(401);
  });

  test('is ignored when a second one is sent', async () => {
    await browser.login('admin');
    browser.setCookie(`${browser.cookie()}; __Host-Http-sid=${'B'.repeat(43)}`);
    expect((await session()).status).toBe(401);
  });

  test('cannot be derived from the database', async () => {
    await browser.login('admin');
    const { rows } = await bff.database.query('select * from bff.sessions');
    const dump = JSON.stringify(rows);
    expect(dump).toContain(sessionKey(browser.cookie() ?? ''));
    expect(dump).not.toContain(browser.cookie());
    expect(dump).not.toContain(tokenOf('admin'));
    expect(dump).not.toContain(Buffer.from(tokenOf('admin')).toString('base64').slice(0, 16));
  });

  test('does not open a token that was moved to its row from another', async () => {
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

  test('comes after 30 minutes for people who may only read', async () => {
    await browser.login('viewer');
    clock.advance(29 * MINUTE + 59);
    expect((await session()).status).toBe(200);
    clock.advance(2);
    expect((await session()).status).toBe(401);
  });

  test('is not postponed by polling', async () => {
    await browser.login('admin');
    for (let minute = 0; minute < 14; minute += 1) {
      clock.advance(MINUTE);
      expect((await browser.get('/api/v2/volumes')).status).toBe(200);
    }
    clock.advance(MINUTE + 1);
    expect((await browser.get('/api/v2/volumes')).status).toBe(401);
  });

  test('is postponed by what a person does, including changes', async () => {
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

  test('comes at once with a sign-out, and the browser deletes its data', async () => {
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

  test('may be requested twice, or without a session', async () => {
    expect((await browser.send('POST', '/auth/logout')).status).toBe(200);
  });

  test('comes when the federation no longer accepts the token', async () => {
    await browser.login('admin');
    bff.upstream.roles.delete('admin');
    expect((await browser.get('/api/v2/volumes')).status).toBe(401);
    bff.upstream.roles.set('admin', ['system:cluster-admin']);
    expect((await session()).status).toBe(401);
  });
});

describe('a valid session', () => {
  test('survives a restart of the BFF', async () => {
    await browser.login('admin');
    await bff.restart();
    expect((await session()).status).toBe(200);
  });

  test('shows the current roles, not those of the sign-in', async () => {
    await browser.login('admin');
    bff.upstream.roles.set('admin', ['default:viewer']);
    clock.advance(4);
    expect(JSON.parse((await session()).text)).toMatchObject({
      roles: ['default:viewer'],
      idleSeconds: 1800,
    });
  });

  test('shows the current roles even when the clock of the machine was set back', async () => {
    await browser.login('admin');
    await session();
    bff.upstream.roles.set('admin', ['default:viewer']);
    clock.set(-HOUR);
    clock.advance(4);
    const answer = await session();
    clock.set(HOUR);
    expect(JSON.parse(answer.text)).toMatchObject({ roles: ['default:viewer'] });
  });

  test('shows the roles as last read while the federation is unreachable', async () => {
    await browser.login('admin');
    bff.upstream.roles.set('admin', ['default:viewer']);
    bff.upstream.setBroken(true);
    clock.advance(4);
    expect(JSON.parse((await session()).text)).toMatchObject({ roles: ['system:cluster-admin'] });
  });
});

test('sessions end when the key that seals tokens is lost, and the log says why', async () => {
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
