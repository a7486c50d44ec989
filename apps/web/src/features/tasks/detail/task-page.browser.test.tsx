import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { afterEach, expect, test } from 'vitest';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { toasts } from '#/lib/toasts.ts';
import { aTask } from '#/test-support/a-task.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { TaskPage } from './task-page.tsx';

afterEach(() => toasts.set([]));

const anItem = (index: number, facts: Partial<TaskItem> = {}): TaskItem => ({
  index,
  target: {
    UUID: `00000000-0000-4000-8000-00000000000${index}`,
    name: `db-${index}`,
    projectName: 'default',
    clusterId: 'c0000000-0000-4000-8000-000000000001',
    size: '10737418240',
  },
  state: 'waiting',
  isModified: false,
  mayBeInUse: false,
  ...facts,
});

const FAILED = anItem(1, {
  state: 'failed',
  failure: { kind: 'changed', reason: 'it was modified after it was selected' },
});

const inSeconds = (seconds: number): string => new Date(serverNow() + seconds * 1000).toISOString();

async function page(
  task: FleetTask,
  items: readonly TaskItem[] = [FAILED, anItem(2)],
  onWrite?: Server,
  roles?: readonly string[],
) {
  return renderPage(<TaskPage />, {
    url: `/tasks/${task.id}`,
    route: '/tasks/:taskId',
    ...(roles === undefined ? {} : { roles }),
    server: (request) => {
      if (request.method !== 'GET') return onWrite?.(request);
      if (request.url.includes(`/tasks/${task.id}/items`))
        return { body: { items, total: items.length } };
      return request.url.includes(`/tasks/${task.id}`) ? { body: task } : undefined;
    },
  });
}

test('a running task says what it does, how far it is, beside its usual time, and why a volume failed', async () => {
  const { screen } = await page(
    aTask({ startedAt: inSeconds(-180), usualSeconds: 40, subject: 'db-1' }),
  );
  await expect
    .element(screen.getByRole('heading', { name: 'Delete db-1', level: 1 }))
    .toBeVisible();
  await expect
    .element(screen.getByRole('progressbar', { name: 'Delete db-1' }))
    .toHaveAttribute('aria-valuenow', '25');
  await expect.element(screen.getByText(/Unusually long: *3 min .*usually 40 s/)).toBeVisible();
  await expect.element(screen.getByText('it was modified after it was selected')).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'db-2' }))
    .toHaveAttribute('href', '/volumes/00000000-0000-4000-8000-000000000002');
});

test('the snapshots of a task name their volumes, and say which of them a schedule keeps', async () => {
  const volume = { UUID: '00000000-0000-4000-8000-0000000000f1', name: 'db' };
  const item = anItem(1, { isScheduled: true });
  const { screen } = await page(aTask({ kind: 'delete snapshots' }), [
    { ...item, target: { ...item.target, name: 'db-daily-1', volume } },
  ]);
  await expect.element(screen.getByRole('heading', { name: 'Delete 4 snapshots' })).toBeVisible();
  await expect.element(screen.getByText('Kept by a schedule')).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'db', exact: true }))
    .toHaveAttribute('href', `/volumes/${volume.UUID}/snapshots`);
  await expect
    .element(screen.getByRole('textbox', { name: 'Search by snapshot or project' }))
    .toBeVisible();
});

test('a task can be undone while its time lasts, and then it says that nothing was changed', async () => {
  const task = aTask({ state: 'PENDING', percent: 0, dueAt: inSeconds(25) });
  const { screen, writes } = await page(task, [anItem(1)], () => ({
    body: { ...task, state: 'CANCELED' },
  }));
  await expect.element(screen.getByText(/Starts in 2\d s/)).toBeVisible();
  await screen.getByRole('button', { name: /Undo \(2\d s\)/ }).click();
  await expect.poll(() => toasts.get()[0]?.title).toContain('Undone: Delete 4 volumes');
  expect(writes().map(({ url }) => url)).toEqual([`/api/v2/fleet/tasks/${task.id}/cancel`]);
  await expect.element(screen.getByText('Canceled', { exact: true }).first()).toBeVisible();
});

