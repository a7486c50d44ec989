import { expectAccessible } from './support/accessibility.ts';
import { guardPage } from './support/page-guard.ts';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

test('the documentation of the API opens from the help menu', async ({ page, stack }) => {
  await openAs(page, 'viewer', '/volumes');
  await page.getByRole('button', { name: 'Help' }).click();
  await page.getByRole('menuitem', { name: 'API documentation' }).click();
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toHaveText('Asterism federation API');
  const guard = guardPage(page, stack.url);
  await page.reload();
  await expect(title).toHaveText('Asterism federation API');
  expect(guard.faults()).toEqual([]);
  for (const [part, font] of [
    ['body', 'Red Hat Text'],
    ['code', 'Red Hat Mono'],
  ] as const) {
    await expect(page.locator(part).first()).toHaveCSS('font-family', new RegExp(`^"${font}"`));
    expect(await page.evaluate((name) => document.fonts.check(`1rem "${name}"`), font)).toBe(true);
  }
  await expect(page.getByRole('banner')).toContainText('Asterism');
  await page.evaluate(() => localStorage.setItem('asterism-theme', 'dark'));
  await page.reload();
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(21, 21, 21)');
  await page.getByRole('link', { name: 'Back to the console' }).click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
});

for (const width of [1280, 390]) {
  test(`the documentation is found by words, and accessible, ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.goto('/docs');
    await page.getByRole('searchbox', { name: 'Search' }).fill('volumes offsetUUID');
    await expect(page.locator('#operation-listVolumes')).toBeVisible();
    await expect(page.locator('#operation-createVolume')).toBeHidden();
    await expect(page.getByRole('status')).toHaveText(/^\d+ of \d+$/);
    await page.getByRole('searchbox', { name: 'Search' }).fill('');
    await expectAccessible(page);
  });
}
