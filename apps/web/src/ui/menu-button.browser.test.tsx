import { expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { MenuButton } from './menu-button.tsx';

const items = (onRun: () => void) => [
  { text: 'First', run: onRun },
  { text: 'Second', run: () => undefined },
];

test('a menu opens and is walked by keyboard, and Escape brings the focus back to its button', async () => {
  const screen = await render(
    <MenuButton
      label="More"
      menu={{ kind: 'actions', isInline: true, items: items(() => undefined) }}
    />,
  );
  const button = screen.getByRole('button', { name: 'More' });
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  const second = screen.getByRole('menuitem', { name: 'Second' });
  await expect.element(second).toBeVisible();
  await expect.element(button).toHaveAttribute('aria-expanded', 'true');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(second).toHaveFocus();
  await userEvent.keyboard('{Escape}');
  await expect.element(button).toHaveFocus();
  await expect.element(second).not.toBeInTheDocument();
});

test('an action is run once, and its menu closes', async () => {
  const run = vi.fn<() => void>();
  const screen = await render(
    <MenuButton label="More" menu={{ kind: 'actions', isInline: true, items: items(run) }} />,
  );
  await screen.getByRole('button', { name: 'More' }).click();
  await screen.getByRole('menuitem', { name: 'First' }).click();
  expect(run).toHaveBeenCalledTimes(1);
  await expect.element(screen.getByRole('menuitem').first()).not.toBeInTheDocument();
});

test('a list with boxes to tick stays open while one is ticked, and lies below its button', async () => {
  const choose = vi.fn<(value: string) => void>();
  const screen = await render(
    <MenuButton
      menu={{
        kind: 'some',
        options: [
          { value: 'a', text: 'Alpha' },
          { value: 'b', text: 'Beta' },
        ],
        chosen: ['a'],
        onChoose: choose,
      }}
    >
      Filter
    </MenuButton>,
  );
  const button = screen.getByRole('button', { name: 'Filter' });
  await button.click();
  const beta = screen.getByRole('menuitem', { name: 'Beta' });
  await beta.click();
  expect(choose).toHaveBeenCalledExactlyOnceWith('b');
  await expect.element(beta).toBeVisible();
  const box = (element: Element) => element.getBoundingClientRect();
  expect(box(beta.element()).top).toBeGreaterThanOrEqual(box(button.element()).bottom);
  await userEvent.click(document.body);
  await expect.element(beta).not.toBeInTheDocument();
});

test('of many values, typed text leaves those that have it, with what else they say; Enter takes the only one', async () => {
  const choose = vi.fn<(value: string) => void>();
  const options = Array.from({ length: 300 }, (_, at) => ({
    value: `id-${at}`,
    words: `rack-${at} north`,
    text: `rack-${at} north · ${at * 7}`,
  }));
  const screen = await render(
    <MenuButton menu={{ kind: 'some', mayBeLong: true, options, chosen: [], onChoose: choose }}>
      Filter
    </MenuButton>,
  );
  await screen.getByRole('button', { name: 'Filter' }).click();
  await expect.element(screen.getByText('200 more: type to find them')).toBeVisible();
  const search = screen.getByRole('searchbox', { name: 'Search these values' });
  await expect.element(search).toHaveFocus();
  await userEvent.keyboard('NORTH rack-29');
  await expect.element(screen.getByText('rack-29 north · 203')).toBeVisible();
  expect(screen.getByRole('menuitem').elements()).toHaveLength(11);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(choose).toHaveBeenLastCalledWith('id-29');
  await search.fill('rack-298');
  await userEvent.keyboard('{Enter}');
  expect(choose).toHaveBeenLastCalledWith('id-298');
  await search.fill('south');
  await expect.element(screen.getByText('No value has this')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(search).not.toBeInTheDocument();
});
