import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { afterEach, expect, test } from 'vitest';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { aCluster } from '#/test-support/a-cluster.ts';
import { answerTasks, aTask } from '#/test-support/a-task.ts';
import { aTransition } from '#/test-support/a-transition.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { Bell } from './bell.tsx';
import { Masthead } from './masthead.tsx';
import { TaskDrawer } from './task-drawer.tsx';

afterEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

const failed = (number: number): FleetTask =>
  aTask({
    id: `00000000-0000-4000-8000-0000000000c${number}`,
    state: 'FAILED',
    counts: { ...aTask().counts, running: 0, following: 0, waiting: 0, failed: 3 },
    endedAt: '2026-11-29T06:00:00.000Z',
  });

const ATTACH = aTask({
  id: '00000000-0000-4000-8000-0000000000d1',
  kind: 'attach cluster',
  state: 'FAILED',
  total: 1,
  subject: 'lb-east-01',
  stage: 'authenticate',
  reason: 'the cluster does not accept the key',
  projects: [],
  endedAt: '2026-11-29T06:00:00.000Z',
});

interface Facts {
  readonly username: string;
  readonly tasks?: readonly FleetTask[];
  readonly clusters?: readonly FleetCluster[];
  readonly slow?: readonly VolumeTransition[];
  readonly url?: string;
}

async function bell({ username, tasks = [], clusters = [], slow = [], url = '/volumes' }: Facts) {
  const now = { tasks };
  const nothing = () => undefined;
  const page = await renderPage(
    <>
      <Masthead onOpen={nothing} />
      <Bell />
      <TaskDrawer />
    </>,
    {
      url,
      route: '*',
      username,
      server: (request) => {
        const { pathname } = new URL(request.url, 'http://console');
        if (pathname === '/api/v2/fleet/clusters') return { body: { clusters } };
        if (pathname === '/api/v2/fleet/transitions') {
          return { body: { transitions: slow, total: slow.length } };
        }
        return pathname === '/api/v2/fleet/tasks'
          ? { body: answerTasks([...now.tasks, ATTACH], request.url) }
          : undefined;
      },
    },
  );
  return { ...page, now };
}

test('the bell counts and lists failed tasks, failed workflows and clusters that are away, and leads to each', async () => {
  const { screen, location } = await bell({
    username: 'hal',
    tasks: [failed(1), failed(2)],
    clusters: [aCluster({ name: 'lb-west', status: 'Disconnected' }), aCluster({ name: 'lb-ok' })],
  });
  await screen.getByRole('button', { name: '4 things need attention' }).click();
  await expect
    .element(screen.getByRole('heading', { name: '4 things need attention' }))
    .toBeVisible();
  await expect
    .element(screen.getByRole('menuitem', { name: /lb-west is disconnected/ }))
    .toBeVisible();
  await expect
    .element(
      screen.getByRole('menuitem', { name: /Attach lb-east-01 failed.*does not accept the key/ }),
    )
    .toBeVisible();
  const [first] = screen.getByRole('menuitem', { name: /Delete 4 volumes failed.*3 failed/ }).all();
  await first?.click();
  await expect.poll(location).toBe(`/tasks/${failed(1).id}`);
  await expect
    .element(screen.getByRole('button', { name: '3 things need attention' }))
    .toBeVisible();
});

test('what was looked at or marked as seen does not come back, but a cluster that is away stays', async () => {
  const facts = {
    username: 'ida',
    tasks: [failed(1)],
    clusters: [aCluster({ name: 'lb-west', status: 'Unauthorized' })],
  };
  const { screen } = await bell(facts);
  await screen.getByRole('button', { name: '3 things need attention' }).click();
  await screen.getByRole('menuitem', { name: 'Mark failures as seen' }).click();
  await expect
    .element(screen.getByRole('button', { name: '1 thing needs attention' }))
    .toBeVisible();
  await screen.unmount();
  const again = await bell(facts);
  await expect
    .element(again.screen.getByRole('button', { name: '1 thing needs attention' }))
    .toBeVisible();
});

test('a new failure is announced once, without moving the masthead', async () => {
  const { screen, now } = await bell({ username: 'jan' });
  await expect
    .element(screen.getByRole('button', { name: '1 thing needs attention' }))
    .toBeVisible();
  const left = () =>
    screen.getByRole('button', { name: 'jan' }).element().getBoundingClientRect().left;
  const before = left();
  now.tasks = [failed(3)];
  await queryClient.invalidateQueries({ queryKey: queryKeys.tasks });
  await expect
    .element(screen.getByRole('status').filter({ hasText: '2 things' }))
    .toBeInTheDocument();
  expect(left()).toBe(before);
});

test('a volume that is Deleting for unusually long needs attention until it is gone, and leads to its page', async () => {
  const { screen, location } = await bell({ username: 'kim', slow: [aTransition()] });
  await screen.getByRole('button', { name: '2 things need attention' }).click();
  const item = screen.getByRole('menuitem', { name: /db-old takes unusually long/ });
  await expect.poll(() => item.element().textContent).toMatch(/Deleting for 12 min.*, usually 2 s/);
  await item.click();
  await expect.poll(location).toBe(`/volumes/${aTransition().UUID}`);
  await expect
    .element(screen.getByRole('button', { name: '2 things need attention' }))
    .toBeVisible();
});

test('more volumes that take unusually long than are named lead to the task drawer, which lists just these', async () => {
  const slow = Array.from({ length: 5 }, (_, n) =>
    aTransition({ UUID: `00000000-0000-4000-8000-00000000000${n}`, name: `db-slow-${n}` }),
  );
  const { screen, location } = await bell({ username: 'lou', slow });
  const before = location();
  await screen.getByRole('button', { name: '2 things need attention' }).click();
  await screen.getByRole('menuitem', { name: /5 volumes take unusually long/ }).click();
  await expect.element(screen.getByRole('heading', { name: 'Unusually long' })).toBeVisible();
  expect(screen.getByRole('link', { name: /db-slow/ }).elements()).toHaveLength(5);
  expect(location()).toBe(before);
});
