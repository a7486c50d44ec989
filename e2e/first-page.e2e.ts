import type { Page } from '@playwright/test';
import { signIn } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

const KIB = 1024;
/** Compressed JavaScript and CSS of the first page, together. */
const BUDGET = 260 * KIB;
const REQUESTS = 15;

/** Opens a page as a signed-in browser does that has nothing of it yet. */
async function openFresh(page: Page, path: string): Promise<void> {
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(path);
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible();
  await page.waitForLoadState('load');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
}

test('the first page loads at most 260 KiB of compressed JavaScript and CSS', async ({ page }) => {
  await signIn(page, 'admin');
  const sizes: [string, number][] = [];
  page.on('response', (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return;
    const length = Number(response.headers()['content-length'] ?? Number.NaN);
    sizes.push([response.url(), length]);
  });
  await openFresh(page, '/');
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(1);
  expect(total).toBeLessThanOrEqual(BUDGET);
});

test('the list of volumes is on the page and live after at most 15 requests', async ({ page }) => {
  await signIn(page, 'admin');
  await page.goto('about:blank');
  // The tests beside this one change volumes: what an event has the page read again is no other request.
  const requests = new Set<string>();
  page.on('request', (request) => requests.add(request.url()));
  await openFresh(page, '/volumes');
  expect([...requests]).toContainEqual(expect.stringContaining('/api/v2/fleet/volumes'));
  expect(requests.size).toBeLessThanOrEqual(REQUESTS);
});