test('a task that is asked to pause finishes what has begun, and can be resumed meanwhile', async () => {
  const asked = aTask({ asked: 'pause' });
  const { screen, writes } = await page(aTask(), [anItem(1)], ({ url }) => ({
    body: url.endsWith('/pause') ? asked : aTask(),
  }));
  await screen.getByRole('button', { name: 'Pause' }).click();
  await expect.element(screen.getByText('Asked to pause: finishing what has begun')).toBeVisible();
  await screen.getByRole('button', { name: 'Resume' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  expect(writes().map(({ url }) => url.split('/').at(-1))).toEqual(['pause', 'resume']);
});

test('a running task is canceled only once that is confirmed, with what is done and what stays', async () => {
  const { screen, writes } = await page(aTask(), [anItem(1)], () => ({
    body: aTask({ asked: 'cancel' }),
  }));
  await screen.getByRole('button', { name: 'Cancel task' }).click();
  const dialog = screen.getByRole('dialog', { name: /Cancel this task/ });
  await expect.element(dialog.getByText('What has begun is finished: 2.')).toBeVisible();
  expect(writes()).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel task' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('button', { name: 'Cancel task' }))
    .toHaveAttribute('aria-disabled', 'true');
});

test('what has failed is tried again as a preview on a page of its own', async () => {
  const task = aTask({
    state: 'FAILED',
    counts: { failed: 2, running: 0, following: 0, waiting: 0, done: 2, canceled: 0, skipped: 0 },
  });
  const draft = aTask({ id: '00000000-0000-4000-8000-0000000000a2', state: 'DRAFT', total: 2 });
  const { screen, location } = await page(task, [FAILED], () => ({ body: draft }));
  await screen.getByRole('button', { name: 'Retry failed (2)' }).click();
  await expect.poll(location).toBe(`/tasks/${draft.id}`);
});

test('a preview says what it would do and its risks, and is started or discarded', async () => {
  const draft = aTask({
    state: 'DRAFT',
    percent: 0,
    counts: { failed: 0, running: 0, following: 0, waiting: 3, done: 0, canceled: 0, skipped: 1 },
    risks: { mayBeInUse: 2, modified: 1 },
  });
  const { screen, writes, location } = await page(draft, [anItem(1)], ({ url }) => ({
    body: { ...draft, state: url.endsWith('/start') ? 'PENDING' : 'CANCELED' },
  }));
  await expect
    .element(screen.getByText(/2 may be in use, 1 modified since selected, 1 can’t be done/))
    .toBeVisible();
  await screen.getByRole('button', { name: 'Start' }).click();
  await expect.element(screen.getByRole('button', { name: 'Pause' })).toBeVisible();
  expect(writes()[0]?.body).toEqual({ undoSeconds: 30 });
  queryClient.setQueryData([...queryKeys.task, draft.id], draft);
  await screen.getByRole('button', { name: 'Discard' }).click();
  await expect.poll(location).toBe('/tasks');
});

test('whoever may not change the volumes of a task sees why they can’t steer it', async () => {
  const { screen, writes } = await page(aTask(), [anItem(1)], undefined, ['default:viewer']);
  const pause = screen.getByRole('button', { name: 'Pause' });
  await expect.element(pause).toHaveAttribute('aria-disabled', 'true');
  await pause.click({ force: true });
  await expect.element(screen.getByText('Needs the role default:admin')).toBeVisible();
  expect(writes()).toEqual([]);
});

test('an action that is refused says why, and the task is read again', async () => {
  const { screen, sent } = await page(aTask(), [anItem(1)], () => ({
    status: 409,
    body: errorBody(10, 'the task is completed: it cannot be paused'),
  }));
  await screen.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(() => toasts.get()[0]?.detail).toContain('it cannot be paused');
  const reads = sent.filter(({ method, url }) => method === 'GET' && !url.includes('/items'));
  await expect.poll(() => reads.length).toBeGreaterThan(0);
});

test('a task that is not there says that previews lapse; one that can’t be read, what to do, with the request ID', async () => {
  const { screen } = await renderPage(<TaskPage />, {
    url: '/tasks/none',
    route: '/tasks/:taskId',
    server: () => undefined,
  });
  await expect.element(screen.getByText(/those lapse after an hour/)).toBeVisible();
  await screen.unmount();
  const failing = await renderPage(<TaskPage />, {
    url: '/tasks/some',
    route: '/tasks/:taskId',
    server: () => ({ status: 403, body: { ...errorBody(7, 'no'), requestId: 'r-17' } }),
  });
  await expect.element(failing.screen.getByText('r-17')).toBeVisible();
});

test('the volumes of a task are searched and narrowed in the address, and each exported', async () => {
  const items = [FAILED, anItem(2, { target: { ...anItem(2).target, name: '=cmd()' } })];
  const { screen, location, sent } = await page(aTask(), items);
  await screen.getByRole('button', { name: 'Export CSV' }).click();
  await expect.poll(() => toasts.get()[0]?.title).toBe('2 of 4 volumes were exported');
  await screen.getByRole('textbox', { name: 'Search by volume or project' }).fill('db');
  await expect.poll(location).toContain('search=db');
  await expect.poll(() => sent.at(-1)?.url).toContain('search=db&offset=0&limit=50');
});
