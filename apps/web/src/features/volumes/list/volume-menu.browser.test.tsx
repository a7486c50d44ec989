import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { applyEvent } from '#/events/apply-event.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { toasts } from '#/lib/toasts.ts';
import {
  errorBody,
  renderPage,
  type PageOptions,
  type Server,
} from '#/test-support/render-page.tsx';
import { VolumesPage } from './volumes-page.tsx';
import '#/styles/frame.css';

beforeEach(() => page.viewport(1280, 800));
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  tabMemory.clear();
  toasts.set([]);
});

const GIB = 1024n ** 3n;
const idAt = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;
const rowAt = (at: number, facts: Partial<Volume> = {}) =>
  aVolume({ UUID: idAt(at), name: `db-${at}`, clusterId: 'c-1', ...facts });

/** The list of three volumes; `writes` answers what changes something, `now` is what a cluster answers of a volume. */
async function list(
  rows: readonly Volume[] = [rowAt(0), rowAt(1), rowAt(2)],
  writes: Server = () => ({ body: {} }),
  options: Omit<PageOptions, 'server'> = {},
  now?: Volume,
) {
  const shown = await renderPage(<VolumesPage />, {
    url: '/volumes',
    ...options,
    server(request) {
      if (request.method !== 'GET') return writes(request);
      if (request.url.startsWith('/api/v2/fleet/snapshots?')) {
        const totals = { size: '0', stored: '0' };
        const facets = { cluster: {}, project: {}, state: {} };
        return { body: { snapshots: [], total: 3, totals, facets, clusters: [] } };
      }
      if (request.url.startsWith('/api/v2/fleet/policies')) return { body: { policies: [] } };
      const one = [now, ...rows].find(
        (each) => each !== undefined && request.url.startsWith(`/api/v2/volumes/${each.UUID}`),
      );
      if (one !== undefined) return { body: one };
      if (!request.url.startsWith('/api/v2/fleet/volumes?')) return undefined;
      return {
        body: {
          volumes: rows,
          total: rows.length,
          facets: { cluster: { 'c-1': rows.length }, project: {}, state: {}, protection: {} },
          clusters: [{ clusterId: 'c-1', name: 'lb-north', status: 'Connected', error: '' }],
          troubles: [],
        },
      };
    },
  });
  const { screen } = shown;
  const button = (name: string) => screen.getByRole('button', { name: `Actions for ${name}` });
  const item = (name: string | RegExp) => screen.getByRole('menuitem', { name });
  const open = async (name: string) => {
    await button(name).click();
    await expect.element(screen.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
  };
  const link = (name: string) => screen.getByRole('link', { name, exact: true });
  const glance = screen.getByRole('complementary', { name: /^Quick look/ });
  return { ...shown, button, item, open, link, glance };
}

test('a row has a menu at its end: by pointer it opens there, and the focus goes into it and back', async () => {
  const { button, item, open } = await list();
  await open('db-1');
  await expect.element(button('db-1')).toHaveAttribute('aria-expanded', 'true');
  await expect.element(item('Quick look')).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(item('Edit')).not.toBeInTheDocument();
  await expect.element(button('db-1')).toHaveFocus();
  await expect.element(button('db-1')).not.toHaveAttribute('aria-expanded');
});

test('by keyboard the menu of the row opens with a key, arrows stay in it, and Escape leads back to the row', async () => {
  const { screen, item, link, location } = await list();
  await expect.element(link('db-0')).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  for (const key of ['.', '{Shift>}{F10}{/Shift}', '{ContextMenu}']) {
    await userEvent.keyboard('{Home}{ArrowDown}');
    await expect.element(link('db-1')).toHaveFocus();
    await expect
      .poll(async () => {
        await userEvent.keyboard(key);
        return item('Edit').elements().length;
      })
      .toBe(1);
    await expect.element(item('Quick look')).toHaveFocus();
    await userEvent.keyboard('{ArrowDown}');
    await expect.element(item('Edit')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    await expect.element(link('db-1')).toHaveFocus();
  }
  await userEvent.keyboard('.');
  await expect.element(item('Quick look')).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(location).toBe(`/volumes/${idAt(1)}/edit`);
});

test('what cannot be done says why: by the state of the volume, and by the role that is missing', async () => {
  const { screen, item, open, writes } = await list(
    [rowAt(0, { state: 'Updating' }), rowAt(1, { projectName: 'other' })],
    undefined,
    { roles: ['acme:admin', 'other:viewer'] },
  );
  await open('db-0');
  await expect.element(item(/^Edit/)).toHaveAttribute('aria-disabled', 'true');
  await expect
    .poll(() => item(/^Edit/).element().textContent)
    .toMatch(/Another update of the volume is still running\./);
  await expect.element(item(/^Resize.*Another update/)).toBeVisible();
  await item(/^Resize/).click({ force: true });
  expect(screen.getByRole('dialog').elements()).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await open('db-1');
  await expect
    .poll(() => item(/^Delete/).element().textContent)
    .toMatch(/Needs the role other:admin/);
  expect(writes()).toEqual([]);
});

test('a size is changed from the row: what the form would send, with its version, and the focus is back at the row', async () => {
  const { screen, item, link, writes } = await list();
  await expect.element(link('db-1')).toBeVisible();
  link('db-1').element().focus();
  await userEvent.keyboard('.');
  await item('Resize').click();
  const dialog = screen.getByRole('dialog', { name: 'Size of db-1' });
  const size = dialog.getByRole('textbox', { name: 'Size' });
  await expect.element(size).toHaveFocus();
  await size.fill('50 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(size).toHaveAttribute('aria-invalid', 'true');
  await expect.element(dialog.getByRole('checkbox', { name: 'Allow shrinking' })).toBeVisible();
  await size.fill('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    { method: 'PUT', ifMatch: '1', body: { projectName: 'acme', size: String(200n * GIB) } },
  ]);
  expect(toasts.get()).toMatchObject([{ title: 'Volume saved', detail: 'db-1' }]);
  await expect.element(link('db-1')).toHaveFocus();
});

const stale: Server = ({ ifMatch }) =>
  ifMatch === '7' ? { body: {} } : { status: 412, body: errorBody(9, 'the ETag is another') };

test('a quick edit of what somebody else has changed too shows loaded, yours and now, and keeps the draft', async () => {
  const now = rowAt(1, { ETag: '7', size: String(300n * GIB) });
  const { screen, item, open, writes } = await list(undefined, stale, {}, now);
  await open('db-1');
  await item('Resize').click();
  const dialog = screen.getByRole('dialog');
  const size = dialog.getByRole('textbox', { name: 'Size' });
  await size.fill('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect
    .element(dialog.getByRole('heading', { name: 'This volume was modified' }))
    .toHaveFocus();
  const row = dialog.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /^Size/ });
  for (const text of ['100 GiB', '200 GiB', '300 GiB']) {
    await expect.element(row.getByRole('cell', { name: text })).toBeVisible();
  }
  await row.getByRole('radio', { name: 'Keep mine' }).click();
  await dialog.getByRole('button', { name: 'Continue editing' }).click();
  await expect.element(size).toHaveValue('200 GiB');
  await expect
    .element(dialog.getByText(/is smaller than the current size/))
    .not.toBeInTheDocument();
  await size.fill('400 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().at(-1)).toMatchObject({ ifMatch: '7', body: { size: String(400n * GIB) } });
});

test('a quick edit beside what somebody else has changed of other fields is saved with theirs kept, and says so', async () => {
  const now = rowAt(1, { ETag: '7', size: String(300n * GIB) });
  const { screen, item, open, writes } = await list(undefined, stale, {}, now);
  await open('db-1');
  await item('Change labels').click();
  const dialog = screen.getByRole('dialog', { name: 'Labels of db-1' });
  await dialog.getByRole('textbox', { name: /Value of label/ }).fill('silver');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().at(-1)).toMatchObject({
    ifMatch: '7',
    body: { labels: [{ key: 'tier', value: 'silver' }] },
  });
  expect(toasts.get()).toMatchObject([
    {
      title: 'Volume saved',
      detail: 'db-1: somebody else changed it meanwhile, and that was kept too (Size).',
    },
  ]);
});

test('what is typed into a quick edit and not saved is offered when it is opened again, and is gone once it is saved', async () => {
  const { screen, item, open, writes } = await list();
  const dialog = screen.getByRole('dialog', { name: 'Size of db-1' });
  const size = dialog.getByRole('textbox', { name: 'Size' });
  const resize = async () => {
    await open('db-1');
    await item('Resize').click();
  };
  await resize();
  await size.fill('200 GiB');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await resize();
  await expect.element(size).toHaveValue('100 GiB');
  await dialog.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(size).toHaveValue('200 GiB');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([{ ifMatch: '1', body: { size: String(200n * GIB) } }]);
  await resize();
  await expect.element(size).toHaveFocus();
  expect(dialog.getByText(/Your draft of/).elements()).toEqual([]);
});

test('a change elsewhere while a quick edit is open is announced in it, and what was typed stays', async () => {
  const { screen, item, open } = await list();
  await open('db-1');
  await item('Change hosts').click();
  const dialog = screen.getByRole('dialog', { name: 'ACL hosts of db-1' });
  const input = dialog.getByRole('textbox', { name: 'ACL hosts' });
  await input.fill('nqn.2016-01.com.example:host-9');
  await dialog.getByRole('button', { name: /^Add/ }).click();
  applyEvent(
    {
      type: 'volumes',
      clusterId: 'c-1',
      changed: [rowAt(1, { ETag: '2', qosPolicyName: 'gold' })],
      removed: [],
      many: false,
    },
    queryClient,
    () => {},
  );
  await expect.element(dialog.getByText(/Someone else modified this volume/)).toBeVisible();
  await expect.element(dialog.getByText('nqn.2016-01.com.example:host-9')).toBeVisible();
});

test('a deletion from the row asks what its page asks: the typed name of a volume that may be in use', async () => {
  const { screen, item, open } = await list([rowAt(0, { connectedHosts: ['nqn.a'] })]);
  await open('db-0');
  await item('Delete').click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/1 connected host will lose this volume/)).toBeVisible();
  await expect.element(dialog.getByText('lb-north')).toBeVisible();
  await expect.element(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
  await dialog.getByRole('textbox').fill('db-0');
  await expect.element(dialog.getByRole('button', { name: 'Delete' })).toBeEnabled();
});

