import { signIn } from './support/sign-in.ts';
import { expect, test } from './support/test.ts';

const KIB = 1024;
/** Compressed JavaScript and CSS of the first page, together. */
const BUDGET = 260 * KIB;

test('the first page loads at most 260 KiB of compressed JavaScript and CSS', async ({ page }) => {
  await signIn(page, 'admin');
  const sizes: [string, number][] = [];
  page.on('response', (response) => {
    if (!/\.(js|css)$/.test(new URL(response.url()).pathname)) return;
    const length = Number(response.headers()['content-length'] ?? Number.NaN);
    sizes.push([response.url(), length]);
  });
  const devTools = await page.context().newCDPSession(page);
  await devTools.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('load');
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(sizes.length).toBeGreaterThan(1);
  expect(total).toBeLessThanOrEqual(BUDGET);
});
