import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page as window, userEvent } from 'vitest/browser';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { aTransition } from '#/test-support/a-transition.ts';
import { answerTasks, aTask } from '#/test-support/a-task.ts';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import '#/styles/frame.css';
import { TaskDrawer } from './task-drawer.tsx';

beforeEach(() => window.viewport(1280, 800));
afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const ago = (seconds: number): string => new Date(serverNow() - seconds * 1000).toISOString();
const id = (number: number): string => `00000000-0000-4000-8000-0000000000b${number}`;
const COUNTS = {
  failed: 0,
  running: 0,
  following: 0,
  waiting: 0,
  done: 0,
  canceled: 0,
  skipped: 0,
};

const RUNNING = aTask({ id: id(1), percent: 40, startedAt: ago(180), usualSeconds: 40 });
const ATTACHING = aTask({
  id: id(9),
  kind: 'attach cluster',
  subject: 'lb-east-01',
  total: 1,
  stage: 'load inventory',
  percent: 70,
  projects: [],
  startedAt: ago(5),
  usualSeconds: 4,
});
const FAILED = aTask({
  id: id(2),
  state: 'FAILED',
  subject: 'db-2',
  counts: { ...COUNTS, failed: 1 },
  endedAt: ago(60),
});
const DONE = aTask({
  id: id(3),
  state: 'COMPLETED',
  subject: 'db-3',
  counts: { ...COUNTS, done: 1 },
  percent: 100,
  endedAt: ago(90),
});

interface Facts {
  readonly tasks?: readonly FleetTask[];
  readonly username: string;
  readonly roles?: readonly string[];
  readonly onWrite?: Server;
  readonly refused?: boolean;
  readonly slow?: readonly VolumeTransition[];
}

async function drawer({ tasks = [], username, roles, onWrite, refused = false, slow = [] }: Facts) {
  const now = { tasks };
  const page = await renderPage(<TaskDrawer />, {
    url: '/',
    username,
    ...(roles === undefined ? {} : { roles }),
    server: (request) => {
      if (request.method !== 'GET') return onWrite?.(request);
      if (refused) return { status: 403, body: { ...errorBody(7, 'no'), requestId: 'r-19' } };
      return request.url.startsWith('/api/v2/fleet/transitions')
        ? { body: { transitions: slow, total: slow.length } }
        : { body: answerTasks(now.tasks, request.url) };
    },
  });
  return { ...page, now, toggle: page.screen.getByRole('button', { name: /^Tasks/ }) };
}

test('closed, the drawer is one line: what runs, has failed, and is done since the last look', async () => {
  const { toggle } = await drawer({ tasks: [RUNNING, ATTACHING, FAILED, DONE], username: 'ann' });
  await expect
    .element(toggle.getByText('2 in progress · 1 failed · 1 done since you last looked'))
    .toBeVisible();
  await expect.element(toggle.getByText('Delete 4 volumes 40%')).toBeVisible();
  expect(toggle.element().getBoundingClientRect().height).toBe(32);
});

test('open, it lists what runs beside its usual time, and follows it without asking for each percent', async () => {
  const { screen, toggle, sent } = await drawer({ tasks: [RUNNING, ATTACHING], username: 'ben' });
  await toggle.click();
  const row = screen.getByRole('listitem').filter({ hasText: 'Delete 4 volumes' });
  await expect.element(row.getByText(/Unusually long: *\d min .*usually 40 s/)).toBeVisible();
  const attaching = screen.getByRole('listitem').filter({ hasText: 'Attach lb-east-01' });
  await expect.element(attaching.getByText('Load volumes')).toBeVisible();
  await expect.element(attaching.getByText(/usually 4 s/)).toBeVisible();
  await expect
    .element(attaching.getByRole('link'))
    .toHaveAttribute('href', `/workflows/${ATTACHING.id}`);
  // The drawer asks once it is shown.
  await expect.poll(() => sent.some(({ url }) => url.includes('/transitions'))).toBe(true);
  const asked = sent.length;
  queryClient.setQueriesData<{ tasks: FleetTask[] }>({ queryKey: queryKeys.tasks }, (known) =>
    known === undefined
      ? known
      : { ...known, tasks: known.tasks.map((task) => ({ ...task, percent: 60 })) },
  );
  await expect.element(row.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '60');
  expect(sent.length).toBe(asked);
});