test('the menu closes when its volume goes', async () => {
  const rows = [rowAt(0), rowAt(1)];
  const { item, open } = await list(rows);
  await open('db-1');
  rows.pop();
  await queryClient.invalidateQueries();
  await expect.element(item('Edit')).not.toBeInTheDocument();
});

test('a quick look shows a volume beside the list, follows the arrow keys, is in the address, and Escape closes it', async () => {
  const { screen, glance, link, location, sent } = await list([
    rowAt(0, { acl: { values: ['nqn.a', 'nqn.b'] }, connectedHosts: ['nqn.b'] }),
    rowAt(1, { qosPolicyName: 'gold' }),
    rowAt(2, { labels: [] }),
  ]);
  await expect.element(link('db-0')).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  await userEvent.keyboard('{Home}');
  await expect.element(link('db-0')).toHaveFocus();
  await expect
    .poll(async () => {
      await userEvent.keyboard('q');
      return glance.elements().length;
    })
    .toBe(1);
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-0' })).toBeVisible();
  link('db-0').element().focus();
  await expect.element(glance.getByText('nqn.a')).toBeVisible();
  await expect.element(glance.getByRole('listitem').nth(1)).toHaveTextContent('nqn.b connected');
  await expect.element(glance.getByRole('link', { name: '3' })).toBeVisible();
  expect(location()).toBe(`/volumes?look=${idAt(0)}`);
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect.element(link('db-1')).toHaveFocus();
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-1' })).toBeVisible();
  await expect.element(glance.getByText('gold', { exact: true })).toBeVisible();
  await expect.poll(location).toBe(`/volumes?look=${idAt(1)}`);
  // What one only passes on the way is not read.
  expect(sent.filter(({ url }) => url.includes(`volume=${idAt(2)}`))).toEqual([]);
  await userEvent.keyboard('q');
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-1' })).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(glance).not.toBeInTheDocument();
  await expect.element(link('db-1')).toHaveFocus();
  await expect.poll(location).toBe('/volumes');
});

