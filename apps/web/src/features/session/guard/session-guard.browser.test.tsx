import type { Session } from '@asterism/api-types/bff-api/bff-api';
import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { sessionEnd } from '#/api/session-end.ts';
import { lastActivity } from '#/api/user-activity.ts';
import { SessionGuard } from './session-guard.tsx';

const IDLE_SECONDS = 900;
const ADA: Session = {
  username: 'ada',
  roles: ['acme:admin'],
  expiresAt: '2030-01-01T00:00:00Z',
  idleSeconds: IDLE_SECONDS,
};

/** What the BFF was asked, as `POST /auth/login`. */
let requests: string[];

beforeEach(() => {
  sessionEnd.notRenewed();
  queryClient.clear();
  requests = [];
  vi.stubGlobal('fetch', (url: string | URL, init?: RequestInit) => {
    requests.push(`${init?.method ?? 'GET'} ${new URL(url, location.href).pathname}`);
    return Promise.resolve(Response.json(ADA));
  });
});
async function open(session: Session, idleForSeconds: number) {
  lastActivity.set(performance.now() - idleForSeconds * 1000);
  queryClient.setQueryData(queryKeys.session, session);
  return render(
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <label>
          Notes <input />
        </label>
        <SessionGuard />
      </Suspense>
    </QueryClientProvider>,
  );
}

test('a session whose user is active shows no dialog', async () => {
  const screen = await open(ADA, 0);
  await expect.element(screen.getByLabelText('Notes')).toBeVisible();
  expect(screen.getByRole('dialog').elements()).toHaveLength(0);
});

test('a session without an idle end never warns of one', async () => {
  const screen = await open({ ...ADA, idleSeconds: 0 }, 10 * IDLE_SECONDS);
  await expect.element(screen.getByLabelText('Notes')).toBeVisible();
  expect(screen.getByRole('dialog').elements()).toHaveLength(0);
});

test('a session about to end counts down, and lives on when the user stays', async () => {
  const screen = await open(ADA, IDLE_SECONDS - 40);
  const dialog = screen.getByRole('dialog', { name: /Are you still there/ });
  await expect.element(dialog.getByText(/^(40|3\d) s$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Stay signed in' }).click();
  await expect.poll(() => screen.getByRole('dialog').elements()).toHaveLength(0);
  await expect.poll(() => requests).toContain('GET /auth/session');
});

test('a session that is idle for too long is checked with the server, and warns no longer', async () => {
  const screen = await open(ADA, IDLE_SECONDS + 5);
  await expect.poll(() => requests).toContain('GET /auth/session');
  expect(screen.getByRole('dialog').elements()).toHaveLength(0);
});

test('a session that has ended is renewed over the page, which keeps what was typed', async () => {
  const screen = await open(ADA, 0);
  const notes = screen.getByLabelText('Notes');
  await notes.fill('half a thought');
  sessionEnd.announce();
  const dialog = screen.getByRole('dialog', { name: /Your session has ended/ });
  await expect.element(dialog.getByRole('textbox', { name: 'Username' })).toHaveValue('ada');
  await dialog.getByRole('textbox', { name: 'Password' }).fill('secret');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect.poll(() => screen.getByRole('dialog').elements()).toHaveLength(0);
  expect(requests).toContain('POST /auth/login');
  await expect.element(notes).toHaveValue('half a thought');
});
