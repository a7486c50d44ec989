import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { until } from '@asterism/test-stack/until';
import { DIALOG, expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';
import { availableVolume } from './support/volumes.ts';

test('snapshots of a list are deleted at once, and those that are not selected stay', async ({
  page,
  stack,
}) => {
  const { UUID, projectName } = await availableVolume(stack, 'of-many-snapshots');
  const federation = await federationClient(stack.federationUrl, 'admin');
  for (const name of ['many-kept', 'many-spare-1', 'many-spare-2']) {
    const taken = await federation.createSnapshot({ projectName, name, sourceVolumeUUID: UUID });
    if (!taken.ok) throw new Error(taken.error.message);
  }
  await until('the snapshots to be Available', async () => {
    const found = await federation.listFleetSnapshots({ search: 'many-', state: 'Available' });
    return found.ok && found.value.total === 3 ? true : undefined;
  });
  await openAs(page, 'admin', '/snapshots?search=many-');
  const table = page.getByRole('table', { name: 'Snapshots' });
  await expect(table.getByRole('rowheader')).toHaveCount(3);
  await page.getByRole('checkbox', { name: 'Select many-spare-1' }).check();
  await page.getByRole('checkbox', { name: 'Select many-spare-2' }).check();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('rowheader')).toHaveText(['many-spare-1', 'many-spare-2']);
  await expectAccessible(page, DIALOG);
  await dialog.getByRole('button', { name: 'Delete 2 snapshots' }).click();
  await expect(page.getByText(/^Starts in \d+ s/)).toBeVisible();
  await expect(table.getByRole('rowheader')).toHaveCount(3);
  await page.getByRole('button', { name: 'Start now' }).click();
  await expect(table.getByRole('rowheader')).toHaveText(['many-kept']);
  await page.reload();
  await expect(table.getByRole('rowheader')).toHaveText(['many-kept']);
});
