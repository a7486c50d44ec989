import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { applyEvent } from '#/events/apply-event.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { toasts } from '#/lib/toasts.ts';
import { idAt, renderRows, rowAt } from './test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  tabMemory.clear();
  toasts.set([]);
});

const GIB = 1024n ** 3n;

test('a quick look shows a volume beside the list, follows the arrow keys, is in the address, and Escape closes it', async () => {
  const { screen, glance, link, location, sent } = await renderRows([
    rowAt(0, { acl: { values: ['nqn.a', 'nqn.b'] }, connectedHosts: ['nqn.b'] }),
    rowAt(1, { qosPolicyName: 'gold' }),
    rowAt(2, { labels: [] }),
  ]);
  await expect.element(link('db-0')).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  await userEvent.keyboard('{Home}');
  await expect.element(link('db-0')).toHaveFocus();
  // Once, though what shows it may not be there yet.
  await userEvent.keyboard('q');
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-0' })).toBeVisible();
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
  const { screen, glance, location } = await renderRows(
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
  const { glance, location } = await renderRows(rows, undefined, {
    url: `/volumes?look=${idAt(1)}`,
  });
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
  const { glance } = await renderRows(rows, undefined, { url: `/volumes?look=${idAt(1)}` });
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
  const { screen, glance, item, open, writes } = await renderRows();
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
  const { glance, item, open, button, link } = await renderRows();
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
