import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { preferencesApi } from '@asterism/api-types/bff-api/preferences-api';
import { createBrowser, type Browser } from '../test-support/browser.ts';
import { startTestBff, type TestBff } from '../test-support/test-bff.ts';

let bff: TestBff;
let desk: Browser;
let laptop: Browser;
let viewer: Browser;

beforeAll(async () => {
  bff = await startTestBff();
  [desk, laptop, viewer] = [createBrowser(bff), createBrowser(bff), createBrowser(bff)];
  await Promise.all([desk.login('admin'), laptop.login('admin'), viewer.login('viewer')]);
});
afterAll(() => bff.close());
beforeEach(() => bff.database.query('delete from bff.preferences'));

const preferencesOf = async (browser: Browser) => {
  const { text } = await browser.get('/auth/preferences');
  return preferencesApi.getPreferences.output.parse(JSON.parse(text)).preferences;
};
const put = (browser: Browser, name: string, value: unknown, version = 0) =>
  browser.send('PUT', `/auth/preferences/${name}`, { body: { value, version } });

describe('preferences of a person', () => {
  test('are the same in every browser of theirs, also after a restart, and nobody else has them', async () => {
    const settings = { theme: 'dark', timeZone: 'Europe/Berlin', singleKeys: 'off' };
    expect((await put(desk, 'settings', settings)).text).toBe('{"version":1}');
    await bff.restart();
    expect(await preferencesOf(laptop)).toEqual({ settings: { value: settings, version: 1 } });
    expect(await preferencesOf(viewer)).toEqual({});
    const views = { volumes: { views: [{ name: 'Full', query: 'sort=size' }], opensWith: 'Full' } };
    expect((await put(laptop, 'views', views)).status).toBe(200);
    expect((await preferencesOf(desk))['views']?.value).toEqual(views);
  });

  test('are not overwritten by a change to an older version of them', async () => {
    await put(desk, 'settings', { theme: 'dark' });
    expect((await put(laptop, 'settings', { units: 'decimal' })).status).toBe(409);
    expect((await put(laptop, 'settings', { units: 'decimal' }, 2)).status).toBe(409);
    expect((await put(laptop, 'settings', { units: 'decimal' }, 1)).text).toBe('{"version":2}');
    expect(await preferencesOf(desk)).toEqual({
      settings: { value: { units: 'decimal' }, version: 2 },
    });
  });

  test('are closed to who is not signed in, and to other sites', async () => {
    const stranger = createBrowser(bff);
    expect((await stranger.get('/auth/preferences')).status).toBe(401);
    expect((await put(stranger, 'settings', {})).status).toBe(401);
    const headers = { 'sec-fetch-site': 'cross-site' };
    const body = { value: {}, version: 0 };
    const sent = await desk.send('PUT', '/auth/preferences/settings', { body, headers });
    expect(sent.status).toBe(403);
  });

  test('are refused under an unknown name, and when they do not fit', async () => {
    expect((await put(desk, 'secrets', {})).status).toBe(400);
    expect((await put(desk, 'constructor', {})).status).toBe(400);
    const odd = await put(desk, 'settings', { theme: 'pink', units: 1 });
    expect(odd.status).toBe(400);
    expect(odd.text).toContain('value.theme');
    expect(odd.text).toContain('value.units');
    expect((await put(desk, 'settings', { theme: 'dark' }, -1)).status).toBe(400);
    const view = { name: 'Full', query: 'sort=size' };
    expect((await put(desk, 'lists', { volumes: { widths: { name: 'wide' } } })).status).toBe(400);
    const twins = await put(desk, 'views', { volumes: { views: [view, view] } });
    expect(twins.text).toContain('value.volumes.views');
    expect(
      (await put(desk, 'views', { volumes: { views: [{ name: '', query: '' }] } })).status,
    ).toBe(400);
    const nul = await put(desk, 'views', { volumes: { views: [{ name: 'a\0', query: '' }] } });
    expect(nul.status).toBe(400);
    expect(nul.text).toContain('value.volumes.views[0].name');
    expect(await preferencesOf(desk)).toEqual({});
  });

  test('keep nothing that no schema knows', async () => {
    await put(desk, 'settings', { theme: 'dark', note: 'x'.repeat(1000) });
    expect((await preferencesOf(desk))['settings']?.value).toEqual({ theme: 'dark' });
  });

  test('take at most 64 KiB in all', async () => {
    await bff.database.query(
      `insert into bff.preferences values ('admin', 'others', repeat('x', 65530), 1)`,
    );
    const sent = await put(desk, 'settings', { theme: 'dark' });
    expect(sent.status).toBe(400);
    expect(sent.text).toContain('64 KiB');
    expect((await put(viewer, 'settings', { theme: 'dark' })).status).toBe(200);
  });

  test('that an older release has written and that do not fit any more count as not chosen', async () => {
    await bff.database.query(
      `insert into bff.preferences values ('admin', 'settings', '{"theme":"pink"}', 7), ('admin', 'gone', '{}', 1)`,
    );
    expect(await preferencesOf(desk)).toEqual({ settings: { value: {}, version: 7 } });
    expect((await put(desk, 'settings', { theme: 'dark' }, 7)).status).toBe(200);
  });
});
