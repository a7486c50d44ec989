import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { tabMemory } from '#/lib/tab-memory.ts';
import {
  header,
  hideColumn,
  renderVolumes,
  scrollToRow,
  volumes,
  type Fleet,
} from './test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  vi.restoreAllMocks();
  tabMemory.clear();
  localStorage.clear();
});

const FLEET = { pages: { 0: volumes(2) }, total: 160 };

test('columns are as they were chosen when one comes to the list again', async () => {
  const { screen, goTo, location } = await renderVolumes(FLEET, { username: 'grace' });
  await hideColumn(screen, 'ACL hosts');
  await goTo('/clusters');
  await expect.element(screen.getByText('Another page')).toBeVisible();
  await goTo('/volumes');
  await expect.element(header(screen, 'Size')).toBeVisible();
  await expect.element(header(screen, 'ACL hosts')).not.toBeInTheDocument();
  await expect.poll(location).toBe('/volumes');
});

test('they outlast the page, and are nobody else’s', async () => {
  const first = await renderVolumes(FLEET, { username: 'joan' });
  await hideColumn(first.screen, 'ACL hosts');
  await first.screen.unmount();
  const other = await renderVolumes(FLEET, { username: 'mary' });
  await expect.element(header(other.screen, 'ACL hosts')).toBeVisible();
  await other.screen.unmount();
  // As another tab has stored them.
  const stored = localStorage.getItem('asterism-list-volumes-joan') ?? '';
  localStorage.setItem('asterism-list-volumes-joan2', stored);
  const again = await renderVolumes(FLEET, { username: 'joan2' });
  await expect.element(header(again.screen, 'Size')).toBeVisible();
  await expect.element(header(again.screen, 'ACL hosts')).not.toBeInTheDocument();
});

test('what the address names goes before what was chosen, and stays there while one works on', async () => {
  localStorage.setItem('asterism-list-volumes-edna', '{"columns":["size"]}');
  const { screen, location } = await renderVolumes(FLEET, {
    username: 'edna',
    url: '/volumes?columns=acl',
  });
  await expect.element(header(screen, 'ACL hosts')).toBeVisible();
  await expect.element(header(screen, 'Size')).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Name' }).click();
  await expect.poll(location).toBe('/volumes?order=desc&columns=acl');
});

test.each([
  ['is forbidden', 'getItem'],
  ['is full', 'setItem'],
] as const)('the list works where the browser’s storage %s', async (_, call) => {
  vi.spyOn(Storage.prototype, call).mockImplementation(() => {
    throw new DOMException('no', 'SecurityError');
  });
  const { screen, goTo } = await renderVolumes(FLEET, { username: `nobody ${call}` });
  await hideColumn(screen, 'ACL hosts');
  await goTo('/clusters');
  await expect.element(screen.getByText('Another page')).toBeVisible();
  await goTo('/volumes');
  await expect.element(header(screen, 'Size')).toBeVisible();
  await expect.element(header(screen, 'ACL hosts')).not.toBeInTheDocument();
});

test('what is stored there and makes no sense is left out', async () => {
  localStorage.setItem('asterism-list-volumes-ruth', '{"limit":7,"columns":"all"}');
  const { screen } = await renderVolumes(FLEET, { username: 'ruth' });
  await expect.element(header(screen, 'ACL hosts')).toBeVisible();
});

/** The first volumes of a list, and the last, far from them; what is between is nobody's. */
const ends = (last = volumes(3, 'web')): Fleet => ({
  pages: { 0: volumes(2), 150: last },
  total: 150 + last.length,
});

/** Selects volumes at both ends of the list, and leaves it at the end. */
async function leaveWithSelection(username: string, count = 2) {
  const fleet = ends();
  const { screen } = await renderVolumes(fleet, { username });
  for (let at = 0; at < count; at += 1)
    await screen.getByRole('checkbox', { name: `Select db-${at}` }).click();
  await scrollToRow(150);
  for (const name of ['web-0', 'web-1', 'web-2'])
    await screen.getByRole('checkbox', { name: `Select ${name}` }).click();
  await expect.element(screen.getByText(/^\d volumes selected/)).toBeVisible();
  await screen.unmount();
  return fleet;
}

test('volumes that were deleted meanwhile leave a selection that was kept, and the bar says so', async () => {
  const fleet = await leaveWithSelection('vera');
  const left = volumes(3, 'web').slice(2);
  fleet.gone = volumes(3, 'web').slice(0, 2);
  Object.assign(fleet, ends(left));
  const { screen, sent, writes } = await renderVolumes(fleet, { username: 'vera' });
  await expect.element(screen.getByText('2 of 5 selected volumes no longer exist')).toBeVisible();
  await expect.element(screen.getByText('3 volumes selected (1 not in view)')).toBeVisible();
  expect(sent.filter(({ url }) => url.includes('/missing?')).length).toBeLessThanOrEqual(2);

  await screen.getByRole('button', { name: 'Delete' }).click();
  const chosen: Record<string, string> = Object.fromEntries(
    [...volumes(2), ...left].map(({ UUID, ETag }) => [UUID, ETag]),
  );
  await expect.poll(writes).toMatchObject([{ method: 'POST', body: { volumes: chosen } }]);
  await screen.getByRole('button', { name: 'Close' }).click();
  await screen.getByRole('button', { name: 'Clear selection' }).click();
  await expect.element(screen.getByText(/no longer exist/)).not.toBeInTheDocument();
});

