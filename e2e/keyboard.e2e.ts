import { PASSWORDS } from '@asterism/test-stack/stack';
import { pressOn, typeInto } from './support/keyboard.ts';
import { expect, test } from './support/test.ts';

test('by keyboard alone a volume is created, found, edited and deleted', async ({
  page,
  guard,
}) => {
  // That it is gone is how its page learns that the deletion has ended.
  guard.allow(/status of 404/);
  const NAME = 'made-by-keyboard';
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  await test.step('signing in', async () => {
    await page.goto('/');
    await typeInto(page, field('Username'), 'admin');
    await typeInto(page, page.getByLabel('Password'), PASSWORDS.admin);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    // What is counted has come: nothing of the page is on its way.
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  });

  await test.step('going to the volumes by the palette', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Page, cluster or volume' })).toBeFocused();
    await page.keyboard.type('volumes');
    await expect(
      page
        .getByRole('dialog')
        .getByRole('link', { name: /^Volumes/ })
        .first(),
    ).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL('/volumes');
  });

  await test.step('creating', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Create volume' }));
    await typeInto(page, field('Name'), NAME);
    await typeInto(page, page.getByRole('combobox', { name: 'Project' }), 'default');
    await typeInto(page, field('Size'), '10 GiB');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
    await expect(page.getByText('Available', { exact: true })).toBeVisible();
  });

  await test.step('finding it in the list', async () => {
    await pressOn(
      page,
      page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Volumes' }),
    );
    await expect(page.getByRole('heading', { name: 'Volumes', level: 1 })).toBeVisible();
    await typeInto(page, page.getByRole('textbox', { name: /^Search/ }), NAME);
    await expect(page.getByRole('rowheader')).toHaveText([new RegExp(NAME)]);
    await pressOn(page, page.getByRole('link', { name: NAME }));
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  });

  await test.step('editing', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Edit' }));
    await typeInto(page, field('Size'), '20 GiB');
    await page.keyboard.press('Enter');
    await expect(page.getByText(/20 GiB \(21,474,836,480 bytes\)/)).toBeVisible();
    await expect(page.getByText('Available', { exact: true })).toBeVisible();
  });

  await test.step('deleting, at the second thought', async () => {
    const open = page.getByRole('button', { name: 'Delete' });
    await pressOn(page, open);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(open).toBeFocused();
    await page.keyboard.press('Enter');
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Delete' }));
    await expect(page.getByText('Volume deleted')).toBeVisible();
    await pressOn(page, page.getByRole('link', { name: 'View volumes' }));
    await expect(page).toHaveURL(/\/volumes$/);
  });
});
