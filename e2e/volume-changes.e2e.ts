import type { Page } from '@playwright/test';
import { federationClient } from '@asterism/test-stack/federation-client';
import { DIALOG, expectAccessible, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { openAs } from '@asterism/test-stack/sign-in';
import { expect, test } from './support/test.ts';
import { availableVolume, GIB, untilAvailable, volumeRow } from './support/volumes.ts';

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

test.describe('creating a volume', () => {
  test('names each field that is wrong, loses nothing, and follows it until it is available', async ({
    page,
  }) => {
    await openAs(page, 'admin', '/volumes');
    await page.getByRole('link', { name: 'Create volume' }).click();
    await field(page, 'Name').fill('not a name!');
    await field(page, 'Size').fill('ten bananas');
    await page.getByRole('button', { name: 'Create volume' }).click();
    await expect(field(page, 'Name')).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page, 'Size')).toHaveAttribute('aria-invalid', 'true');
    const project = page.getByRole('combobox', { name: 'Project' });
    await expect(project).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page, 'Size')).toHaveValue('ten bananas');

    await field(page, 'Name').fill('made-by-hand');
    await field(page, 'Size').fill('10 GiB');
    await expect(page.getByText('10 GiB = 10,737,418,240 bytes')).toBeVisible();
    await project.fill('default');
    await page.getByRole('button', { name: 'Create volume' }).click();
    await expect(page.getByRole('heading', { name: 'made-by-hand', level: 1 })).toBeVisible();
    await expect(page.getByText('Available', { exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Edit' })).toBeVisible();
  });

  test('goes to the cluster that the placement preview calls the best fit', async ({ page }) => {
    await openAs(page, 'admin', '/volumes/new');
    await field(page, 'Name').fill('placed-by-rule');
    await field(page, 'Size').fill('10 GiB');
    await page.getByRole('combobox', { name: 'Project' }).fill('default');
    const preview = page.getByRole('table', { name: 'Placement preview' });
    const first = preview.getByRole('rowheader').first();
    const bestFit = /^(.*)Best fit$/;
    await expect(first).toHaveText(bestFit);
    const [, best = ''] = bestFit.exec((await first.textContent()) ?? '') ?? [];
    expect(best).toMatch(/^lb-/);
    await page.getByRole('button', { name: 'Create volume' }).click();
    await expect(page.getByRole('heading', { name: 'placed-by-rule', level: 1 })).toBeVisible();
    await expect(
      page.getByRole('main').getByRole('link', { name: best, exact: true }),
    ).toBeVisible();
  });

  test('with a size that fits nowhere shows what each cluster lacks', async ({ page }) => {
    await openAs(page, 'admin', '/volumes/new');
    await field(page, 'Size').fill('4096 TiB');
    const preview = page.getByRole('table', { name: 'Placement preview' });
    await expect(
      preview.getByText(/^Not enough space: needs 8 PiB for 2 copies, [\d.]+ [TP]iB free$/),
    ).toHaveCount(2);
    await expect(preview.getByText('Best fit')).toHaveCount(0);
  });

  test('with a name that is taken says so and keeps the form', async ({ page, stack, guard }) => {
    guard.allow(/status of 409/);
    await availableVolume(stack, 'taken-name');
    await openAs(page, 'admin', '/volumes/new');
    await field(page, 'Name').fill('taken-name');
    await field(page, 'Size').fill('10 GiB');
    await page.getByRole('combobox', { name: 'Project' }).fill('default');
    await page.getByRole('button', { name: 'Create volume' }).click();
    await expect(
      page
        .getByRole('main')
        .getByText(/exists|taken|already/i)
        .first(),
    ).toBeVisible();
    await expect(field(page, 'Name')).toHaveValue('taken-name');
    await expect(field(page, 'Size')).toHaveValue('10 GiB');
  });
});

