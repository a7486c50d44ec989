import { federationClient } from '@asterism/test-stack/federation-client';
import { openAs } from '@asterism/test-stack/sign-in';
import { PASSWORDS, type User } from '@asterism/test-stack/stack';
import {
  chooseIn,
  expectFocusSeen,
  forbidPointer,
  pressOn,
  pressUntilFocused,
  tabTo,
  typeInto,
} from './support/keyboard.ts';
import { expect, test } from './support/test.ts';
import { availableVolume, GIB, untilAvailable } from './support/volumes.ts';

test('by keyboard alone a volume is created, found, edited and deleted', async ({
  page,
  stack,
  guard,
}) => {
  // That it is gone is how its page learns that the deletion has ended.
  guard.allow(/status of 404/);
  const NAME = 'made-by-keyboard';
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });

  await test.step('signing in', async () => {
    await page.goto('/');
    await forbidPointer(page);
    await typeInto(page, field('Username'), 'admin');
    await typeInto(page, page.getByLabel('Password'), PASSWORDS.admin);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    // What is counted has come: nothing of the page is on its way.
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  });

  await test.step('going to the volumes by the palette', async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('textbox', { name: 'Search or run a command' })).toBeFocused();
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
    await expect(page.getByText('10 GiB = 10,737,418,240 bytes')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
    await expect(page.getByText('This volume can’t be edited now')).toHaveCount(0);
  });

  await test.step('finding it in the list', async () => {
    const heading = page.getByRole('heading', { name: 'Volumes', level: 1 });
    await pressUntilFocused(page, 'gv', heading);
    await pressUntilFocused(page, '/', page.getByRole('combobox', { name: 'Search volumes' }));
    await page.keyboard.type(NAME);
    await expect(page.getByRole('rowheader')).toHaveText([new RegExp(NAME)]);
    await tabTo(page, page.getByRole('region', { name: 'Volumes, table' }));
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('link', { name: NAME })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: NAME, level: 1 })).toBeVisible();
  });

  await test.step('editing', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Edit' }));
    await typeInto(page, field('Size'), '20 GiB');
    await expect(page.getByText('20 GiB = 21,474,836,480 bytes')).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByText(/20 GiB \(21,474,836,480 bytes\)/)).toBeVisible();
    // While it is Updating it cannot be deleted; its last change is the one that makes it Available.
    const federation = await federationClient(stack.federationUrl, 'admin');
    const { ETag } = await untilAvailable(federation, page.url().slice(-36));
    await expect(page.locator('dt', { hasText: /^ETag$/ }).locator('+ dd')).toHaveText(ETag);
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
    await pressUntilFocused(page, 'm', page.getByRole('button', { name: 'Undo' }));
    await pressOn(page, page.getByRole('button', { name: 'Start now' }));
    await expect(page.getByText('Volume deleted')).toBeVisible();
    await pressOn(page, page.getByRole('link', { name: 'View volumes' }));
    await expect(page).toHaveURL(/\/volumes$/);
  });
});

