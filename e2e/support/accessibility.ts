import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A small phone, or 400 % zoom of 1280; a usual phone; 200 % zoom of 1280. */
const WIDTHS = [320, 390, 640];
const HEIGHT = 844;
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

/** What differs between themes. All else is the same page. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What stays in sight while the page is scrolled. */
const STUCK = '.ast-preview, .ast-masthead, .ast-drawer';

/** Lets what is stuck take its place on the page: what it cuts off can be scrolled out from below, which axe does not know. */
const setStuck = (page: Page, position: '' | 'static'): Promise<void> =>
  page.locator(STUCK).evaluateAll((found, position) => {
    for (const one of found) if (one instanceof HTMLElement) one.style.position = position;
  }, position);

/** Marks a row that looks like one before it. */
const LIKE_OTHERS = 'data-like-others';

/** Marks the rows of tables with the same parts as a row before them: in another theme their colours are the same too. */
const markLikeRows = (page: Page): Promise<void> =>
  page.evaluate((mark) => {
    for (const table of document.querySelectorAll('tbody')) {
      const seen = new Set<string>();
      for (const row of table.rows) {
        const parts = [row, ...row.querySelectorAll('*')].map(
          ({ tagName, attributes }) =>
            `${tagName} ${['class', 'style', 'disabled', 'aria-disabled']
              .map((name) => attributes.getNamedItem(name)?.value)
              .join(' ')}`,
        );
        const appearance = parts.join();
        row.toggleAttribute(mark, seen.has(appearance));
        seen.add(appearance);
      }
    }
  }, LIKE_OTHERS);

/**
 * Pages here have no frames, for which it would open another page each time. What is in order is not reported: that takes
 * as long as to find it.
 */
const builderOf = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });

async function expectNoFindings(page: Page, axe: AxeBuilder): Promise<void> {
  await settled(page);
  await setStuck(page, 'static');
  const { violations } = await axe.analyze();
  await setStuck(page, '');
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html}`),
  );
  expect(findings).toEqual([]);
}

/** What is open over a page that is looked at elsewhere. */
export const MENU = '.pf-v6-c-menu';
export const DIALOG = '[role="dialog"]';
/** What is open beside a list. */
export const QUICK_LOOK = '.ast-look';

/** Expects that the page, or the part of it, once it has settled, has no finding against WCAG 2.2 AA. */
export async function expectAccessible(page: Page, part = 'html'): Promise<void> {
  // What opens over a page may be loaded only then.
  await expect(page.locator(part).first()).toBeVisible();
  await expectNoFindings(page, builderOf(page).include(part).withTags(WCAG_22_AA));
}

/** Expects that nothing lies beyond the edge of a narrow page (WCAG 1.4.10, reflow); tables scroll by themselves. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const size = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHT });
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollWidth), `${width} px wide`)
      .toBeLessThanOrEqual(width);
  }
  if (size === null) return;
  await page.setViewportSize(size);
  // Whoever acts next acts on a page that is laid out anew by then.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** {@link expectAccessible} in light, dark and high contrast, whatever is open over the page, and on narrow pages. */
export async function expectAccessibleInEveryTheme(page: Page, part = 'html'): Promise<void> {
  await expectAccessible(page, part);
  for (const theme of ['high-contrast', 'dark', 'system']) {
    // As the menu does, which what is open over the page may cover.
    await page.evaluate(
      (detail) => dispatchEvent(new CustomEvent('asterism-theme', { detail })),
      theme,
    );
    if (theme === 'system') continue;
    await markLikeRows(page);
    await expectNoFindings(
      page,
      builderOf(page).include(part).exclude(`[${LIKE_OTHERS}]`).withRules(COLOUR_RULES),
    );
  }
  await expectNoSidewaysScroll(page);
}
