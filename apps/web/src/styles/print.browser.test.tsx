import { afterEach, expect, test } from 'vitest';
import { cdp, page } from 'vitest/browser';
import './frame.css';
import './blocks.css';
import './print.css';
import { CapacityBar } from '#/ui/capacity-bar.tsx';
import { DataTable } from '#/table/data-table.tsx';
import { renderPage } from '#/test-support/render-page.tsx';
import { Page } from '#/ui/page.tsx';

const print = (media: 'print' | '') => cdp().send('Emulation.setEmulatedMedia', { media });

afterEach(async () => {
  await print('');
  document.documentElement.classList.remove('pf-v6-theme-dark');
});

test('a list is printed with all its rows, in dark ink from the dark theme too, without buttons', async () => {
  await page.viewport(1280, 720);
  document.documentElement.classList.add('pf-v6-theme-dark');
  const names = Array.from({ length: 60 }, (_, at) => `volume-${at}`);
  const { screen } = await renderPage(
    <Page title="Volumes" fill actions={<button type="button">Create volume</button>}>
      <DataTable
        label="Volumes"
        columns={[{ id: 'name', header: 'Name', isName: true, cell: (name: string) => name }]}
        rows={names}
        rowId={(name) => name}
        rowName={(name) => name}
      />
    </Page>,
    { server: () => undefined, url: '/' },
  );
  const scrolls = screen.getByRole('region', { name: 'Volumes, table' }).element();
  expect(scrolls.scrollHeight).toBeGreaterThan(scrolls.clientHeight);

  await print('print');
  await expect.poll(() => scrolls.scrollHeight - scrolls.clientHeight).toBeLessThanOrEqual(0);
  const last = screen.getByRole('rowheader', { name: 'volume-59' }).element();
  expect(getComputedStyle(last).color).toBe('rgb(0, 0, 0)');
  expect(getComputedStyle(document.body).backgroundColor).toBe('rgb(255, 255, 255)');
  await expect.element(screen.getByRole('heading', { name: 'Volumes' })).toBeVisible();
  await expect.element(screen.getByText('Create volume')).not.toBeVisible();
});

test('a bar is printed as it is shown', async () => {
  const { screen } = await renderPage(
    <Page title="Cluster">
      <CapacityBar label="Used" percent={44} tone="warn">
        44%
      </CapacityBar>
    </Page>,
    { server: () => undefined, url: '/' },
  );
  const track = document.querySelector('.ast-capacity-track');
  const fill = document.querySelector('.ast-capacity-fill');
  if (track === null || fill === null) throw new Error('no bar');
  const colors = () => [track, fill].map((part) => getComputedStyle(part).backgroundColor);
  const shown = colors();
  await print('print');
  await expect.element(screen.getByRole('heading', { name: 'Cluster' })).toBeVisible();
  expect(matchMedia('print').matches).toBe(true);
  expect(colors()).toEqual(shown);
  expect(shown).not.toContain('rgba(0, 0, 0, 0)');
});
