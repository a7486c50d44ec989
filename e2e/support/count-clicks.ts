import { expect, type Page } from '@playwright/test';

/** Runs in the page. What is used by key comes as a click too, by no pointer. */
function reportClicks(): void {
  addEventListener('pointerdown', () => void globalThis.noteClick(), { capture: true });
}

declare global {
  /** In the page: somebody has clicked. */
  function noteClick(): Promise<void>;
}

/**
 * Counts the clicks in a page, from before it is opened. What is returned expects that a job takes at most so many of
 * them.
 */
export async function countClicks(
  page: Page,
): Promise<(most: number, job: () => Promise<void>) => Promise<void>> {
  let clicks = 0;
  await page.exposeFunction('noteClick', () => {
    clicks += 1;
  });
  await page.addInitScript(reportClicks);
  return async (most, job) => {
    const before = clicks;
    await job();
    expect(clicks - before, 'clicks').toBeLessThanOrEqual(most);
  };
}
