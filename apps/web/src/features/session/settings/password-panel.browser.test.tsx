import { beforeEach, expect, test } from 'vitest';
import { sessionEnd } from '#/api/session-end.ts';
import { toasts } from '#/lib/toasts.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { PasswordPanel } from './password-panel.tsx';

const SESSION = {
  username: 'ada',
  roles: ['acme:viewer'],
  expiresAt: '2100-01-01T00:00:00Z',
  idleSeconds: 900,
};

beforeEach(() => toasts.set([]));

async function page(answer: { readonly status?: number; readonly body: unknown }) {
  const rendered = await renderPage(<PasswordPanel />, {
    server: ({ method }) => (method === 'PUT' ? answer : { body: SESSION }),
  });
  const { screen } = rendered;
  return {
    ...rendered,
    fill: async (old: string, next: string, again = next) => {
      await screen.getByLabelText(/^Current password/).fill(old);
      await screen.getByLabelText(/^New password(?! again)/).fill(next);
      await screen.getByLabelText(/^New password again/).fill(again);
      await screen.getByRole('button', { name: 'Change password' }).click();
    },
  };
}

test('the password is changed, the form is empty again, and nobody has to sign in in this browser', async () => {
  const { screen, writes, fill } = await page({ body: SESSION });
  sessionEnd.announce();
  await fill('the old one', 'a new password');
  await expect
    .poll(() => toasts.get().map(({ title }) => title))
    .toEqual(['Your password was changed']);
  expect(writes().map(({ method, url, body }) => ({ method, url, body }))).toEqual([
    {
      method: 'PUT',
      url: '/auth/password',
      body: { oldPassword: 'the old one', newPassword: 'a new password' },
    },
  ]);
  expect(sessionEnd.store.get()).toBe(false);
  for (const label of [/^Current password/, /^New password again/])
    await expect.element(screen.getByLabelText(label)).toHaveValue('');
});

test('what is wrong with a password is said at its field, and nothing is sent', async () => {
  const { screen, writes, fill } = await page({ body: SESSION });
  await fill('the old one', 'short');
  await expect.element(screen.getByText(/must have 8 characters or more/i)).toBeVisible();
  await fill('the old one', 'the old one');
  await expect.element(screen.getByText(/is the old password/i)).toBeVisible();
  await fill('the old one', 'a new password', 'a new pasword');
  await expect.element(screen.getByText(/differs from the new password/i)).toBeVisible();
  expect(writes()).toEqual([]);
});

test('a wrong current password is said at its field', async () => {
  const { screen, fill } = await page({
    status: 400,
    body: errorBody(3, 'no', { field: 'oldPassword', description: 'is not your password' }),
  });
  await fill('a guess', 'a new password');
  await expect.element(screen.getByText(/is not your password/i)).toBeVisible();
  await expect.element(screen.getByLabelText(/^Current password/)).toHaveFocus();
});

test('too many wrong passwords are told below the form, which keeps what was typed', async () => {
  const { screen, fill } = await page({
    status: 429,
    body: errorBody(8, 'Too many wrong passwords. Try again later.'),
  });
  await fill('a guess', 'a new password');
  await expect.element(screen.getByText(/Too many requests/)).toBeVisible();
  await expect.element(screen.getByLabelText(/^Current password/)).toHaveValue('a guess');
});
