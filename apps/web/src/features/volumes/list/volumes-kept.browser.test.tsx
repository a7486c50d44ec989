import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { applyEvent } from '#/events/apply-event.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { errorBody } from '#/test-support/render-page.tsx';
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
  const { screen, sent } = await renderVolumes(fleet, { username: 'vera' });
  await expect.element(screen.getByText('2 of 5 selected volumes no longer exist')).toBeVisible();
  await expect.element(screen.getByText('3 volumes selected (1 not in view)')).toBeVisible();
  expect(sent.filter(({ url }) => url.includes('/missing?')).length).toBeLessThanOrEqual(2);

  await screen.getByRole('button', { name: 'Delete' }).click();
  const doomed = screen.getByRole('region', { name: 'Volumes to delete' });
  await expect.element(doomed).toBeVisible();
  expect(
    doomed
      .getByRole('listitem')
      .elements()
      .map((item) => item.textContent),
  ).toEqual([
    expect.stringContaining('db-0'),
    expect.stringContaining('db-1'),
    expect.stringContaining('web-2'),
  ]);
  await screen.getByRole('button', { name: 'Cancel' }).click();
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

test('a volume that is deleted elsewhere while the dialog is open leaves the dialog', async () => {
  const fleet = await leaveWithSelection('olga');
  const { screen } = await renderVolumes(fleet, { username: 'olga' });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await expect.element(screen.getByRole('button', { name: 'Delete 5 volumes' })).toBeVisible();
  fleet.gone = volumes(1, 'web');
  applyEvent(
    { type: 'volumes', clusterId: 'c-1', changed: [], removed: ['web-0'], many: false },
    queryClient,
    (queryKey) => void queryClient.invalidateQueries({ queryKey }),
  );
  await expect.element(screen.getByRole('button', { name: 'Delete 4 volumes' })).toBeVisible();
  await expect
    .element(screen.getByText('1 volume of the selection no longer exists.'))
    .toBeVisible();
});

test('a selection that cannot be checked is kept, and each delete is judged by its cluster', async () => {
  const fleet = await leaveWithSelection('rosa');
  const { screen } = await renderVolumes({ ...fleet, refusesChecks: true }, { username: 'rosa' });
  await expect.element(screen.getByText('5 volumes selected (3 not in view)')).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Delete' })).toBeEnabled();
});

/** Whether a page is one of those that are read to be selected, from an offset on. */
const isReadFrom = (offset: string) => (query: URLSearchParams) =>
  query.get('limit') === '200' && query.get('offset') === offset;

/** Shows a list with one selected volume. */
async function selectOne(username: string, fleet: Fleet, url = '/volumes') {
  const shown = await renderVolumes(fleet, { username, url });
  await shown.screen.getByRole('checkbox', { name: 'Select row-1', exact: true }).click();
  await expect.element(shown.screen.getByText('1 volume selected')).toBeVisible();
  const offer = shown.screen.getByRole('button', { name: /^Select all/ });
  await expect.element(offer).toBeVisible();
  return { ...shown, offer };
}

test('all volumes that match are selected, though they are not at hand, and are named before they are deleted', async () => {
  const { screen, sent, offer } = await selectOne(
    'mae',
    { total: 450 },
    '/volumes?search=row&sort=size',
  );
  await expect.element(offer).toHaveTextContent('Select all 450 matching');
  const remove = screen.getByRole('button', { name: 'Delete' });
  const { top } = remove.element().getBoundingClientRect();
  offer.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('All matching volumes are selected')).toBeVisible();
  await expect.element(screen.getByText(/^450 volumes selected/)).toBeVisible();
  const bar = screen.getByRole('region', { name: 'Selected volumes' }).element();
  expect(bar.contains(document.activeElement)).toBe(true);
  expect(remove.element().getBoundingClientRect().top).toBe(top);
  const read = sent.filter(({ url }) => url.includes('limit=200'));
  expect(read.length).toBeGreaterThanOrEqual(3);
  expect(read.every(({ url }) => url.includes('search=row'))).toBe(true);

  await remove.click();
  await expect.element(screen.getByRole('button', { name: 'Delete 450 volumes' })).toBeVisible();
  const names = screen
    .getByRole('region', { name: 'Volumes to delete' })
    .element()
    .querySelectorAll('li strong');
  expect(new Set([...names].map((name) => name.textContent))).toEqual(
    new Set(Array.from({ length: 450 }, (_, at) => `row-${at}`)),
  );
  expect(names.length).toBe(450);
});

