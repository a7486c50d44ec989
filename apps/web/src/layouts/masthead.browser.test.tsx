import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '#/styles/frame.css';
import { renderPage } from '#/test-support/render-page.tsx';
import { Masthead } from './masthead.tsx';

const nothing = () => undefined;
const masthead = <Masthead onOpen={nothing} />;
const server = () => undefined;

afterEach(() => page.viewport(1280, 800));

/** Whether all of an element is within the window. */
function isInside(element: Element): boolean {
  const { left, right, top } = element.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth;
}

test.each([320, 390, 640])(
  '%i wide, the masthead is one row, its menus lie within the window',
  async (width) => {
    await page.viewport(width, 720);
    const { screen } = await renderPage(masthead, { server, url: '/' });
    expect(screen.getByRole('banner').element().getBoundingClientRect().height).toBe(48);
    for (const name of ['Menu', 'Help', 'Theme', 'ada']) {
      const button = screen.getByRole('button', { name, exact: true });
      expect([name, isInside(button.element())]).toEqual([name, true]);
      await button.click();
      const items = screen
        .getByRole('link', { name: 'Volumes' })
        .or(screen.getByRole('menuitem'))
        .or(screen.getByRole('option'));
      await expect.element(items.first()).toBeVisible();
      expect(items.elements().filter((item) => !isInside(item))).toEqual([]);
      await userEvent.keyboard('{Escape}');
    }
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test('1280 wide, all sections and menus are in one row, without overlap', async () => {
  await page.viewport(1280, 720);
  const { screen } = await renderPage(masthead, { server, url: '/' });
  const banner = screen.getByRole('banner');
  await expect.element(banner.getByRole('link', { name: 'Workflows' })).toBeVisible();
  const boxes = [...banner.getByRole('link').elements(), ...banner.getByRole('button').elements()]
    .map((element) => element.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .sort((a, b) => a.left - b.left);
  expect(boxes.length).toBeGreaterThan(12);
  const overlaps = boxes.filter(({ left }, at) => left < (boxes[at - 1]?.right ?? 0) - 1);
  expect(overlaps).toEqual([]);
  expect(boxes.at(-1)?.right).toBeLessThanOrEqual(1280);
});

test('1280 wide, no section moves when another one is opened', async () => {
  await page.viewport(1280, 720);
  const { screen } = await renderPage(masthead, { server, url: '/', route: '*' });
  const places = () =>
    screen
      .getByRole('navigation')
      .getByRole('link')
      .elements()
      .map((link) => Math.round(link.getBoundingClientRect().left));
  const before = places();
  const clusters = screen.getByRole('link', { name: 'Clusters' });
  await clusters.click();
  await expect.element(clusters).toHaveAttribute('aria-current', 'page');
  expect(places()).toEqual(before);
});

test('on a phone, the menu leads to a section and closes', async () => {
  await page.viewport(390, 720);
  const { screen, location } = await renderPage(masthead, { server, url: '/', route: '*' });
  const menu = screen.getByRole('button', { name: 'Menu' });
  await expect.element(menu).toHaveAttribute('aria-expanded', 'false');
  await menu.click();
  await screen.getByRole('link', { name: 'Volumes' }).click();
  expect(location()).toBe('/volumes');
  await expect.element(menu).toHaveAttribute('aria-expanded', 'false');
});

test('Escape closes the menu of a phone, and the focus returns to its button', async () => {
  await page.viewport(390, 720);
  const { screen } = await renderPage(masthead, { server, url: '/' });
  const menu = screen.getByRole('button', { name: 'Menu' });
  await menu.click();
  await userEvent.keyboard('{Tab}{Escape}');
  await expect.element(menu).toHaveFocus();
  await expect.element(menu).toHaveAttribute('aria-expanded', 'false');
});
