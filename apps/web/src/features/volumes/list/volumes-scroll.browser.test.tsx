import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { queryClient } from '#/api/query-client.ts';
import { applyEvent } from '#/events/apply-event.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { renderVolumes, scroller, scrollToRow, volumes, type Fleet } from './test-support.tsx';

/** The name in the first row that is wholly in sight. */
const topRow = () => {
  const head = document.querySelector('thead th')?.getBoundingClientRect().bottom ?? 0;
  const rows = [...document.querySelectorAll('tbody tr')];
  return rows.find((row) => row.getBoundingClientRect().top >= head - 1)?.querySelector('th a')
    ?.textContent;
};

beforeEach(() => page.viewport(1280, 800));
// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));
afterEach(() => tabMemory.clear());

test('volumes stay selected while one scrolls on in the list', async () => {
  const { screen } = await renderVolumes({ total: 400 });
  await screen.getByRole('checkbox', { name: 'Select row-1', exact: true }).click();
  await scrollToRow(300);
  await screen.getByRole('checkbox', { name: 'Select row-302' }).click();
  await expect.element(screen.getByText('2 volumes selected (1 not in view)')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear selection' }).click();
  await expect.element(screen.getByRole('checkbox', { name: 'Select row-302' })).not.toBeChecked();
});

test('a list of a million volumes is scrolled to its last one, and a link leads to any of them', async () => {
  const { screen, location } = await renderVolumes(
    { total: 1_000_000 },
    { url: '/volumes?offset=456789' },
  );
  await expect.element(screen.getByRole('link', { name: 'row-456789' })).toBeVisible();
  expect(topRow()).toBe('row-456789');
  const table = screen.getByRole('table', { name: 'Volumes' });
  await expect.element(table).toHaveAttribute('aria-rowcount', '1000001');
  const row = screen.getByRole('row', { name: /row-456790/ });
  await expect.element(row).toHaveAttribute('aria-rowindex', '456792');
  expect(document.querySelectorAll('tbody tr').length).toBeLessThan(100);

  scroller().scrollTo(0, scroller().scrollHeight);
  const last = screen.getByRole('link', { name: 'row-999999' });
  await expect.element(last).toBeVisible();
  const ends = scroller().getBoundingClientRect().bottom;
  expect(last.element().getBoundingClientRect().bottom).toBeLessThan(ends);
  await expect.poll(location).toMatch(/offset=9999\d\d$/);
  await expect
    .element(screen.getByText(/^[\d,]+–1,000,000 of 1,000,000 volumes$/))
    .toBeInTheDocument();
});

test('the address follows the place in the list, and the history does not grow by that', async () => {
  const { screen, location, goTo, sent } = await renderVolumes({ total: 5000 });
  await goTo('/volumes?sort=size');
  await expect.poll(() => sent.at(-1)?.url).toContain('sort=size');
  await expect.element(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  for (const row of [40, 80, 2000]) {
    await scrollToRow(row);
    await expect.poll(location).toBe(`/volumes?sort=size&offset=${row}`);
  }
  await expect.element(screen.getByRole('link', { name: 'row-2003' })).toBeVisible();
  await screen.getByRole('columnheader', { name: 'Name' }).getByRole('button').click();
  await expect.poll(location).toBe('/volumes');
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  await goTo(-1);
  await expect.element(screen.getByRole('link', { name: 'row-2003' })).toBeVisible();
  await expect.poll(topRow).toBe('row-2000');
  await goTo(-1);
  await expect.poll(location).toBe('/volumes');
});

test('a link behind the end of the list leads to its last volumes', async () => {
  const { screen, location } = await renderVolumes(
    { total: 102 },
    { url: '/volumes?offset=1000000' },
  );
  await expect.element(screen.getByRole('link', { name: 'row-101' })).toBeVisible();
  await expect.element(screen.getByText(/^\d+–102 of 102 volumes$/)).toBeInTheDocument();
  await expect.poll(location).toMatch(/offset=\d\d$/);
});

test('a volume that moves to the next part of the list between two answers leaves no place empty, and is there once after the next', async () => {
  const moved = aVolume({
    UUID: '00000000-0000-4000-8001-000000000049',
    name: 'row-49',
    clusterId: 'c-1',
  });
  const fleet: Fleet = { total: 100, pages: { 50: [moved] } };
  const { screen } = await renderVolumes(fleet, { url: '/volumes?offset=45' });
  await expect.element(screen.getByRole('link', { name: 'row-51' })).toBeVisible();
  const at = (place: number) =>
    document.querySelector(`tbody tr[aria-rowindex="${place + 2}"]`)?.querySelector('th a')
      ?.textContent;
  await expect.poll(() => [49, 50, 51].map(at)).toEqual(['row-49', 'row-49', 'row-51']);
  fleet.pages = {};
  await queryClient.invalidateQueries();
  await expect.poll(() => [49, 50, 51].map(at)).toEqual(['row-49', 'row-50', 'row-51']);
  expect(document.querySelectorAll('tbody tr').length).toBe(
    new Set(Array.from(document.querySelectorAll('tbody th a'), (link) => link.textContent)).size,
  );
});

test('by keys one goes through the list row by row, screen by screen and to its ends, with the focus on a link', async () => {
  const { screen } = await renderVolumes({ total: 100_000 });
  await expect.element(screen.getByRole('link', { name: 'row-0', exact: true })).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  const focused = () => document.activeElement?.textContent;
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  expect(focused()).toBe('row-1');
  await userEvent.keyboard('{PageDown}');
  await expect.poll(focused).toMatch(/^row-1\d$/);
  await userEvent.keyboard('{End}');
  await expect.poll(focused).toBe('row-99999');
  await userEvent.keyboard('{ArrowUp}');
  await expect.poll(focused).toBe('row-99998');
  await userEvent.keyboard('{Home}');
  await expect.poll(focused).toBe('row-0');

  // Where the row that has the focus is scrolled out of the window, the keys go on from what is in sight.
  await scrollToRow(700);
  await expect.element(screen.getByRole('link', { name: 'row-703' })).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'Volumes, table' })).toHaveFocus();
  await userEvent.keyboard('{ArrowDown}');
  await expect.poll(focused).toBe('row-700');

  // Tab leads past the rows in sight, not through all the others.
  await userEvent.keyboard('x{Shift>}{Tab}{Tab}{/Shift}');
  expect(document.activeElement?.textContent).toBe('Created');
  const remove = screen.getByRole('button', { name: 'Delete' });
  for (let stop = 0; stop < 60 && document.activeElement !== remove.element(); stop += 1)
    await userEvent.keyboard('{Tab}');
  await expect.element(remove).toHaveFocus();
});

