import { expect, test } from 'vitest';
import { COLUMN_KEYS } from '#/table/column-handle.tsx';
import { ROW_LEADS, ROW_PRESSES } from '#/table/table-keys.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { ShortcutHelp } from './shortcut-help.tsx';
import { PAGE_KEYS } from './use-shortcuts.ts';

const open = () =>
  renderPage(<ShortcutHelp onClose={() => undefined} />, {
    server: () => undefined,
    roles: ['acme:viewer'],
  });

test('the help lists what every key does that is bound, by where it works', async () => {
  const { screen } = await open();
  await expect.element(screen.getByRole('region', { name: 'On every page' })).toBeVisible();
  const everywhere = screen.getByRole('region', { name: 'On every page' }).element();
  const written = [...everywhere.querySelectorAll('kbd')].map(({ textContent }) => textContent);
  expect(written).toEqual(expect.arrayContaining(Object.keys(PAGE_KEYS)));
  const table = screen.getByRole('region', { name: 'In a table' });
  const inTable = [...table.element().querySelectorAll('kbd')].map((key) => key.textContent);
  const LABELS: Readonly<Record<string, string>> = {
    ArrowDown: '↓',
    ArrowUp: '↑',
    PageDown: 'PgDn',
    PageUp: 'PgUp',
  };
  expect(inTable).toEqual(
    expect.arrayContaining(
      Object.keys({ ...ROW_LEADS, ...ROW_PRESSES }).map((key) => LABELS[key] ?? key),
    ),
  );
  await expect.element(table).toMatchTextContent(/Shift.*F10.*Open the menu of the row/);
  await expect.element(table).toMatchTextContent(/q.*Quick look at the row/);
  const column = screen.getByRole('region', { name: /^At the edge of a column/ });
  expect(column.element().querySelectorAll('kbd').length).toBe(Object.keys(COLUMN_KEYS).length);
  await expect.element(column).toMatchTextContent(/Del.*Go back to the usual widths/);
});

test('the help has the sections of the person alone', async () => {
  const { screen } = await open();
  await expect.element(screen.getByText('Go to Volumes')).toBeVisible();
  expect(screen.getByText('Go to Clusters').elements()).toEqual([]);
});
