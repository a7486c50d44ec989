import type { Page } from '@playwright/test';
import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { countClicks } from './support/count-clicks.ts';
import { typeInto } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';
import { availableVolume, GIB, untilAvailable, volumeRow } from './support/volumes.ts';

const field = (page: Page, name: string) => page.getByRole('textbox', { name });

/** Opens the console where a day of work starts. */
async function openOverview(page: Page) {
  const expectAtMost = await countClicks(page);
  await openAs(page, 'admin', '/');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByText('Live', { exact: true })).toBeVisible();
  return expectAtMost;
}

/** Types what is looked for, and goes where the first thing that was found leads. */
async function goTo(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog');
  await expect(palette).toBeVisible();
  await page.keyboard.type(name);
  await expect(palette.getByRole('link', { name: new RegExp(name) }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

test('a volume is found without a click, and resized in two', async ({ page, stack }) => {
  const name = 'job-to-be-resized';
  await availableVolume(stack, name);
  const expectAtMost = await openOverview(page);
  await expectAtMost(0, () => goTo(page, name));
  await expectAtMost(2, async () => {
    await page.getByRole('link', { name: 'Edit' }).click();
    await typeInto(page, field(page, 'Size'), '20 GiB');
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText(/20 GiB \(21,474,836,480 bytes\)/)).toBeVisible();
  });
});

test('a volume is created in three clicks', async ({ page }) => {
  const name = 'job-to-be-created';
  const expectAtMost = await openOverview(page);
  await expectAtMost(3, async () => {
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: 'Volumes' }).click();
    await page.getByRole('link', { name: 'Create volume' }).click();
    await typeInto(page, field(page, 'Name'), name);
    await typeInto(page, page.getByRole('combobox', { name: 'Project' }), 'default');
    await typeInto(page, field(page, 'Size'), '10 GiB');
    await page.getByRole('button', { name: 'Create volume' }).click();
    await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  });
});

test('what is wrong is found in one click', async ({ page }) => {
  const expectAtMost = await openOverview(page);
  await expectAtMost(1, async () => {
    const problems = page.getByRole('region', { name: 'Needs attention' });
    await problems
      .getByRole('link', { name: /^[\d,]+ volumes?/ })
      .first()
      .click();
    const volumes = page.getByRole('table', { name: 'Volumes' });
    await expect(volumes.getByRole('link').first()).toBeVisible();
  });
});

test('twelve volumes are deleted in four clicks', async ({ page, stack }) => {
  const names = Array.from({ length: 12 }, (_, at) => `job-spare-${at}`);
  const federation = await federationClient(stack.federationUrl, 'admin');
  const made = await Promise.all(
    names.map((name) =>
      federation.createVolume({
        name,
        projectName: 'default',
        size: String(10 * GIB),
        replicaCount: 2,
        acl: { values: ['ALLOW_NONE'] },
      }),
    ),
  );
  for (const each of made) {
    if (!each.ok) throw new Error(each.error.message);
    await untilAvailable(federation, each.value.UUID);
  }
  const expectAtMost = await openOverview(page);
  await expectAtMost(4, async () => {
    const sections = page.getByRole('navigation', { name: 'Sections' });
    await sections.getByRole('link', { name: 'Volumes' }).click();
    await expect(page.getByRole('rowheader').first()).toBeVisible();
    await typeInto(page, page.getByRole('combobox', { name: /^Search/ }), 'job-spare-');
    await expect(page.getByRole('rowheader')).toHaveCount(12);
    await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check();
    await page.getByRole('button', { name: /^Delete/ }).click();
    const dialog = page.getByRole('dialog');
    await typeInto(page, dialog.getByRole('textbox', { name: /to confirm$/ }), 'delete 12');
    await dialog.getByRole('button', { name: 'Delete 12 volumes' }).click();
    await expect(page.getByText(/^Starts in \d+ s/)).toBeVisible();
  });
  await page.getByRole('button', { name: 'Start now' }).click();
  await expect(volumeRow(page, 'job-spare-')).toHaveCount(0);
});

test('a host is given access to a volume in three clicks', async ({ page, stack }) => {
  const name = 'job-to-be-given';
  await availableVolume(stack, name);
  const expectAtMost = await countClicks(page);
  await openAs(page, 'admin', '/hosts');
  const host = page.getByRole('table').getByRole('rowheader').getByRole('link').first();
  await host.click();
  await expectAtMost(3, async () => {
    await page.getByRole('button', { name: 'Give access' }).click();
    const dialog = page.getByRole('dialog');
    await typeInto(page, dialog.getByRole('textbox', { name: 'Search volumes' }), name);
    await dialog.getByRole('checkbox', { name }).click();
    await dialog.getByRole('button', { name: 'Give access to 1 volume' }).click();
    await expect(dialog).toBeHidden();
  });
  await expect(page.getByRole('rowheader', { name })).toBeVisible();
});
