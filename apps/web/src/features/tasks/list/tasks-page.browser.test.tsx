import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { expect, test } from 'vitest';
import { aTask } from '#/test-support/a-task.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { TasksPage } from './tasks-page.tsx';

async function list(tasks: readonly FleetTask[], url = '/tasks') {
  const page = await renderPage(<TasksPage />, {
    url,
    roles: ['default:viewer'],
    server: (request) =>
      request.url.startsWith('/api/v2/fleet/tasks')
        ? { body: { tasks, total: tasks.length, people: ['ada', 'berta'] } }
        : undefined,
  });
  const lastQuery = () => page.sent.at(-1)?.url.split('?')[1];
  return { ...page, lastQuery };
}

test('the list of tasks says what each does and what came of it, and asks for nothing that the API does not know', async () => {
  const { screen, lastQuery } = await list([
    aTask({ kind: 'change volumes', change: { size: '20 GiB' }, subject: 'db-1', total: 1 }),
    aTask({
      id: '00000000-0000-4000-8000-0000000000a2',
      state: 'FAILED',
      endedAt: '2026-11-29T06:03:00.000Z',
      usualSeconds: 40,
      counts: { failed: 1, running: 0, following: 0, waiting: 0, done: 3, canceled: 0, skipped: 0 },
    }),
  ]);
  await expect.element(screen.getByRole('link', { name: 'Resize db-1 to 20 GiB' })).toBeVisible();
  const row = screen.getByRole('row', { name: /Delete 4 volumes/ });
  await expect.element(row.getByText('1 failed, 3 done').last()).toBeVisible();
  await expect.element(row.getByText(/usually 40 s/)).toBeVisible();
  expect(lastQuery()).toBe('sort=started&order=desc&offset=0&limit=50');
});

test('an attach among them says at which stage it is, or why it failed, and leads to its own page', async () => {
  const attach = aTask({
    id: '00000000-0000-4000-8000-0000000000a3',
    kind: 'attach cluster',
    subject: 'lb-east-01',
    total: 1,
    stage: 'load inventory',
    projects: [],
    capacity: '0',
    percent: 70,
  });
  const { screen } = await list([
    attach,
    {
      ...attach,
      id: '00000000-0000-4000-8000-0000000000a4',
      kind: 'detach cluster',
      state: 'FAILED',
      reason: 'the key could not be retired',
    },
  ]);
  const row = screen.getByRole('row', { name: /Attach lb-east-01/ });
  await expect.element(row.getByText('Load volumes').last()).toBeVisible();
  await expect.element(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '70');
  await expect
    .element(row.getByRole('link', { name: 'Attach lb-east-01' }))
    .toHaveAttribute('href', `/workflows/${attach.id}`);
  const detach = screen.getByRole('row', { name: /Detach lb-east-01/ });
  await expect.element(detach.getByText('The key could not be retired').last()).toBeVisible();
});

test('tasks are narrowed by kind, state and person, in the address', async () => {
  const { screen, location, lastQuery } = await list([aTask()]);
  await screen.getByRole('button', { name: 'Filter by Started by' }).click();
  await screen.getByRole('menuitem', { name: 'berta' }).click();
  await expect.poll(location).toBe('/tasks?startedBy=berta');
  await screen.getByRole('button', { name: 'Filter by State' }).click();
  await screen.getByRole('menuitem', { name: 'Failed' }).click();
  await screen.getByRole('button', { name: 'Filter by Kind' }).click();
  await screen.getByRole('menuitem', { name: 'Change volumes' }).click();
  await expect
    .poll(lastQuery)
    .toBe(
      'kind=change+volumes&state=FAILED&startedBy=berta&sort=started&order=desc&offset=0&limit=50',
    );
});

test('what a link narrows tasks to is said by chips that can be taken back, and stays while one searches', async () => {
  const linked =
    '/tasks?singleWrites=console&unresolved=true&endedAfter=2026-11-29T06%3A00%3A00.000Z';
  const { screen, location, lastQuery } = await list([aTask()], linked);
  await expect.element(screen.getByText('Of the last 7 days, not retried')).toBeVisible();
  await expect.element(screen.getByText('From the console alone')).toBeVisible();
  await expect.element(screen.getByText(/^Nov 29, 2026/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Filter by Failures' }).elements()).toEqual([]);
  const asked = 'endedAfter=2026-11-29T06%3A00%3A00.000Z';
  expect(lastQuery()).toContain(asked);
  expect(lastQuery()).toMatch(/singleWrites=console/);
  const field = screen.getByRole('combobox', { name: /Search/ });
  await expect.element(field).toHaveValue('');
  await field.fill('failed>1');
  await expect.poll(lastQuery).toMatch(/query=failed%3E1/);
  expect(lastQuery()).toMatch(/unresolved=true/);
  await screen.getByRole('button', { name: 'Remove filter Failures: true' }).click();
  await expect.poll(location).not.toContain('unresolved');
  expect(location()).toContain('singleWrites=console');
});

test('tasks are searched, and sorted by any column, on the server', async () => {
  const { screen, location, lastQuery } = await list([aTask()]);
  await screen.getByRole('combobox', { name: /Search/ }).fill('pvc-7');
  await expect.poll(location).toBe('/tasks?search=pvc-7');
  const header = screen.getByRole('columnheader', { name: 'Outcome', exact: true });
  await header.getByRole('button').click();
  await expect.poll(lastQuery).toMatch(/search=pvc-7&sort=outcome&order=(asc|desc)&offset=0/);
});

test('without tasks the page says how one begins, and with filters how to see all', async () => {
  const { screen, location } = await list([], '/tasks?state=FAILED');
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(location).toBe('/tasks');
  await expect.element(screen.getByText('No tasks yet')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'View volumes' })).toBeVisible();
});

test('tasks that can’t be read say why, with the request ID', async () => {
  const { screen } = await renderPage(<TasksPage />, {
    url: '/tasks',
    server: () => ({ status: 400, body: { ...errorBody(3, 'bad offset'), requestId: 'r-18' } }),
  });
  await expect.element(screen.getByText('r-18')).toBeVisible();
});