test.describe('editing a volume', () => {
  test('saves what was changed, and its page shows it', async ({ page, stack }) => {
    const { UUID } = await availableVolume(stack, 'to-be-edited');
    await openAs(page, 'admin', `/volumes/${UUID}`);
    await page.getByRole('link', { name: 'Edit' }).click();
    await field(page, 'Size').fill('20 GiB');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page).toHaveURL(`/volumes/${UUID}`);
    await expect(page.getByText(/20 GiB \(21,474,836,480 bytes\)/)).toBeVisible();
    await expect(page.getByText('Available', { exact: true })).toBeVisible();
  });

  test('that somebody else has modified is decided field by field', async ({
    page,
    stack,
    guard,
  }) => {
    guard.allow(/status of 412/);
    const volume = await availableVolume(stack, 'contended');
    const { UUID } = volume;
    await openAs(page, 'admin', `/volumes/${UUID}/edit`);
    await field(page, 'Size').fill('30 GiB');
    const federation = await federationClient(stack.federationUrl, 'admin');
    const other = await federation.updateVolume(
      { UUID, size: String(40 * GIB) },
      { ifMatch: volume.ETag },
    );
    expect(other.ok).toBe(true);
    await untilAvailable(federation, UUID);
    await expect(page.getByText('Someone else modified this volume').first()).toBeVisible();
    await page.getByRole('button', { name: 'Save' }).click();
    const row = page.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /Size/ });
    await expect(row).toContainText('10 GiB');
    await expect(row).toContainText('30 GiB');
    await expect(row).toContainText('40 GiB');
    await expectAccessibleInEveryTheme(page);
    await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled();
    await row.getByRole('radio', { name: 'Take theirs' }).check();
    await page.getByRole('button', { name: 'Continue editing' }).click();
    await expect(field(page, 'Size')).toHaveValue('40 GiB');
    await field(page, 'Size').fill('50 GiB');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page).toHaveURL(`/volumes/${UUID}`);
    await expect(page.getByText(/50 GiB \(53,687,091,200 bytes\)/)).toBeVisible();
  });

  test('in its row, by keys, ends in the same choice when somebody else was faster', async ({
    page,
    stack,
    guard,
  }) => {
    guard.allow(/status of 412/);
    const volume = await availableVolume(stack, 'quickly-contended');
    const { UUID } = volume;
    await openAs(page, 'admin', '/volumes?search=quickly-contended');
    await expect(volumeRow(page, 'quickly-contended')).toBeVisible();
    await page.getByRole('region', { name: 'Volumes, table' }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: 'quickly-contended' })).toBeFocused();
    await page.keyboard.press('.');
    await expect(page.getByRole('menuitem', { name: 'Quick look' })).toBeFocused();
    await expectAccessibleInEveryTheme(page);
    await page.getByRole('menuitem', { name: 'Resize' }).press('Enter');
    await expect(field(page, 'Size')).toBeFocused();
    await page.keyboard.type('30 GiB');
    const federation = await federationClient(stack.federationUrl, 'admin');
    const other = await federation.updateVolume(
      { UUID, size: String(40 * GIB) },
      { ifMatch: volume.ETag },
    );
    expect(other.ok).toBe(true);
    await untilAvailable(federation, UUID);
    await expect(page.getByText('Someone else modified this volume')).toBeVisible();
    await expectAccessibleInEveryTheme(page, DIALOG);
    await expect(page.getByText('This volume can’t be edited now')).toHaveCount(0);
    await field(page, 'Size').press('Enter');
    const row = page.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /Size/ });
    await expect(row).toContainText('40 GiB');
    await row.getByRole('radio', { name: 'Take theirs' }).check();
    await page.getByRole('button', { name: 'Continue editing' }).click();
    await field(page, 'Size').fill('50 GiB');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(volumeRow(page, 'quickly-contended')).toContainText('50 GiB');
    await expect(page.getByRole('link', { name: 'quickly-contended' })).toBeFocused();
  });
});

