import { expect, type Cookie, type Page } from '@playwright/test';
import { PASSWORDS, type User } from './stack.ts';

/** Fills in the sign-in form, on the page or in the dialog, and sends it. */
export async function submitSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens a page of the console as somebody who signs in on the way. */
export async function signIn(page: Page, user: User, path = '/'): Promise<void> {
  await page.goto(path);
  await submitSignIn(page, user, PASSWORDS[user]);
  await expect(page.getByRole('navigation', { name: 'Sections' })).toBeVisible();
}

export async function signOut(page: Page, user: User): Promise<void> {
  await page.getByRole('button', { name: user }).click();
  // The page is loaded anew, so that nothing is left in its memory.
  const loaded = page.waitForEvent('load');
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await loaded;
  await expect(page.getByLabel('Password')).toBeVisible();
}

/** The sessions on the shared stack that this process has. */
const sessions = new Map<User, readonly Cookie[]>();

/** Opens a page of the shared stack as somebody who is signed in; only the first time goes by the form. */
export async function openAs(page: Page, user: User, path = '/'): Promise<void> {
  const known = sessions.get(user);
  if (known === undefined) {
    await signIn(page, user, path);
    sessions.set(user, await page.context().cookies());
    return;
  }
  await page.context().addCookies([...known]);
  await page.goto(path);
}