test('a workflow is canceled from its row, once one has read what that undoes, and so is a task of many', async () => {
  const { screen, toggle, writes } = await drawer({
    tasks: [RUNNING, ATTACHING],
    username: 'zoe',
    onWrite: ({ url }) =>
      url.includes(ATTACHING.id)
        ? { body: { ...aWorkflow({ id: ATTACHING.id }), state: 'CANCELED' } }
        : { body: { ...RUNNING, asked: 'cancel' } },
  });
  await toggle.click();
  await screen.getByRole('button', { name: 'Cancel: Attach lb-east-01' }).click();
  const dialog = window.getByRole('dialog', { name: /Cancel this workflow/ });
  await expect.element(dialog.getByText(/the cluster is not attached/)).toBeVisible();
  expect(writes()).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel workflow' }).click();
  await expect.poll(() => writes()[0]?.url).toContain(ATTACHING.id);
  await expect.element(dialog).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Cancel: Delete 4 volumes' }).click();
  const ofTask = window.getByRole('dialog', { name: /Cancel this task/ });
  await ofTask.getByRole('button', { name: 'Cancel task' }).click();
  await expect.poll(() => writes()[1]?.url).toBe(`/api/v2/fleet/tasks/${RUNNING.id}/cancel`);
});

test('nobody is offered to cancel a single write, which its cluster is at, or a workflow that they may not cancel', async () => {
  const { screen, toggle } = await drawer({
    tasks: [aTask({ id: id(6), kind: 'create volume', subject: 'db-6' }), ATTACHING],
    username: 'ivo',
    roles: ['default:viewer'],
  });
  await toggle.click();
  await expect.element(screen.getByRole('link', { name: 'Create db-6' })).toBeVisible();
  const cancel = screen.getByRole('button', { name: /^Cancel/ });
  expect(cancel.elements()).toHaveLength(1);
  await expect.element(cancel).toHaveAttribute('aria-disabled', 'true');
});

test('a task is undone from the drawer while its time lasts', async () => {
  const waiting = aTask({ id: id(4), state: 'PENDING', dueAt: ago(-25) });
  const { screen, toggle, writes } = await drawer({
    tasks: [waiting],
    username: 'cem',
    onWrite: () => ({ body: { ...waiting, state: 'CANCELED' } }),
  });
  await toggle.click();
  await screen.getByRole('button', { name: /Undo \(2\d s\)/ }).click();
  await expect.poll(() => writes()[0]?.url).toBe(`/api/v2/fleet/tasks/${waiting.id}/cancel`);
});

