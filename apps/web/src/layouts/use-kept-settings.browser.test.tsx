import { keptPreference, type Settings } from '@asterism/api-types/bff-api/preferences-api';
import { beforeEach, expect, test } from 'vitest';
import { density, singleKeys, theme, timeZone, units } from '#/lib/settings.ts';
import { toasts } from '#/lib/toasts.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { SettingsPage } from '#/features/session/settings/settings-page.tsx';
import { useKeptSettings } from './use-kept-settings.ts';

beforeEach(() => {
  for (const choice of [density, singleKeys, theme, timeZone, units])
    localStorage.removeItem(choice.key);
  for (const choice of [density, singleKeys, theme, timeZone, units]) choice.readAgain();
  localStorage.removeItem('asterism-settings-of');
  toasts.set([]);
});

function Kept() {
  useKeptSettings();
  return <SettingsPage />;
}

/** The settings page of somebody who has chosen this before, maybe in another browser. */
async function page(chosen: Settings | undefined, username = 'ada', refusesAt = 0) {
  let kept = chosen === undefined ? undefined : { value: { ...chosen }, version: 3 };
  let puts = 0;
  const rendered = await renderPage(<Kept />, {
    url: '/settings',
    username,
    server({ method, body }) {
      if (method === 'GET')
        return { body: { preferences: kept === undefined ? {} : { settings: kept } } };
      puts += 1;
      if (puts === refusesAt) {
        // Another browser was faster.
        kept = { value: { ...kept?.value, theme: 'dark' }, version: (kept?.version ?? 0) + 1 };
        return { status: 409, body: errorBody(10, 'changed') };
      }
      if (refusesAt < 0) return { status: 500, body: errorBody(13, 'no') };
      const { value, version } = keptPreference.parse(body);
      kept = { value, version: version + 1 };
      return { body: { version: version + 1 } };
    },
  });
  return { ...rendered, kept: () => kept?.value };
}

test('what was chosen in another browser holds here, and nothing is sent back', async () => {
  const { screen, writes } = await page({ units: 'decimal', timeZone: 'Asia/Tokyo' });
  await expect.element(screen.getByText('1.64 TB')).toBeVisible();
  await expect.element(screen.getByText(/GMT\+9/)).toBeVisible();
  expect(localStorage.getItem('asterism-units')).toBe('decimal');
  expect(writes()).toEqual([]);
});

test('a choice applies at once, is remembered in this browser, and is kept on the server', async () => {
  const { screen, kept } = await page({ units: 'decimal' });
  await screen.getByLabelText('Sizes').selectOptions('binary');
  await expect.element(screen.getByText('1.5 TiB')).toBeVisible();
  await screen.getByLabelText('Time zone').selectOptions('UTC');
  await expect.element(screen.getByText(/ UTC\)/)).toBeVisible();
  await screen.getByLabelText('Rows of lists').selectOptions('comfortable');
  await screen.getByLabelText('Single-key shortcuts').click();
  await expect
    .poll(kept)
    .toEqual({ units: 'binary', timeZone: 'UTC', density: 'comfortable', singleKeys: 'off' });
  expect(localStorage.getItem('asterism-single-keys')).toBe('off');
});

test('a choice does not undo what another browser has chosen meanwhile', async () => {
  const { screen, kept } = await page({ units: 'decimal' }, 'ada', 1);
  await screen.getByLabelText('Time zone').selectOptions('UTC');
  await expect.poll(kept).toEqual({ units: 'decimal', theme: 'dark', timeZone: 'UTC' });
});

test('a choice that cannot be saved holds in this browser, and the person is told', async () => {
  const { screen } = await page(undefined, 'ada', -1);
  await screen.getByLabelText('Sizes').selectOptions('decimal');
  await expect.element(screen.getByText('1.64 TB')).toBeVisible();
  await expect
    .poll(() => toasts.get().map(({ title }) => title))
    .toEqual(['Your setting was not saved']);
});

test('nobody has the settings of who used this browser before', async () => {
  localStorage.setItem('asterism-settings-of', 'ada');
  units.choose('decimal');
  const { screen } = await page(undefined, 'bob');
  await expect.element(screen.getByText('1.5 TiB')).toBeVisible();
  expect(localStorage.getItem('asterism-settings-of')).toBe('bob');
});

test('the settings that were chosen in this browser before the server kept any stay', async () => {
  units.choose('decimal');
  const { screen } = await page(undefined);
  await expect.poll(() => localStorage.getItem('asterism-settings-of')).toBe('ada');
  await expect.element(screen.getByText('1.64 TB')).toBeVisible();
});
