import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { cdp, page, userEvent } from 'vitest/browser';
import '#/styles/print.css';
import { renderPage } from '#/test-support/render-page.tsx';
import { StatusLabel } from '#/ui/status-label.tsx';
import type { Column } from './column.ts';
import { DataTable } from './data-table.tsx';

const NAME = 'n'.repeat(253);
const NQN = `nqn.2014-08.org.nvmexpress:${'h'.repeat(196)}`;

interface Row {
  readonly name: string;
  readonly host: string;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', header: 'Name', isName: true, cell: ({ name }) => <a href="#open">{name}</a> },
  { id: 'host', header: 'Host', cell: ({ host }) => host },
  {
    id: 'state',
    header: 'State',
    cell: () => (
      <StatusLabel
        appearance={{
          text: 'Degraded',
          icon: null,
          tone: 'warning',
          meaning: 'One copy is missing.',
        }}
        why="Why: node-3 is not active."
      />
    ),
  },
];

const show = () =>
  renderPage(
    <DataTable
      label="Rows"
      columns={COLUMNS}
      rows={[
        { name: NAME, host: NQN },
        { name: 'short', host: 'nqn.a' },
      ]}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
    />,
    { server: () => undefined },
  );

beforeEach(() => page.viewport(1280, 800));
// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));

test.each([320, 390, 1280])(
  'long unbroken values in any column make neither it nor the page wide, at %i pixels',
  async (width) => {
    await page.viewport(width, 800);
    const { screen } = await show();
    for (const text of [NAME, NQN]) {
      const cell = screen.getByText(text).element().closest('td, th');
      expect(cell?.getBoundingClientRect().width).toBeLessThanOrEqual(Math.max(28 * 16, width / 2));
      expect(cell?.textContent).toBe(text);
    }
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('a value that is cut is shown in full on hover, and by keyboard where it is a link', async () => {
  const { screen } = await show();
  const tip = screen.getByRole('tooltip');
  await screen.getByText(NQN).hover();
  await expect.element(tip).toHaveTextContent(NQN);
  // The pointer can pass another cell on its way to the tip, and stay there.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const enter = (element: Element) =>
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  enter(screen.getByText('nqn.a').element());
  enter(tip.element());
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  // What changes is drawn by then.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await expect.element(tip).toHaveTextContent(NQN);
  await userEvent.keyboard('{Escape}');
  await expect.element(tip).not.toBeInTheDocument();
  await screen.getByText('nqn.a').hover();
  await expect.element(tip).not.toBeInTheDocument();
  const link = screen.getByRole('link', { name: NAME }).element();
  if (link instanceof HTMLElement) link.focus();
  await expect.element(tip).toHaveTextContent(NAME);
  await userEvent.keyboard('{Escape}');
  await expect.element(tip).not.toBeInTheDocument();
});

test('a state says why: by keyboard, and to screen readers', async () => {
  const { screen } = await show();
  const state = screen
    .getByRole('button', { name: 'Degraded . Why: node-3 is not active.' })
    .last();
  const { height } = state.element().getBoundingClientRect();
  const button = state.element();
  if (button instanceof HTMLElement) button.focus();
  await expect
    .element(screen.getByRole('tooltip'))
    .toHaveTextContent('One copy is missing. Why: node-3 is not active.');
  expect(state.element().getBoundingClientRect().height).toBe(height);
});

test('on paper values are whole, and states are there', async () => {
  await userEvent.hover(document.body);
  const { screen } = await show();
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' });
  const cell = screen.getByRole('cell', { name: NQN }).element();
  expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth);
  await expect.element(screen.getByText('Degraded').first()).toBeVisible();
  await cdp().send('Emulation.setEmulatedMedia', { media: '' });
});

test('the row that has the focus is not under the head of the table', async () => {
  const rows = Array.from({ length: 60 }, (_, at) => ({ name: `row-${at}`, host: 'nqn.a' }));
  const { screen } = await renderPage(
    <DataTable
      label="Rows"
      columns={COLUMNS}
      rows={rows}
      rowId={({ name }) => name}
      rowName={({ name }) => name}
    />,
    { server: () => undefined },
  );
  const sheet = document.createElement('style');
  sheet.textContent = '.ast-table-scroll { block-size: 12rem; }';
  document.head.append(sheet);
  const table = document.querySelector('.ast-table-scroll');
  const link = screen.getByRole('link', { name: 'row-20' }).element();
  table?.scrollTo(0, 0);
  const top = link.getBoundingClientRect().top - (table?.getBoundingClientRect().top ?? 0);
  table?.scrollTo(0, top - 4);
  if (link instanceof HTMLElement) link.focus();
  const head = document.querySelector('thead th')?.getBoundingClientRect().bottom ?? 0;
  expect(link.getBoundingClientRect().top).toBeGreaterThanOrEqual(head);
  sheet.remove();
});
