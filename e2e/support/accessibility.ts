import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const NARROW = { width: 390, height: 844 };
const WCAG_22_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Resolves when nothing on the page moves or fades any more: halfway through a fade, contrast says nothing.
 * Again and again, since what inherits a fading colour begins its own fade after it.
 */
const settled = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .filter(({ playState }) => playState === 'running');
    for (let running = ending(); running.length > 0; running = ending()) {
      await Promise.allSettled(running.map((animation) => animation.finished));
    }
  });

/** Expects that the page, once it has settled, has no finding against WCAG 2.2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG_22_AA).analyze();
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html}`),
  );
  expect(findings).toEqual([]);
}

/** Expects that nothing lies beyond the edge of a page as narrow as a phone (WCAG 1.4.10, reflow); tables scroll by themselves. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize(NARROW);
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
    .toBeLessThanOrEqual(NARROW.width);
  if (size !== null) await page.setViewportSize(size);
}

/** {@link expectAccessible} in light, dark and high contrast, chosen as a user chooses them, and on a narrow page. */
export async function expectAccessibleInEveryTheme(page: Page): Promise<void> {
  await expectAccessible(page);
  for (const name of ['High contrast', 'Dark']) {
    await page.getByRole('button', { name: 'Theme' }).click();
    await page.getByRole('listbox', { name: 'Theme' }).getByRole('option', { name }).click();
    await expect(page.getByRole('listbox', { name: 'Theme' })).toBeHidden();
    await expectAccessible(page);
  }
  await expectNoSidewaysScroll(page);
}