test('what was listed as done is no news after that, also on the next page; a failure stays listed until it is retried', async () => {
  const { screen, toggle, now } = await drawer({
    tasks: [FAILED, DONE],
    username: 'dora',
    roles: ['default:admin'],
  });
  await toggle.click();
  await expect.element(screen.getByRole('link', { name: 'Delete db-3' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(toggle).toHaveFocus();
  await expect.element(toggle).toHaveAttribute('aria-expanded', 'false');
  await expect.element(toggle.getByText('Nothing in progress')).toBeVisible();
  await screen.unmount();
  const again = await drawer({ tasks: now.tasks, username: 'dora', roles: ['default:admin'] });
  await expect.element(again.toggle.getByText('Nothing in progress')).toBeVisible();
  await again.toggle.click();
  await expect
    .element(again.screen.getByRole('button', { name: 'Retry failed (1)' }))
    .toBeVisible();
  expect(again.screen.getByRole('link', { name: 'Delete db-3' }).elements()).toEqual([]);
  again.now.tasks = [FAILED, aTask({ id: id(5), state: 'RUNNING', retryOf: FAILED.id })];
  await queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
  await expect
    .element(again.screen.getByRole('link', { name: 'Delete db-2' }))
    .not.toBeInTheDocument();
});

test('an attach that failed says why, and what other programs write does not hide it', async () => {
  const failed = { ...ATTACHING, state: 'FAILED' as const, endedAt: ago(9), reason: 'no answer' };
  const { screen, toggle, sent } = await drawer({ tasks: [failed], username: 'eli' });
  await toggle.click();
  const row = screen.getByRole('listitem').filter({ hasText: 'Attach lb-east-01' });
  await expect.element(row.getByText('No answer')).toBeVisible();
  expect(row.getByRole('button').elements()).toEqual([]);
  const asked = sent.filter(({ url }) => url.startsWith('/api/v2/fleet/tasks'));
  expect(asked.every(({ url }) => url.includes('singleWrites=console'))).toBe(true);
});

test.each([
  ['is in progress', RUNNING, '14 in progress'],
  ['has failed', FAILED, '14 failed'],
  ['is done', DONE, '14 done since you last looked'],
])(
  'more than fits of what %s is counted, and its link asks the list of tasks for just that',
  async (_, task, words) => {
    const many = Array.from({ length: 14 }, (__, index) => ({ ...task, id: `${id(1)}${index}` }));
    const { screen, toggle, sent } = await drawer({ tasks: many, username: `max-${words}` });
    await expect.element(toggle.getByText(words)).toBeVisible();
    await toggle.click();
    const link = screen.getByRole('link', { name: '10 of 14' });
    await expect.element(link).toBeVisible();
    expect(screen.getByRole('listitem').elements()).toHaveLength(10);
    // What was counted is what was asked for, but how much of it was.
    const asked = new URL(link.element().getAttribute('href') ?? '', 'http://console');
    expect(asked.pathname).toBe('/tasks');
    const counted = sent.map(({ url }) => {
      const { searchParams } = new URL(url, 'http://console');
      searchParams.delete('limit');
      return searchParams.toString();
    });
    expect(counted).toContain(asked.searchParams.toString());
  },
);

test('more volumes that take long than fit are listed in place, for no list finds them', async () => {
  const slow = Array.from({ length: 14 }, (_, n) =>
    aTransition({ UUID: `${id(1).slice(0, -2)}${10 + n}`, name: `db-slow-${n}` }),
  );
  const { screen, toggle } = await drawer({ username: 'uma', slow });
  await toggle.click();
  expect(screen.getByRole('link', { name: /db-slow/ }).elements()).toHaveLength(10);
  await screen.getByRole('button', { name: '10 of 14' }).click();
  await expect
    .poll(() => screen.getByRole('link', { name: /db-slow/ }).elements())
    .toHaveLength(14);
  expect(screen.getByText('of 14').elements()).toEqual([]);
});

test('a volume that is being deleted for unusually long is listed with its age, and leads to its page', async () => {
  const { screen, toggle } = await drawer({ username: 'flo', slow: [aTransition()] });
  await toggle.click();
  const row = screen.getByRole('listitem').filter({ hasText: 'db-old' });
  await expect.element(row.getByText(/for 12 min .*usually 2 s/)).toBeVisible();
  await expect
    .element(row.getByRole('link', { name: 'db-old' }))
    .toHaveAttribute('href', `/volumes/${aTransition().UUID}`);
});

test('the drawer is as it was after a reload, and says what is in it when that is nothing', async () => {
  const first = await drawer({ username: 'eva', roles: ['default:viewer'] });
  await first.toggle.click();
  await expect
    .element(first.screen.getByText(/nothing is new since you last looked/))
    .toBeVisible();
  await first.screen.unmount();
  const again = await drawer({ username: 'eva', roles: ['default:viewer'] });
  await expect.element(again.toggle).toHaveAttribute('aria-expanded', 'true');
  const ofTasks = /^\/api\/v2\/fleet\/(tasks|transitions\?slow)/;
  expect(again.sent.every(({ url }) => ofTasks.test(url))).toBe(true);
});

test('when tasks can’t be read the drawer says so, with the request ID', async () => {
  const { screen, toggle } = await drawer({ username: 'fay', refused: true });
  await expect.element(toggle.getByText('Tasks can’t be read')).toBeVisible();
  await toggle.click();
  await expect.element(screen.getByText('r-19')).toBeVisible();
});

test('on a phone, the open drawer fits into the window', async () => {
  await window.viewport(390, 700);
  const { screen, toggle } = await drawer({ tasks: [RUNNING, FAILED, DONE], username: 'gus' });
  await toggle.click();
  await expect.element(screen.getByRole('link', { name: 'All tasks' })).toBeVisible();
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});