test('an address with a quick look opens it, also of a volume that the list has not, and a search keeps it', async () => {
  const elsewhere = rowAt(7);
  const { screen, glance, location } = await list(
    undefined,
    undefined,
    { url: `/volumes?look=${idAt(7)}` },
    elsewhere,
  );
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-7' })).toBeVisible();
  await screen.getByRole('combobox', { name: 'Search volumes' }).fill('db');
  await expect.poll(location).toBe(`/volumes?search=db&look=${idAt(7)}`);
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-7' })).toBeVisible();
});

test('a quick look at a volume that is deleted meanwhile says so under its name, where whoever was in it is then', async () => {
  const rows = [rowAt(0), rowAt(1)];
  const { glance, location } = await list(rows, undefined, { url: `/volumes?look=${idAt(1)}` });
  const change = glance.getByRole('button', { name: 'Change size' });
  await expect.element(change).toBeVisible();
  change.element().focus();
  rows.pop();
  await queryClient.invalidateQueries();
  await expect.element(glance.getByText('This volume was deleted.')).toBeVisible();
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-1' })).toHaveFocus();
  await expect.element(change).not.toBeInTheDocument();
  await userEvent.keyboard('{Escape}');
  await expect.poll(location).toBe('/volumes');
});

test('a quick look whose volume goes takes no focus that was not in it', async () => {
  const rows = [rowAt(0), rowAt(1)];
  const { glance } = await list(rows, undefined, { url: `/volumes?look=${idAt(1)}` });
  const change = glance.getByRole('button', { name: 'Change size' });
  await expect.element(change).toBeVisible();
  // As by a click on what takes no focus.
  change.element().focus();
  change.element().blur();
  rows.pop();
  await queryClient.invalidateQueries();
  await expect.element(glance.getByText('This volume was deleted.')).toBeVisible();
  expect(document.activeElement).toBe(document.body);
});

