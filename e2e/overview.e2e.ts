import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';

test.describe('the overview', () => {
  test('shows an admin the clusters, their capacity and the volumes by state', async ({ page }) => {
    await openAs(page, 'admin');
    const clusters = page.getByRole('list', { name: 'Clusters' }).getByRole('listitem');
    for (const name of ['lb-north-01', 'lb-south-01']) {
      const tile = clusters.filter({ has: page.getByRole('link', { name, exact: true }) });
      await expect(tile).toContainText(/Used.*of .*[TP]iB/);
      await expect(tile).toContainText(/Provisioned.*threshold 1\.50×/);
    }
    const capacity = page.getByRole('region', { name: 'Capacity' });
    await expect(capacity.getByText(/of .*[TP]iB · \d/)).toBeVisible();
    await expect(capacity.getByText('Provisioning ratio')).toBeVisible();
    await expect(page.getByRole('table', { name: 'By state' })).toContainText('Available');
  });

  test('leads from a number to the volumes that it counts', async ({ page }) => {
    await openAs(page, 'admin');
    const failed = page
      .getByRole('table', { name: 'By state' })
      .getByRole('row', { name: /Failed/ });
    const count = await failed.getByRole('link').textContent();
    await failed.getByRole('link').click();
    await expect(page).toHaveURL(/\/volumes\?.*state=Failed/);
    await expect(page.getByText(new RegExp(`\\b${count} volumes?$`))).toBeVisible();
  });

  test('shows a viewer their own project alone', async ({ page }) => {
    await openAs(page, 'viewer');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('acme');
    await expect(page.getByRole('main')).not.toContainText('globex');
    await expect(page.getByRole('list', { name: 'Clusters' })).toHaveCount(0);
  });
});