test('by keyboard alone a list is searched, filtered, given other columns and walked to its end, and several volumes are deleted', async ({
  page,
  stack,
}) => {
  const NAMES = ['keyed-a', 'keyed-b', 'keyed-c'];
  await Promise.all(NAMES.map((name) => availableVolume(stack, name)));
  const table = page.getByRole('table', { name: 'Volumes' });
  const names = table.getByRole('rowheader');
  const project = page.getByRole('button', { name: 'Filter by Project' });
  await openAs(page, 'admin', '/volumes');
  await forbidPointer(page);
  await expect(names.first()).toBeVisible();

  await test.step('skipping to the content, and to the end of the list', async () => {
    await pressOn(page, page.getByRole('link', { name: 'Skip to content' }));
    await tabTo(page, page.getByRole('region', { name: 'Volumes, table' }));
    await page.keyboard.press('End');
    await expect(page).toHaveURL(/offset=\d{3}$/);
    await expect(names.last().getByRole('link')).toBeFocused();
    await expectFocusSeen(page);
    await page.keyboard.press('Home');
    await expect(page).not.toHaveURL(/offset=/);
    await expect(names.first().getByRole('link')).toBeFocused();
    await expectFocusSeen(page);
    await tabTo(page, project, 'Shift+Tab');
  });

  await test.step('filtering', async () => {
    await chooseIn(page, project, page.getByRole('menuitem', { name: /^default/ }));
    await expect(page).toHaveURL(/project=default/);
    await page.keyboard.press('Escape');
    await expect(project).toBeFocused();
    await pressOn(page, page.getByRole('button', { name: /^Remove filter Project/ }));
    await expect(page).not.toHaveURL(/project=/);
    await expectFocusSeen(page);
  });

  await test.step('choosing columns', async () => {
    const columns = page.getByRole('button', { name: 'Columns', exact: true });
    const item = page.getByRole('menuitem', { name: 'UUID' });
    const head = table.getByRole('columnheader', { name: 'UUID' });
    await chooseIn(page, columns, item);
    await expect(head).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(head).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(columns).toBeFocused();
  });

  await test.step('searching, and walking from row to row', async () => {
    await pressUntilFocused(page, '/', page.getByRole('combobox', { name: 'Search volumes' }));
    await page.keyboard.type('keyed-');
    await expect(names).toHaveCount(3);
    await tabTo(page, page.getByRole('region', { name: 'Volumes, table' }));
    await page.keyboard.press('ArrowDown');
    await expect(names.first().getByRole('link')).toBeFocused();
    await expectFocusSeen(page);
    await page.keyboard.press('x');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await expect(page.getByText('2 volumes selected')).toBeVisible();
  });

  await test.step('deleting what is selected, and undoing it', async () => {
    const open = page.getByRole('button', { name: 'Delete', exact: true });
    await pressOn(page, open);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(open).toBeFocused();
    await page.keyboard.press('Enter');
    await pressOn(page, page.getByRole('dialog').getByRole('button', { name: 'Delete 2 volumes' }));
    await expect(page.getByRole('dialog')).toBeHidden();
    await expectFocusSeen(page);
    // Nobody who has 30 s goes there by Tab through all of the page.
    await pressUntilFocused(page, 'm', page.getByRole('button', { name: 'Undo' }));
    await expectFocusSeen(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Undone: no volume was deleted')).toBeVisible();
    await expect(names).toHaveCount(3);
  });
});

test('by keyboard alone an edit is brought together with that of somebody else', async ({
  page,
  stack,
  guard,
}) => {
  guard.allow(/status of 412/);
  const { UUID, ETag } = await availableVolume(stack, 'keyed-by-two');
  await openAs(page, 'admin', `/volumes/${UUID}/edit`);
  await forbidPointer(page);
  await typeInto(page, page.getByRole('textbox', { name: 'Size' }), '30 GiB');
  const federation = await federationClient(stack.federationUrl, 'admin');
  const other = await federation.updateVolume({ UUID, size: String(40 * GIB) }, { ifMatch: ETag });
  expect(other.ok).toBe(true);
  await expect(page.getByText('Someone else modified this volume').first()).toBeVisible();
  // While it is Updating, nothing can be saved.
  await untilAvailable(federation, UUID);
  await expect(page.getByText('This volume can’t be edited now')).toHaveCount(0);
  await page.keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'This volume was modified' })).toBeFocused();
  await expectFocusSeen(page);
  const row = page.getByRole('table', { name: 'Changes' }).getByRole('row', { name: /Size/ });
  await pressOn(page, row.getByRole('radio', { name: 'Keep mine' }), 'ArrowRight');
  await expect(row.getByRole('radio', { name: 'Take theirs' })).toBeChecked();
  await pressOn(page, page.getByRole('button', { name: 'Continue editing' }));
  const size = page.getByRole('textbox', { name: 'Size' });
  await expect(size).toHaveValue('40 GiB');
  await typeInto(page, size, '50 GiB');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/50 GiB \(53,687,091,200 bytes\)/)).toBeVisible();
  await expectFocusSeen(page);
});

