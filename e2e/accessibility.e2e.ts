import type { Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

/** Pages that need no thing of their own, with their heading. */
const PAGES = [
  ['/', 'Overview'],
  ['/volumes', 'Volumes'],
  ['/volumes/new', 'Create volume'],
  ['/clusters', 'Clusters'],
  ['/clusters/attach', 'Attach cluster'],
  ['/workflows', 'Workflows'],
  ['/sessions', 'Your sessions'],
  ['/no/such/page', 'Page not found'],
] as const;

/** Lists whose rows lead to a page of one thing. */
const LISTS = ['/volumes', '/clusters', '/workflows'] as const;

/** Opens the page of the first thing in a list. */
async function openFirst(page: Page, list: string): Promise<void> {
  await page.goto(list);
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
  for (const [path, heading] of PAGES) {
    test(`${path} is accessible`, async ({ page }) => {
      await openAs(page, 'admin', path);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
      await expectAccessibleInEveryTheme(page);
    });
  }

  for (const list of LISTS) {
    test(`the page of one of ${list} is accessible`, async ({ page }) => {
      await openAs(page, 'admin');
      await openFirst(page, list);
      await expectAccessibleInEveryTheme(page);
    });
  }

  test('the page that edits a volume is accessible', async ({ page }) => {
    await openAs(page, 'admin');
    await openFirst(page, '/volumes');
    await page.getByRole('link', { name: 'Edit' }).click();
    await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
    await expectAccessibleInEveryTheme(page);
  });
});

test.describe('to a viewer', () => {
  for (const path of ['/', '/volumes', '/clusters']) {
    test(`${path} is accessible`, async ({ page, guard }) => {
      guard.allow(/status of 403/);
      await openAs(page, 'viewer', path);
      await expect(page.getByRole('heading').first()).toBeVisible();
      await expectAccessibleInEveryTheme(page);
    });
  }
});
