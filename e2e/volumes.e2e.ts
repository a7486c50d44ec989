import type { Page } from '@playwright/test';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';
import { availableVolume, volumeRow } from './support/volumes.ts';

const table = (page: Page) => page.getByRole('table', { name: 'Volumes' });
/** The names in the table, in their order. */
const names = (page: Page) => table(page).getByRole('rowheader');

async function search(page: Page, text: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Search volumes' }).fill(text);
}

test.describe('the table of volumes', () => {
  test('finds by a part of the name over all clusters and keeps it in the address', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/volumes');
    await search(page, 'orders');
    await expect(page).toHaveURL(/search=orders/);
    await expect
      .poll(async () =>
        (await names(page).allTextContents()).filter((name) => !name.includes('orders')),
      )
      .toEqual([]);
    await expect(table(page)).toContainText('lb-north-01');
    await expect(table(page)).toContainText('lb-south-01');
    const first = await names(page).first().textContent();
    await page.reload();
    await expect(names(page).first()).toHaveText(first ?? '');
    await expect(page.getByRole('combobox', { name: 'Search volumes' })).toHaveValue('orders');
  });

  test('says when nothing matches and offers the way back', async ({ page }) => {
    await openAs(page, 'admin', '/volumes');
    await search(page, 'no-volume-is-called-so');
    await expect(table(page)).toContainText(/no matching volumes/i);
    await page.getByRole('button', { name: 'Clear search and filters' }).click();
    await expect(names(page).nth(20)).toBeVisible();
  });

  test('sorts, scrolls and comes back by the history of the browser', async ({ page }) => {
    await openAs(page, 'admin', '/volumes');
    const sortByName = table(page).getByRole('columnheader', { name: 'Name' });
    await expect(sortByName).toHaveAttribute('aria-sort', 'ascending');
    const first = (await names(page).first().textContent()) ?? '';
    await names(page).first().hover();
    await page.mouse.wheel(0, 6000);
    await expect(page).toHaveURL(/offset=\d{3}$/);
    await expect(names(page).first()).not.toHaveText(first);
    const scrolledTo = page.url();
    const name = (await names(page).nth(15).getByRole('link').textContent()) ?? '';
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('link', { name, exact: true })).toBeFocused();
    await expect(page).toHaveURL(scrolledTo);
    await page.reload();
    await expect(page.getByRole('link', { name, exact: true })).toBeVisible();
    await page.getByRole('region', { name: 'Volumes, table' }).press('Home');
    await expect(names(page).first()).toHaveText(first);
    await sortByName.getByRole('button').click();
    await expect(page).toHaveURL(/order=desc/);
    await expect(sortByName).toHaveAttribute('aria-sort', 'descending');
    await expect(names(page).first()).not.toHaveText(first);
  });

  test('filters by project and state, with chips to take them off', async ({ page }) => {
    await openAs(page, 'admin', '/volumes');
    await page.getByRole('button', { name: 'Filter by Project' }).click();
    await page.getByRole('menuitem', { name: /globex/ }).click();
    await expect(page).toHaveURL(/project=globex/);
    await page.keyboard.press('Escape');
    const others = table(page)
      .getByRole('row')
      .filter({ has: page.getByRole('rowheader') })
      .filter({ hasNotText: 'globex' });
    await expect(others).toHaveCount(0);
    await page
      .getByRole('button', { name: /globex/ })
      .last()
      .click();
    await expect(page).not.toHaveURL(/project=globex/);
  });

  test('is walked through by keys, of which the single ones can be turned off', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/volumes?search=clickhouse');
    const links = names(page).getByRole('link');
    await expect(links.nth(2)).toBeVisible();
    await page.getByRole('region', { name: 'Volumes, table' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(links.nth(1)).toBeFocused();
    await page.keyboard.press('x');
    await expect(page.getByText('1 volume selected')).toBeVisible();

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.getByRole('checkbox', { name: 'Single-key shortcuts' }).uncheck();
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
    await links.nth(0).focus();
    await page.keyboard.press('x');
    await page.keyboard.press('?');
    await page.keyboard.press('ArrowDown');
    await expect(links.nth(1)).toBeFocused();
    await expect(help).toBeHidden();
    await expect(page.getByText('1 volume selected')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/volumes\/[0-9a-f-]{36}$/);
  });

  test('follows a new volume without a reload', async ({ page, stack }) => {
    await openAs(page, 'admin', '/volumes?search=live-in-the-list');
    await expect(table(page)).toContainText(/no matching volumes/i);
    await availableVolume(stack, 'live-in-the-list');
    await expect(volumeRow(page, 'live-in-the-list')).toContainText('Available');
  });
});
