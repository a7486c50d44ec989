import { expect, type Page } from '@playwright/test';
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
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByLabel('Password')).toBeVisible();
}
