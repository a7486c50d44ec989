import { afterEach, beforeEach, expect, test } from 'vitest';
import { page } from 'vitest/browser';
import { tabMemory } from '#/lib/tab-memory.ts';
import { VolumePage } from './detail/volume-page.tsx';
import { header, hideColumn, renderVolumes, scroller } from './list/test-support.tsx';

beforeEach(() => page.viewport(1280, 800));
// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));
afterEach(() => {
  tabMemory.clear();
  localStorage.clear();
});

test('Back from a volume shows the list as it was left: rows, selection, columns, and the focus on its row', async () => {
  const { screen, goTo, location } = await renderVolumes(
    { total: 160 },
    {
      username: 'hedy',
      url: '/volumes?offset=100&sort=size',
      otherPages: { '/volumes/:volumeId': <VolumePage /> },
    },
  );
  await hideColumn(screen, 'ACL hosts');
  await screen.getByRole('checkbox', { name: 'Select row-103', exact: true }).click();
  scroller().scrollBy(0, 500);
  await expect.poll(location).toContain('offset=117');
  const left = location();
  const scrolled = scroller().scrollTop;
  await screen.getByRole('link', { name: 'row-120' }).click();
  await expect.element(screen.getByRole('heading', { name: 'row-120', level: 1 })).toBeVisible();

  await goTo(-1);
  await expect.element(screen.getByRole('link', { name: 'row-120' })).toHaveFocus();
  expect(location()).toBe(left);
  expect(scroller().scrollTop).toBe(scrolled);
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  await expect.element(header(screen, 'ACL hosts')).not.toBeInTheDocument();
  await expect.element(screen.getByText(/^118–\d+ of 160 volumes$/)).toBeInTheDocument();
});