test.describe('deleting a volume', () => {
  test('asks first, is followed to the end, and takes it out of the list', async ({
    page,
    stack,
    guard,
  }) => {
    // That it is gone is how its page learns that the deletion has ended.
    guard.allow(/status of 404/);
    const { UUID } = await availableVolume(stack, 'to-be-deleted');
    await openAs(page, 'admin', `/volumes/${UUID}`);
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('will be permanently deleted');
    await expectAccessibleInEveryTheme(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Start now' }).click();
    await expect(page.getByText('Volume deleted')).toBeVisible();
    await page.getByRole('link', { name: 'View volumes' }).click();
    await page.getByRole('combobox', { name: 'Search volumes' }).fill('to-be-deleted');
    await expect(page.getByRole('table', { name: 'Volumes' })).toContainText(
      /no matching volumes/i,
    );
    await expect(volumeRow(page, 'to-be-deleted')).toHaveCount(0);
  });

  test('that is in use wants its name typed', async ({ page }) => {
    await openAs(page, 'admin', '/volumes?state=Available&search=orders');
    const row = page.getByRole('row', { name: /any host/ }).first();
    await row.getByRole('link').first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await dialog.getByRole('textbox').fill('something else');
    await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  test('of several at once shows each before, and waits so that it can be undone', async ({
    page,
    stack,
  }) => {
    await availableVolume(stack, 'bulk-a');
    await availableVolume(stack, 'bulk-b');
    await openAs(page, 'admin', '/volumes?search=bulk-');
    await page.getByRole('checkbox', { name: 'Select bulk-a' }).check();
    await page.getByRole('checkbox', { name: 'Select bulk-b' }).check();
    await page.getByRole('button', { name: /^Delete/ }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('rowheader', { name: 'bulk-a' })).toBeVisible();
    await expectAccessibleInEveryTheme(page, DIALOG);
    await dialog.getByRole('button', { name: 'Delete 2 volumes' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByText(/^Starts in \d+ s/)).toBeVisible();
    await page.getByRole('link', { name: 'View task' }).click();
    await expect(page.getByRole('heading', { name: 'Delete 2 volumes', level: 1 })).toBeVisible();
    await expect(volumeRow(page, 'bulk-b')).toHaveCount(1);
  });

  test('resizing all that match changes each of them', async ({ page, stack }) => {
    await availableVolume(stack, 'grown-a');
    await availableVolume(stack, 'grown-b');
    await openAs(page, 'admin', '/volumes?search=grown-');
    await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await page.getByRole('button', { name: 'Resize' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'New size' }).fill('77 GiB');
    await expectAccessibleInEveryTheme(page, DIALOG);
    await dialog.getByRole('button', { name: 'Preview' }).click();
    await dialog.getByRole('button', { name: /^Resize 2 volumes/ }).click();
    await page.getByRole('button', { name: 'Start now' }).click();
    await expect(volumeRow(page, 'grown-a')).toContainText('77 GiB');
    await expect(page.getByText('2 volumes changed')).toBeVisible();
  });
});

test('a volume that has failed says why it can be neither edited nor deleted', async ({ page }) => {
  await openAs(page, 'admin', '/volumes?state=Failed');
  await page.getByRole('row').getByRole('link').first().click();
  const button = page.getByRole('button', { name: 'Delete' });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await button.focus();
  await expect(page.getByRole('tooltip')).toContainText(/failed/i);
});

test('what is typed is offered in another browser after the tab was closed, and gone once it is saved', async ({
  page,
  browser,
  stack,
}) => {
  const { UUID } = await availableVolume(stack, 'drafted');
  await openAs(page, 'admin', `/volumes/${UUID}/edit`);
  await page.getByRole('textbox', { name: 'Size', exact: true }).fill('88 GiB');
  await page.waitForResponse((answer) => answer.url().endsWith('/auth/drafts') && answer.ok());
  await page.close();

  const context = await browser.newContext({ baseURL: stack.url });
  const other = await context.newPage();
  await openAs(other, 'admin', `/volumes/${UUID}/edit`);
  await expect(other.getByText('Your draft of')).toBeVisible();
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Resume draft' }).click();
  await other.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(other).toHaveURL(new RegExp(`/volumes/${UUID}$`));
  await expect(other.getByText('88 GiB').first()).toBeVisible();
  await other.goto(`/volumes/${UUID}/edit`);
  await expect(other.getByRole('textbox', { name: 'Size', exact: true })).toHaveValue('88 GiB');
  await expect(other.getByText('Your draft of')).toHaveCount(0);
  await context.close();
});
