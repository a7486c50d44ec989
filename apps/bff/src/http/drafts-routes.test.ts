import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DRAFT_DAYS, draftsApi, DRAFTS_MAX } from '@asterism/api-types/bff-api/drafts-api';
import { createBrowser, type Answered, type Browser } from '../test-support/browser.ts';
import { createFakeClock, startTestBff, type TestBff } from '../test-support/test-bff.ts';

const clock = createFakeClock();
let bff: TestBff;
let desk: Browser;
let laptop: Browser;
let viewer: Browser;

beforeAll(async () => {
  bff = await startTestBff({ clock });
});
afterAll(() => bff.close());
beforeEach(async () => {
  await bff.database.query('delete from bff.drafts');
  [desk, laptop, viewer] = [createBrowser(bff), createBrowser(bff), createBrowser(bff)];
  await Promise.all([desk.login('admin'), laptop.login('admin'), viewer.login('viewer')]);
});

const VALUES = { name: 'pvc-1', size: '2 TiB', labels: [{ key: 'tier', value: 'gold' }] };
const keep = (browser: Browser, body: Record<string, unknown>): Promise<Answered> =>
  browser.send('PUT', '/auth/drafts', { body: { form: 'edit-volume', values: VALUES, ...body } });
const drop = (browser: Browser, of = ''): Promise<Answered> =>
  browser.send('DELETE', `/auth/drafts?form=edit-volume&of=${of}`);
async function draftOf(browser: Browser, of = '', form = 'edit-volume') {
  const { text } = await browser.get(
    `/auth/drafts?${new URLSearchParams({ form, of }).toString()}`,
  );
  return draftsApi.findDraft.output.parse(JSON.parse(text)).draft;
}

describe('a draft', () => {
  test('is there after a restart, in another browser and after signing in again, and for nobody else', async () => {
    const of = 'nqn.2014-08.org.nvmexpress:uuid:1';
    const base = { ETag: '7' };
    const kept = await keep(desk, { of, base });
    expect(kept.status).toBe(200);
    await bff.restart();
    await desk.send('POST', '/auth/logout', { body: {} });
    await desk.login('admin');
    const savedAt = new Date(clock.now()).toISOString();
    for (const browser of [desk, laptop]) {
      expect(await draftOf(browser, of)).toEqual({ values: VALUES, base, savedAt });
    }
    expect(await draftOf(viewer, of)).toBeUndefined();
    expect(await draftOf(desk, 'another')).toBeUndefined();
    expect(await draftOf(desk, of, 'create-volume')).toBeUndefined();
  });

  test('takes the place of the one before, and is gone once it is dropped', async () => {
    await keep(desk, {});
    await keep(viewer, {});
    await keep(laptop, { values: { name: 'pvc-2' } });
    expect((await draftOf(desk))?.values).toEqual({ name: 'pvc-2' });
    expect((await drop(desk)).status).toBe(200);
    expect(await draftOf(laptop)).toBeUndefined();
    expect((await drop(desk)).status).toBe(200);
    expect((await draftOf(viewer))?.values).toEqual(VALUES);
  });

  test('is kept for 30 days', async () => {
    await keep(desk, {});
    clock.advance((DRAFT_DAYS - 1) * 24 * 3600);
    await desk.login('admin');
    expect(await draftOf(desk)).toBeDefined();
    clock.advance(25 * 3600);
    await desk.login('admin');
    expect(await draftOf(desk)).toBeUndefined();
  });

  test('beyond fifty drops the oldest of the person, and of nobody else', async () => {
    await keep(viewer, { of: 'v-0' });
    for (let at = 0; at <= DRAFTS_MAX; at += 1) {
      clock.advance(1);
      await keep(desk, { of: `v-${at}` });
    }
    expect(await draftOf(desk, 'v-0')).toBeUndefined();
    expect(await draftOf(desk, 'v-1')).toBeDefined();
    expect(await draftOf(viewer, 'v-0')).toBeDefined();
  });

  test.each([
    ['of a form that is not known', { form: 'sign-in' }, 'form'],
    ['of what has too long a name', { of: 'x'.repeat(513) }, 'of'],
    ['that is no object', { values: ['a'] }, 'values'],
    ['that is too large', { values: { name: 'ä'.repeat(16_400) } }, 'values'],
    ['with a password', { values: { oldPassword: 'canary' } }, 'values.oldPassword'],
    [
      'with a key in a list',
      { values: { list: [{ private_key: 'canary' }] } },
      'values.list[0].private_key',
    ],
    ['with a token in what it is based on', { base: { idToken: 'canary' } }, 'base.idToken'],
    ['with a field beside', { username: 'viewer' }, 'username'],
    ['of a name with U+0000', { of: 'v\0' }, 'of: must not contain the character U+0000'],
    ['with U+0000 in a text', { values: { list: [{ name: 'a\0' }] } }, 'values.list[0].name'],
    ['with U+0000 in a name', { base: { 'a\0': 1 } }, String.raw`base.a\\u0000`],
  ])('%s is refused', async (_what, body, field) => {
    const answer = await keep(desk, body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(field);
    expect(await bff.database.query('select * from bff.drafts')).toMatchObject({ rowCount: 0 });
    expect(bff.log()).not.toContain('canary"');
  });

  test('that is nested without end is refused', async () => {
    const body = `{"form":"edit-volume","values":{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}}`;
    expect((await desk.send('PUT', '/auth/drafts', { body })).status).toBe(400);
  });

  test('is closed to who is not signed in and to other sites', async () => {
    const stranger = createBrowser(bff);
    expect((await stranger.get('/auth/drafts?form=edit-volume')).status).toBe(401);
    expect((await keep(stranger, {})).status).toBe(401);
    expect((await drop(stranger)).status).toBe(401);
    const headers = { 'sec-fetch-site': 'cross-site' };
    const body = { form: 'edit-volume', values: {} };
    expect((await desk.send('PUT', '/auth/drafts', { body, headers })).status).toBe(403);
  });
});