test('a selection of which nothing is left says so, and offers nothing to delete', async () => {
  const fleet = await leaveWithSelection('nora', 0);
  fleet.gone = volumes(3, 'web');
  fleet.pages = { 0: volumes(2) };
  const { screen } = await renderVolumes(fleet, { username: 'nora' });
  await expect.element(screen.getByText('3 of 3 selected volumes no longer exist')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Delete' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Dismiss' }).click();
  await expect.element(screen.getByText(/no longer exist/)).not.toBeInTheDocument();
});

test('a selection that cannot be checked is kept, and each delete is judged by its cluster', async () => {
  const fleet = await leaveWithSelection('rosa');
  const { screen } = await renderVolumes({ ...fleet, refusesChecks: true }, { username: 'rosa' });
  await expect.element(screen.getByText('5 volumes selected (3 not in view)')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Delete' })).toBeEnabled();
});

/** Shows a list with one selected volume. */
async function selectOne(username: string, fleet: Fleet, url = '/volumes') {
  const shown = await renderVolumes(fleet, { username, url });
  await shown.screen.getByRole('checkbox', { name: 'Select row-1', exact: true }).click();
  await expect.element(shown.screen.getByText('1 volume selected')).toBeVisible();
  const offer = shown.screen.getByRole('button', { name: /^Select all/ });
  await expect.element(offer).toBeVisible();
  return { ...shown, offer };
}

test('all that match are selected by what is sought, however many they are, and none of them is read for that', async () => {
  const { screen, sent, offer, writes } = await selectOne(
    'mae',
    { total: 100_000 },
    '/volumes?search=row&sort=size',
  );
  await expect.element(offer).toHaveTextContent('Select all 100,000 matching');
  const remove = screen.getByRole('button', { name: 'Delete' });
  const { top } = remove.element().getBoundingClientRect();
  const before = sent.length;
  offer.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('All that match are selected')).toBeVisible();
  await expect.element(screen.getByText('100,000 volumes selected')).toBeVisible();
  const bar = screen.getByRole('region', { name: 'Selected volumes' }).element();
  expect(bar.contains(document.activeElement)).toBe(true);
  expect(remove.element().getBoundingClientRect().top).toBe(top);
  expect(sent.slice(before)).toEqual([]);

  await screen.getByRole('checkbox', { name: 'Select row-1', exact: true }).click();
  await expect.element(screen.getByText('99,999 volumes selected')).toBeVisible();
  await remove.click();
  await expect.poll(writes).toMatchObject([
    {
      method: 'POST',
      url: '/api/v2/fleet/tasks',
      body: {
        kind: 'delete volumes',
        matching: { search: 'row', except: ['00000000-0000-4000-8001-000000000001'] },
      },
    },
  ]);
});

test('what was selected as all that match is not selected when something else is sought', async () => {
  const { screen, offer } = await selectOne('lena', { total: 450 });
  await offer.click();
  await expect.element(screen.getByText('450 volumes selected')).toBeVisible();
  await screen.getByRole('combobox', { name: 'Search volumes' }).fill('r');
  await expect.element(screen.getByText(/selected$/)).not.toBeInTheDocument();
  const box = screen.getByRole('checkbox', { name: 'Select row-1', exact: true });
  await expect.element(box).not.toBeChecked();
});

test('Shift and a click select all rows between two, and take them out again, in either direction', async () => {
  const { screen } = await renderVolumes({ pages: { 0: volumes(6) }, total: 6 });
  const box = (at: number) =>
    screen.getByRole('checkbox', { name: `Select db-${at}`, exact: true });
  const ticked = () =>
    Array.from({ length: 6 }, (_, at) => at).filter((at) => {
      const element = box(at).element();
      return element instanceof HTMLInputElement && element.checked;
    });
  const shift = { modifiers: ['Shift' as const] };
  // Without one before it, it selects one row alone.
  await box(4).click(shift);
  expect(ticked()).toEqual([4]);
  await box(1).click(shift);
  await expect.poll(ticked).toEqual([1, 2, 3, 4]);
  await box(2).click();
  await expect.poll(ticked).toEqual([1, 3, 4]);
  await box(4).click(shift);
  await expect.poll(ticked).toEqual([1]);
});
