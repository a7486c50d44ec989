import type { SessionView } from '@asterism/api-types/bff-api/own-sessions-api';
import { expect, test } from 'vitest';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { SessionsPage } from './sessions-page.tsx';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';
const SAFARI =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile/15E148 Safari/604.1';

const aSession = (digit: string, facts: Partial<SessionView> = {}): SessionView => ({
  id: digit.repeat(64),
  isCurrent: false,
  signedInAt: '2026-01-01T00:00:00Z',
  lastActiveAt: '2026-01-02T00:00:00Z',
  expiresAt: '2100-01-01T00:00:00Z',
  address: '192.0.2.1',
  userAgent: FIREFOX,
  ...facts,
});
const CURRENT = aSession('0', { isCurrent: true });
const PHONE = aSession('1', { userAgent: SAFARI, address: '198.51.100.7' });
const SCRIPT = aSession('2', { userAgent: 'curl/9.1', address: '' });

/** The page of somebody with these sessions; what is ended is gone from the next list, unless the server refuses. */
async function page(sessions: readonly SessionView[], refusal?: object) {
  let left = sessions;
  const rendered = await renderPage(<SessionsPage />, {
    server({ method, url }) {
      if (method === 'GET') return { body: { sessions: left } };
      if (refusal !== undefined) return { status: 503, body: refusal };
      left = left.filter(({ id, isCurrent }) =>
        url === '/auth/sessions' ? isCurrent : !url.endsWith(id),
      );
      return { body: {} };
    },
  });
  const { screen } = rendered;
  return {
    ...rendered,
    endAll: screen.getByRole('button', { name: 'End all other sessions' }),
    dialog: screen.getByRole('dialog', { name: 'End all other sessions?' }),
  };
}

test('ending all other sessions shows first which they are: browser, system, address and times', async () => {
  const { endAll, dialog, writes } = await page([CURRENT, PHONE, SCRIPT]);
  await endAll.click();
  const items = dialog.getByRole('region', { name: 'Sessions to end' }).getByRole('listitem');
  await expect.element(items.nth(1)).toBeVisible();
  expect(items.elements().map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Safari 26 on iOSFrom 198\.51\.100\.7, signed in .*, last active .*/),
    expect.stringMatching(/^curlsigned in .*, last active .*/),
  ]);
  const times = items.nth(0).element().querySelectorAll('time');
  expect(Array.from(times, ({ dateTime }) => dateTime)).toEqual([
    PHONE.signedInAt,
    PHONE.lastActiveAt,
  ]);
  expect(writes()).toEqual([]);
});

test('once confirmed the others are ended in one request, and this one stays in the list', async () => {
  const { screen, endAll, dialog, writes } = await page([CURRENT, PHONE, SCRIPT]);
  await endAll.click();
  await dialog.getByRole('button', { name: 'End 2 sessions' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([{ method: 'DELETE', url: '/auth/sessions' }]);
  await expect.element(screen.getByText('Safari 26 on iOS')).not.toBeInTheDocument();
  await expect.element(screen.getByText('This session', { exact: true })).toBeVisible();
  await expect.element(endAll).toHaveAttribute('aria-disabled', 'true');
});

test('a refused request stays in the dialog with its reason, and nothing is ended', async () => {
  const refusal = errorBody(14, 'the database is away');
  const { screen, endAll, dialog } = await page([CURRENT, PHONE], refusal);
  await endAll.click();
  await dialog.getByRole('button', { name: 'End 1 session' }).click();
  await expect.element(dialog.getByText(/the database is away/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(screen.getByText('Safari 26 on iOS')).toBeVisible();
});

test('more sessions than the list holds are said to end too', async () => {
  const many = Array.from({ length: 99 }, (_, index) =>
    aSession('1', { id: String(index).padStart(64, 'a') }),
  );
  const { endAll, dialog } = await page([CURRENT, ...many]);
  await endAll.click();
  await expect.element(dialog.getByText(/Only the 100 .* The others end too/)).toBeVisible();
  await expect
    .element(dialog.getByRole('button', { name: 'End all other sessions' }))
    .toBeInViewport();
});

test('with a single session there are no others to end', async () => {
  const { screen, endAll, dialog } = await page([CURRENT]);
  await expect.element(screen.getByText('This session', { exact: true })).toBeVisible();
  await endAll.click({ force: true });
  await expect.element(dialog).not.toBeInTheDocument();
});

test('one other session is ended by its own button, and this session has none', async () => {
  const { screen, writes } = await page([CURRENT, PHONE, SCRIPT]);
  const buttons = screen.getByRole('button', { name: /^End the session of/ });
  await expect.poll(() => buttons.elements().length).toBe(2);
  await screen.getByRole('button', { name: /^End the session of Safari 26 on iOS/ }).click();
  await expect.poll(() => buttons.elements().length).toBe(1);
  expect(writes()).toMatchObject([{ method: 'DELETE', url: `/auth/sessions/${PHONE.id}` }]);
});
