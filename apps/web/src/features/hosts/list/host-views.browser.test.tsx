import {
  keptPreference,
  views as viewsSchema,
  type Views,
} from '@asterism/api-types/bff-api/preferences-api';
import { beforeEach, expect, test } from 'vitest';
import { liveStatus } from '#/api/live-status.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { HostsPage } from './hosts-page.tsx';

beforeEach(() => {
  localStorage.clear();
  liveStatus.set('live');
  return () => liveStatus.set('connecting');
});

/** The list of hosts, of a person whose views the server keeps. */
async function open(url: string, views: Views = {}, refuses = false) {
  let kept = { value: views, version: 1 };
  const page = await renderPage(<HostsPage />, {
    url,
    server({ method, url: asked, body }) {
      if (asked === '/auth/preferences') return { body: { preferences: { views: kept } } };
      if (method === 'PUT') {
        if (refuses)
          return { status: 400, body: errorBody(3, 'leaves your preferences too large') };
        const { value, version } = keptPreference.parse(body);
        kept = { value: viewsSchema.parse(value), version: version + 1 };
        return { body: { version: version + 1 } };
      }
      if (!asked.startsWith('/api/v2/fleet/hosts?')) return undefined;
      const facets = { connection: {}, cluster: {}, project: {} };
      return { body: { hosts: [], total: 0, facets, clusters: [] } };
    },
  });
  const choose = async (toggle: string, item: string) => {
    await page.screen.getByRole('button', { name: toggle, exact: true }).click();
    await page.screen.getByRole('menuitem', { name: item }).click();
  };
  const asked = () => page.sent.findLast(({ url: sent }) => sent.startsWith('/api/v2'))?.url;
  return { ...page, choose, asked, kept: () => kept.value['hosts'] };
}

const BUSY = { name: 'Busy', query: 'search=db&sort=volumes&order=desc&columns=host%2Cvolumes' };

test('search, order and columns are saved under a name, shown again, and overwritten as they are now', async () => {
  const { screen, choose, kept, location, goTo } = await open(
    '/hosts?search=db&sort=volumes&order=desc&columns=host,volumes',
  );
  await choose('Views', 'Save view…');
  await screen.getByRole('textbox', { name: 'Name' }).fill(' Busy ');
  await screen.getByRole('button', { name: 'Save view' }).click();
  await expect.poll(kept).toEqual({ views: [BUSY] });
  await expect.element(screen.getByRole('button', { name: 'Busy', exact: true })).toBeVisible();
  await goTo('/hosts?connection=connected');
  await choose('Busy (changed)', 'Busy');
  await expect.poll(location).toBe(`/hosts?${BUSY.query}`);
  await screen.getByRole('columnheader', { name: 'Volumes' }).getByRole('button').click();
  await choose('Busy (changed)', 'Save view…');
  await expect.element(screen.getByText('Overwrites your view “Busy”.')).toBeVisible();
  await screen.getByRole('button', { name: 'Overwrite view' }).click();
  await expect.poll(kept).toEqual({
    views: [{ name: 'Busy', query: 'search=db&sort=volumes&columns=host%2Cvolumes' }],
  });
});

test('a view is renamed, deleted, and made the one that the list opens with; all can still be seen', async () => {
  const { screen, choose, kept, goTo, asked, location } = await open('/hosts', {
    hosts: { views: [BUSY, { name: 'Idle', query: 'sort=volumes&columns=host' }] },
  });
  await choose('Views', 'Share or manage views…');
  await screen.getByRole('textbox', { name: 'Name of Busy' }).fill('Idle');
  await expect.element(screen.getByText('Each view needs a name of its own.')).toBeVisible();
  await screen.getByRole('button', { name: 'Delete Idle' }).click();
  await screen.getByRole('radio', { name: 'Open the list with Busy' }).click();
  await screen.getByRole('button', { name: 'Save changes' }).click();
  await expect.poll(kept).toEqual({ views: [{ ...BUSY, name: 'Idle' }], opensWith: 'Idle' });
  await goTo('/elsewhere');
  await goTo('/hosts');
  await expect.poll(asked).toContain('search=db&sort=volumes&order=desc');
  await expect.element(screen.getByRole('textbox', { name: 'Search hosts' })).toHaveValue('db');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(asked).not.toContain('search');
  await goTo('/hosts?sort=host');
  await expect.element(screen.getByRole('textbox', { name: 'Search hosts' })).toHaveValue('');
  expect(location()).toBe('/hosts?sort=host');
});

test('the link to a list as it is shown says all of it, and a view that is refused says why', async () => {
  const { screen, choose } = await open('/hosts?search=db', {}, true);
  await choose('Views', 'Share or manage views…');
  await expect
    .element(screen.getByText(/\?search=db&columns=host,connection,volumes,/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await choose('Views', 'Save view…');
  await screen.getByRole('textbox', { name: 'Name' }).fill('Mine');
  await screen.getByRole('button', { name: 'Save view' }).click();
  await expect.element(screen.getByText(/too large/)).toBeVisible();
  await expect.element(screen.getByRole('textbox', { name: 'Name' })).toHaveValue('Mine');
});
