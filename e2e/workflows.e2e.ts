import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

test.describe('workflows', () => {
  test('are listed with progress and outcome, and each has a page with its stages', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/workflows');
    const row = page.getByRole('row', { name: /Attach lb-south-01 Completed/ });
    await expect(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
    await row.getByRole('link', { name: 'Attach lb-south-01' }).click();
    await expect(page.getByRole('heading', { name: 'Attach lb-south-01' })).toBeVisible();
    const stages = page.getByRole('list', { name: 'Stages' }).getByRole('listitem');
    await expect(stages).toHaveCount(8);
    for (const stage of await stages.all()) await expect(stage).toContainText('done');
    await page.getByRole('link', { name: 'Go to cluster' }).click();
    await expect(page.getByRole('heading', { name: 'lb-south-01', level: 1 })).toBeVisible();
  });

  test('can be searched, narrowed to a state and sorted, which the address keeps', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/workflows');
    await page.getByRole('button', { name: 'Filter by State' }).click();
    await page.getByRole('menuitem', { name: /Completed/ }).click();
    await expect(page).toHaveURL(/state=COMPLETED/);
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByRole('button', { name: /Remove filter State/ })).toBeVisible();
    await expect(page.getByRole('row', { name: /Attach lb-north-01/ })).toBeVisible();
    await page.getByRole('combobox', { name: 'Search workflows' }).fill('south attach');
    await expect(page.getByRole('row', { name: /Attach lb-north-01/ })).toHaveCount(0);
    await expect(page.getByRole('row', { name: /Attach lb-south-01/ })).toBeVisible();
    await page.getByRole('columnheader', { name: 'Duration' }).getByRole('button').click();
    await expect(page).toHaveURL(/search=south\+attach.*sort=duration/);
  });

  test('that do not exist are said not to be found', async ({ page, guard }) => {
    guard.allow(/status of 404/);
    await openAs(page, 'admin', '/workflows/00000000-0000-4000-8000-000000000000');
    await expect(page.getByRole('main')).toContainText('Workflow not found');
  });
});
