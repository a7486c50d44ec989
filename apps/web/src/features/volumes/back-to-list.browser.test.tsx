import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { tabMemory } from '#/lib/tab-memory.ts';
import { VolumePage } from './detail/volume-page.tsx';
import {
  choosePageSize,
  header,
  hideColumn,
  manyVolumes,
  renderVolumes,
} from './list/test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  tabMemory.clear();
  localStorage.clear();
});

test('Back from a volume shows the list as it was left: rows, selection, columns, page size, and the focus on its row', async () => {
  const rows = manyVolumes(50);
  const { screen, goTo, location } = await renderVolumes(
    { pages: { 100: rows }, total: 160 },
    {
      username: 'hedy',
      url: '/volumes?offset=100&sort=size',
      otherPages: { '/volumes/:volumeId': <VolumePage /> },
    },
  );
  await choosePageSize(screen, '100');
  await hideColumn(screen, 'Replicas');
  await screen.getByRole('checkbox', { name: 'Select row-3', exact: true }).click();
  const table = () => document.querySelector<HTMLElement>('.ast-table-scroll');
  const sheet = document.createElement('style');
  sheet.textContent = '.ast-table-scroll { block-size: 12rem; flex: none !important; }';
  document.head.append(sheet);
  table()?.scrollTo(0, 500);
  const left = location();
  await screen.getByRole('link', { name: 'row-20' }).click();
  await expect.element(screen.getByRole('heading', { name: 'row-20', level: 1 })).toBeVisible();
  const scrolled = Number(Object.entries(sessionStorage).find(([key]) => key.endsWith(left))?.[1]);
  expect(scrolled).toBeGreaterThan(300);

  await goTo(-1);
  await expect.element(screen.getByRole('link', { name: 'row-20' })).toHaveFocus();
  expect(location()).toBe(left);
  expect(table()?.scrollTop).toBe(scrolled);
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  await expect.element(header(screen, 'Replicas')).not.toBeInTheDocument();
  await expect.element(screen.getByText('101–160 of 160 volumes').first()).toBeInTheDocument();
  sheet.remove();
});