test('by keyboard alone the theme and the help are reached, and one signs out and in as somebody else', async ({
  page,
  guard,
}) => {
  // The overview's health gains a line when a journey beside this one makes something fail.
  guard.allow(/layout shift in \/ after/);
  const signIn = async (user: User) => {
    await typeInto(page, page.getByRole('textbox', { name: 'Username' }), user);
    await typeInto(page, page.getByLabel('Password'), PASSWORDS[user]);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
    await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(0);
  };
  await page.goto('/');
  await forbidPointer(page);
  await signIn('admin');

  const userMenu = page.getByRole('button', { name: 'admin', exact: true });

  await test.step('choosing a theme', async () => {
    const menu = page.getByRole('button', { name: 'Theme', exact: true });
    await pressUntilFocused(page, 'u', userMenu);
    await tabTo(page, menu, 'Shift+Tab');
    await chooseIn(page, menu, page.getByRole('option', { name: 'Dark' }));
    await expect(page.locator('html')).toHaveClass(/pf-v6-theme-dark/);
    await expect(menu).toBeFocused();
    await chooseIn(page, menu, page.getByRole('option', { name: 'System' }));
    await expect(page.locator('html')).not.toHaveClass(/pf-v6-theme-dark/);
  });

  await test.step('reading the help', async () => {
    const menu = page.getByRole('button', { name: 'Help', exact: true });
    await tabTo(page, menu, 'Shift+Tab');
    for (const [item, title] of [
      ['Keyboard shortcuts', 'Keyboard shortcuts'],
      ['About Asterism', 'About Asterism'],
    ] as const) {
      await chooseIn(page, menu, page.getByRole('menuitem', { name: item }));
      const dialog = page.getByRole('dialog', { name: title });
      await expect(dialog).toBeVisible();
      await page.keyboard.press('Tab');
      await expect(dialog.locator(':focus')).toHaveCount(1);
      await expectFocusSeen(page);
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();
      await expect(menu).toBeFocused();
    }
  });

  await test.step('looking at the own sessions, and signing out', async () => {
    await pressUntilFocused(page, 'u', userMenu);
    await chooseIn(page, userMenu, page.getByRole('menuitem', { name: 'Your sessions' }));
    await expect(page.getByRole('heading', { name: 'Your sessions', level: 1 })).toBeFocused();
    await expectFocusSeen(page);
    const loaded = page.waitForEvent('load');
    await pressUntilFocused(page, 'u', userMenu);
    await page.keyboard.press('Enter');
    const signOut = page.getByRole('menuitem', { name: 'Sign out' });
    await expect(signOut).toBeVisible();
    // The focus goes into a menu a moment after its key.
    await expect(async () => {
      await page.keyboard.press('ArrowUp');
      await expect(signOut).toBeFocused({ timeout: 1000 });
    }).toPass();
    await page.keyboard.press('Enter');
    await loaded;
    await expect(page.getByRole('textbox', { name: 'Username' })).toBeFocused();
  });

  await test.step('signing in as a viewer, and reading a volume', async () => {
    await signIn('viewer');
    const heading = page.getByRole('heading', { name: 'Volumes', level: 1 });
    await pressUntilFocused(page, 'gv', heading);
    const first = page.getByRole('rowheader').first().getByRole('link');
    await expect(first).toBeVisible();
    await tabTo(page, page.getByRole('region', { name: 'Volumes, table' }));
    await page.keyboard.press('ArrowDown');
    await expect(first).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/volumes\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await expectFocusSeen(page);
  });
});