test('a quick look is live, and what it offers to change opens the same edit; its focus comes back', async () => {
  const { screen, glance, item, open, writes } = await list();
  await open('db-2');
  await item('Quick look').click();
  await expect.element(glance.getByText('1 host', { exact: false })).not.toBeInTheDocument();
  const change = glance.getByRole('button', { name: 'Change size' });
  await expect.element(change).toBeVisible();
  change.element().focus();
  applyEvent(
    {
      type: 'volumes',
      clusterId: 'c-1',
      changed: [rowAt(2, { ETag: '2', qosPolicyName: 'silver' })],
      removed: [],
      many: false,
    },
    queryClient,
    () => {},
  );
  await expect.element(glance.getByText('silver')).toBeVisible();
  await expect.element(change).toHaveFocus();
  await change.click();
  const size = screen.getByRole('dialog').getByRole('textbox', { name: 'Size' });
  await size.fill('200 GiB');
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  expect(writes()).toMatchObject([{ ifMatch: '2', body: { size: String(200n * GIB) } }]);
  await expect.element(change).toHaveFocus();
});

test('on a phone a quick look is a sheet over the foot of the page that takes the focus, and gives it back', async () => {
  await page.viewport(390, 844);
  const { glance, item, open, button, link } = await list();
  await open('db-0');
  await item('Quick look').click();
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-0' })).toHaveFocus();
  const { left, right, top } = glance.element().getBoundingClientRect();
  expect([left, right]).toEqual([0, 390]);
  expect(top).toBeGreaterThan(250);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  await expect.element(button('db-0')).toBeVisible();
  await glance.getByRole('button', { name: 'Close quick look' }).click();
  await expect.element(link('db-0')).toHaveFocus();
});
