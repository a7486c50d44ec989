import { expect, type Page } from '@playwright/test';
import { PASSWORDS, type User } from './stack.ts';

/** Signs in as a person does, on the page that the browser is on or is sent to. */
export async function signIn(page: Page, user: User, path = '/'): Promise<void> {
  await page.goto(path);
  await page.getByLabel('User name').fill(user);
  await page.getByLabel('Password').fill(PASSWORDS[user]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeHidden();
}
