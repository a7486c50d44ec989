import type { Page } from '@playwright/test';
import {
  DIALOG,
  expectAccessible,
  expectAccessibleInEveryTheme,
  expectNoSidewaysScroll,
  MENU,
} from './support/accessibility.ts';
import { availableVolume } from './support/volumes.ts';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

/** Opens the page of the first thing in a list. */
async function openFirst(page: Page, list: string, query = ''): Promise<void> {
  await page.goto(list + query);
  await page.getByRole('row').getByRole('link').first().click();
  await expect(page).toHaveURL(new RegExp(`${list}/[0-9a-f]{8}-[0-9a-f-]{27}$`));
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`where the system prefers the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the sign-in page is accessible', async ({ page }) => {
      await page.goto('/');
      await expect(page.getByLabel('Password')).toBeVisible();
      await expectAccessible(page);
    });
  });
}

test.describe('to an admin', () => {
  test('the page of a host lists its volumes and is accessible, as is giving it access', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/hosts?sort=volumes&order=desc');
    await page.getByRole('row').getByRole('link').first().click();
    const volumes = page.getByRole('table', { name: 'Volumes of this host' });
    await expect(volumes.getByRole('link').first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Give access' }).click();
    await expect(page.getByRole('dialog').getByRole('checkbox').first()).toBeVisible();
    await expectAccessible(page);
  });

  test('the hardware of a cluster is drawn, and what a rack takes with it is listed', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/clusters');
    await page.getByRole('rowheader').getByRole('link').first().click();
    await page.getByRole('link', { name: 'View hardware' }).click();
    await expect(page.getByRole('img', { name: /^\d+ drives of .*healthy/ }).first()).toBeVisible();
    await page.getByRole('button', { name: 'rack-2' }).press('Enter');
    const figure = page.getByRole('button', { name: /^[\d,]+ volumes?$/ }).first();
    await figure.press('Enter');
    await expect(page).toHaveURL(/domain=rack-2&group=\w+/);
    const count = Number(((await figure.textContent()) ?? '').replaceAll(/\D/g, ''));
    const table = page.getByRole('table', { name: /^Volumes that would/ });
    await expect(table).toHaveAttribute('aria-rowcount', String(count + 1));
    await expectAccessibleInEveryTheme(page);
    await page.getByRole('button', { name: 'Show as tables' }).click();
    await expect(page.getByRole('table', { name: 'Drives' })).toBeVisible();
    await expectAccessibleInEveryTheme(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
  });

  test('what opens over a list of volumes is accessible', async ({ page }) => {
    await openAs(page, 'admin', '/volumes?state=Available&search=clickhouse');
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    for (const name of ['Help', 'Theme', 'admin', 'Filter by Project', 'Columns']) {
      const menu = page.getByRole('button', { name, exact: true });
      await menu.click();
      await expect(menu).toHaveAttribute('aria-expanded', 'true');
      await expectAccessibleInEveryTheme(page, MENU);
      await page.keyboard.press('Escape');
      await expect(menu).toHaveAttribute('aria-expanded', 'false');
    }
    for (const name of ['Keyboard shortcuts', 'About Asterism']) {
      await page.getByRole('button', { name: 'Help', exact: true }).click();
      await page.getByRole('menuitem', { name }).click();
      await expect(page.getByRole('dialog', { name })).toBeVisible();
      await expectAccessibleInEveryTheme(page, DIALOG);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await page.getByRole('button', { name: /needs? attention$/ }).click();
    await expectAccessibleInEveryTheme(page, MENU);
    await page.keyboard.press('Escape');
    const drawer = page.getByRole('region', { name: 'Task drawer' }).getByRole('button').first();
    await drawer.click();
    await expect(drawer).toHaveAttribute('aria-expanded', 'true');
    await expectAccessibleInEveryTheme(page);
    await page.keyboard.press('Escape');
    await expect(drawer).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('link').first()).toBeVisible();
    await expectAccessibleInEveryTheme(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    for (const row of [0, 1]) {
      await page
        .getByRole('checkbox', { name: /^Select clickhouse/ })
        .nth(row)
        .check();
    }
    await page.getByRole('button', { name: /^Delete/ }).click();
    await expect(page.getByRole('dialog')).toContainText('Delete 2 volumes');
    await expectAccessibleInEveryTheme(page);
  });

  test('a volume with the longest name can be found, edited and deleted on a phone', async ({
    page,
    stack,
  }) => {
    const name = 'n'.repeat(253);
    const { UUID } = await availableVolume(stack, name);
    await openAs(page, 'admin', `/volumes?search=${name}`);
    await expect(page.getByRole('rowheader')).toHaveCount(1);
    await expectNoSidewaysScroll(page);
    await page.goto(`/volumes/${UUID}/edit`);
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.goto(`/volumes/${UUID}`);
    await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('dialog')).toContainText(name);
    await expectAccessibleInEveryTheme(page);
  });

  test('at 200 % zoom the masthead is one row', async ({ page }) => {
    await openAs(page, 'admin', '/volumes');
    const height = async () => (await page.getByRole('banner').boundingBox())?.height;
    const full = await height();
    await page.setViewportSize({ width: 640, height: 400 });
    await expect.poll(height).toBe(full);
  });

  test('the page that edits a volume is accessible', async ({ page }) => {
    await openAs(page, 'admin');
    await openFirst(page, '/volumes', '?state=Available&search=clickhouse');
    await page.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Size' }).fill('not a size');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Fix the highlighted fields')).toBeVisible();
    await expectAccessibleInEveryTheme(page);
    await page.getByRole('link', { name: 'Clusters' }).click();
    await expect(page.getByRole('dialog')).toContainText('Leave without saving?');
    await expectAccessibleInEveryTheme(page, DIALOG);
  });

  test('the warning before an idle session ends is accessible', async ({ page }) => {
    // Nobody waits here for a quarter of an hour.
    await page.route('**/auth/session', async (route) => {
      const response = await route.fetch();
      const session: unknown = await response.json();
      await route.fulfill({ response, json: Object.assign({}, session, { idleSeconds: 50 }) });
    });
    await openAs(page, 'admin');
    await expect(page.getByRole('dialog', { name: 'Are you still there?' })).toBeVisible();
    await expectAccessibleInEveryTheme(page, DIALOG);
  });
});
