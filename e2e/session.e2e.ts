import { signIn, signOut, submitSignIn } from '@asterism/test-stack/sign-in';
import { PASSWORDS } from '@asterism/test-stack/stack';
import { DIALOG, expectAccessibleInEveryTheme } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

test.describe('signing in', () => {
  test('leads to the requested page', async ({ page }) => {
    await signIn(page, 'admin', '/workflows');
    await expect(page).toHaveURL('/workflows');
    await expect(page.getByRole('heading', { name: 'Workflows', level: 1 })).toBeVisible();
  });

  test('with a wrong password says so and keeps the name', async ({ page }) => {
    await page.goto('/');
    await submitSignIn(page, 'admin', 'not the password');
    await expect(page.getByText('Wrong username or password')).toBeVisible();
    await expect(page.getByLabel('Username')).toHaveValue('admin');
    await submitSignIn(page, 'admin', PASSWORDS.admin);
    await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
  });

  test('without a name or a password names the field', async ({ page }) => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/must not be empty/i);
    await expect(page.getByLabel('Password')).toHaveAccessibleDescription(/must not be empty/i);
  });

  test('leaves no token where scripts of the page could read it', async ({ page }) => {
    await signIn(page, 'admin');
    const readable = await page.evaluate(() =>
      JSON.stringify([localStorage, sessionStorage, document.cookie]),
    );
    expect(readable).not.toMatch(/eyJ|sid/);
    const cookies = await page.context().cookies();
    expect(cookies).toEqual([
      expect.objectContaining({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' }),
    ]);
  });
});

test('signing out ends the session on the server too', async ({ page }) => {
  await signIn(page, 'admin');
  const cookies = await page.context().cookies();
  await signOut(page, 'admin');
  await page.context().addCookies(cookies);
  await page.goto('/clusters');
  await expect(page.getByLabel('Password')).toBeVisible();
});

test('a session can be ended from another one', async ({ page, browser, stack }) => {
  const lost = await browser.newContext({ baseURL: stack.url, userAgent: 'lost-laptop/1.0' });
  const laptop = await lost.newPage();
  await signIn(laptop, 'admin');

  await signIn(page, 'admin');
  await page.getByRole('button', { name: 'admin' }).click();
  await page.getByRole('menuitem', { name: 'Your sessions' }).click();
  await expect(page.getByRole('row', { name: /This session/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'End all other sessions' }).click();
  const endAll = page.getByRole('dialog', { name: 'End all other sessions?' });
  await expect(endAll.getByRole('listitem').filter({ hasText: 'lost-laptop' })).toBeVisible();
  await expectAccessibleInEveryTheme(page);
  await endAll.getByRole('button', { name: 'Cancel' }).click();
  const end = page.getByRole('button', { name: /^End the session of lost-laptop/ });
  await end.click();
  await expect(end).toHaveCount(0);

  await laptop.goto('/clusters');
  await expect(laptop.getByLabel('Password')).toBeVisible();
  await lost.close();
});

test('a session that ends mid-form asks again over the page, keeps the form and then sends it', async ({
  page,
}) => {
  await signIn(page, 'admin', '/volumes/new');
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('kept-over-the-sign-in');
  await page.getByRole('combobox', { name: 'Project' }).fill('default');
  await page.getByRole('textbox', { name: 'Size' }).fill('10 GiB');
  // It ends as the form is sent: something read before that would open the dialog under the click.
  await page.route(
    (url) => url.pathname.endsWith('/volumes'),
    async (route) => {
      await page.context().clearCookies();
      await route.continue();
    },
    { times: 1 },
  );
  await page.getByRole('button', { name: /^Create/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await expect(dialog).toBeVisible();
  // By its name: to those who work in the dialog, the page behind it is hidden.
  await expect(page.locator('input[name="name"]')).toHaveValue('kept-over-the-sign-in');
  await expect(page.locator('input[name="size"]')).toHaveValue('10 GiB');
  await expectAccessibleInEveryTheme(page, DIALOG);
  await submitSignIn(page, 'admin', PASSWORDS.admin);
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'kept-over-the-sign-in' })).toBeVisible();
});