test('the rows that can be seen are drawn first, at a search too, and those around them after', async () => {
  /** How many rows were there at each change. */
  let counts: number[] = [];
  const observer = new MutationObserver(() =>
    counts.push(document.querySelectorAll('tbody th a').length),
  );
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
  const { screen } = await renderVolumes({ total: 5000 });
  const inView = () => Math.ceil(scroller().clientHeight / 30);
  await expect.poll(() => counts.at(-1)).toBeGreaterThan(inView() + 4);
  expect(counts.find((count) => count > 0)).toBeLessThan(inView() + 4);

  counts = [];
  await screen.getByRole('combobox', { name: 'Search volumes' }).fill('r');
  await expect.poll(() => Math.min(...counts)).toBeLessThan(inView() + 4);
  await expect.poll(() => counts.at(-1)).toBeGreaterThan(inView() + 4);
  observer.disconnect();
});

test('rows are all of one height, and columns as wide as a whole name, whatever is scrolled to', async () => {
  const pvc = aVolume({ name: 'pvc-4a2e8b1c-9d3f-4c6a-8e7b-1f2d3c4b5a69', clusterId: 'c-1' });
  const { screen } = await renderVolumes({ total: 5000, pages: { 0: [...volumes(2), pvc] } });
  const widths = () =>
    [...document.querySelectorAll('thead :is(th, td)')].map(
      (cell) => cell.getBoundingClientRect().width,
    );
  await expect.element(screen.getByRole('link', { name: 'row-3', exact: true })).toBeVisible();
  const before = widths();
  // 1280 pixels are enough for the names that Kubernetes gives.
  const name = screen.getByRole('link', { name: pvc.name }).element().closest('th');
  expect(name?.scrollWidth).toBe(name?.clientWidth);
  expect(scroller().scrollWidth).toBe(scroller().clientWidth);
  await scrollToRow(4000);
  await expect.element(screen.getByRole('link', { name: 'row-4003' })).toBeVisible();
  expect(widths()).toEqual(before);
  const heights = [...document.querySelectorAll('tbody tr')].map(
    (row) => row.getBoundingClientRect().height,
  );
  expect(new Set(heights.map((height) => Math.round(height))).size).toBe(1);
});

test('a row that stays keeps its element over a search, and a change of one volume is drawn in its row alone', async () => {
  const { screen, sent } = await renderVolumes({ pages: { 0: volumes(3) }, total: 3 });
  const row = (at: number) => screen.getByRole('row', { name: new RegExp(`db-${at}`) }).element();
  await expect.element(screen.getByRole('link', { name: 'db-2' })).toBeVisible();
  const before = [row(0), row(1), row(2)];
  const cells = before.map((element) => [...element.querySelectorAll('td, th')]);
  await screen.getByRole('combobox', { name: 'Search volumes' }).fill('d');
  await expect.poll(() => sent.at(-1)?.url).toContain('search=d');
  await expect.element(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false');
  expect([row(0), row(1), row(2)]).toEqual(before);
  for (const [at, element] of before.entries())
    expect([...element.querySelectorAll('td, th')]).toEqual(cells[at]);

  const changed: Element[] = [];
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const inRow = element?.closest('tbody tr');
      if (inRow) changed.push(inRow);
    }
  });
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  });
  const [, second] = volumes(3);
  applyEvent(
    {
      type: 'volumes',
      clusterId: 'c-1',
      changed: [{ ...aVolume({}), ...second, state: 'Updating' }],
      removed: [],
      many: false,
    },
    queryClient,
    () => {},
  );
  await expect.element(screen.getByText('Updating')).toBeVisible();
  observer.disconnect();
  expect(new Set(changed)).toEqual(new Set([before[1]]));
});

test('selection and place are kept over a reload, which says how many are not in view', async () => {
  const first = await renderVolumes({ total: 400 });
  await first.screen.getByRole('checkbox', { name: 'Select row-0', exact: true }).click();
  scroller().scrollTo(0, 310);
  await expect.poll(first.location).toBe('/volumes?offset=10');
  await first.screen.unmount();

  const again = await renderVolumes({ total: 400 }, { url: '/volumes?offset=10' });
  await expect.element(again.screen.getByText('1 volume selected')).toBeVisible();
  await expect.poll(topRow).toBe('row-10');
  await scrollToRow(300);
  await expect.element(again.screen.getByText('1 volume selected (1 not in view)')).toBeVisible();
});