test('so many match that they are not selected at once: the offer says why, and does nothing', async () => {
  const { screen, sent, offer } = await selectOne('ella', { total: 1001 });
  await expect.element(offer).toHaveTextContent('Select all 1,001 matching');
  await expect.element(offer).toHaveAttribute('aria-disabled', 'true');
  offer.element().focus();
  await expect
    .element(screen.getByText('Narrow the search: at most 1,000 can be selected at once'))
    .toBeVisible();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  expect(sent.filter(({ url }) => url.includes('limit=200'))).toEqual([]);
  await screen.unmount();
  const atBound = await renderVolumes({ total: 1000 }, { username: 'ella' });
  const enabled = atBound.screen.getByRole('button', { name: 'Select all 1,000 matching' });
  await expect.element(enabled).not.toHaveAttribute('aria-disabled', 'true');
});

test('where a part cannot be read, the selection stays as it was, and can be tried again', async () => {
  let isRefused = true;
  const { screen, offer } = await selectOne('ida', {
    total: 450,
    beforePage: (query) =>
      isRefused && isReadFrom('400')(query)
        ? { status: 503, body: errorBody(14, 'busy') }
        : undefined,
  });
  await offer.click();
  await expect
    .element(
      screen.getByText('Reading failed: Not available right now. The selection is as it was.'),
    )
    .toBeVisible();
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  isRefused = false;
  await offer.click();
  await expect.element(screen.getByText(/^450 volumes selected/)).toBeVisible();
});

test('of a list that changes while it is read, those are selected that match in the end, or it says so', async () => {
  let isChanging = true;
  let changes = 0;
  const fleet: Fleet = {
    total: 450,
    // What is read by now is another volume a moment later; their number is the same.
    beforePage(query) {
      if (!isReadFrom('200')(query) || (!isChanging && changes > 0)) return undefined;
      fleet.pages = { 0: volumes(1, changes % 2 === 0 ? 'web' : 'db') };
      changes += 1;
      return undefined;
    },
  };
  const { screen, offer } = await selectOne('tess', fleet);
  await offer.click();
  await expect
    .element(
      screen.getByText('The list kept changing while it was read. The selection is as it was.'),
    )
    .toBeVisible();
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();

  isChanging = false;
  changes = 0;
  fleet.pages = {};
  await offer.click();
  await expect.element(screen.getByText(/^450 volumes selected/)).toBeVisible();
  await screen.getByRole('button', { name: 'Delete' }).click();
  const doomed = screen.getByRole('region', { name: 'Volumes to delete' });
  await expect.element(doomed.getByText('web-0', { exact: true })).toBeInTheDocument();
  await expect.element(doomed.getByText('row-0', { exact: true })).not.toBeInTheDocument();
});

test('reading is given up when it is canceled, when something else is sought, and when one deletes', async () => {
  let held = Promise.withResolvers<undefined>();
  const { screen, offer, sent } = await selectOne('lena', {
    total: 450,
    beforePage: (query) => (isReadFrom('200')(query) ? held.promise : undefined),
  });
  const isReading = screen.getByText('Reading: 200 of 450');
  await offer.click();
  await expect.element(isReading).toBeVisible();
  await screen.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(offer).toBeVisible();
  held.resolve(undefined);

  held = Promise.withResolvers();
  await offer.click();
  await expect.element(isReading).toBeVisible();
  await screen.getByRole('button', { name: 'Delete' }).click();
  await expect.element(screen.getByRole('button', { name: 'Delete 1 volume' })).toBeVisible();
  held.resolve(undefined);
  await screen.getByRole('button', { name: 'Cancel' }).click();

  held = Promise.withResolvers();
  await offer.click();
  await expect.element(isReading).toBeVisible();
  await screen.getByRole('textbox', { name: 'Search volumes' }).fill('r');
  await expect.element(isReading).not.toBeInTheDocument();
  await expect.element(offer).toBeVisible();
  held.resolve(undefined);
  await expect.poll(() => sent.at(-1)?.url).toContain('search=r');
  await expect.element(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  expect(sent.filter(({ url }) => url.includes('offset=400'))).toEqual([]);
});
