import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { VolumeTransition } from '@asterism/api-types/fleet-api/transition-api';
import { afterEach, expect, test } from 'vitest';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { answerProblems, aProblem } from '#/test-support/a-problem.ts';
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

const AWAY = aProblem({
  rule: 'clusterUnreachable',
  title: 'The cluster cannot be reached',
  subject: { kind: 'cluster', clusterId: 'c-1', name: 'lb-west' },
  cause: 'connect ECONNREFUSED',
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
  readonly problems?: readonly Problem[];
  readonly slow?: readonly VolumeTransition[];
  readonly url?: string;
}

async function bell({ username, tasks = [], problems = [], slow = [], url = '/volumes' }: Facts) {
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
        if (pathname === '/api/v2/fleet/problems') return { body: answerProblems(problems) };
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

test('the bell counts and lists problems, failed tasks and failed workflows, and leads to each', async () => {
  const { screen, location } = await bell({
    username: 'hal',
    tasks: [failed(1), failed(2)],
    problems: [AWAY],
  });
  await screen.getByRole('button', { name: '4 things need attention' }).click();
  await expect
    .element(screen.getByRole('heading', { name: '4 things need attention' }))
    .toBeVisible();
  await expect
    .element(screen.getByRole('menuitem', { name: /lb-west: The cluster cannot be reached/ }))
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

test('what was looked at or marked as seen does not come back, but a problem stays', async () => {
  const facts = {
    username: 'ida',
    tasks: [failed(1)],
    problems: [AWAY],
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

test('a problem leads to what it is about; one that somebody deals with, or that is for information, is not counted', async () => {
  const acknowledged = { setBy: 'ada', at: '2026-11-29T06:00:00.000Z', note: '' };
  const { screen, location } = await bell({
    username: 'kim',
    problems: [
      aProblem(),
      { ...AWAY, id: '00000000-0000-4000-8000-0000000000f2', acknowledged },
      aProblem({ id: '00000000-0000-4000-8000-0000000000f3', severity: 'Info' }),
    ],
  });
  await screen.getByRole('button', { name: '2 things need attention' }).click();
  expect(screen.getByRole('menuitem', { name: /lb-west/ }).elements()).toEqual([]);
  await screen.getByRole('menuitem', { name: /lb-south: 3 volumes read-only.*n1/ }).click();
  await expect.poll(location).toMatch(/^\/volumes\?cluster=c-2&protection=ReadOnly&state=/);
});

test('volumes that take unusually long lead to the task drawer, which lists just these', async () => {
  const slow = Array.from({ length: 5 }, (_, n) =>
    aTransition({ UUID: `00000000-0000-4000-8000-00000000000${n}`, name: `db-slow-${n}` }),
  );
  const title = '5 volumes take unusually long';
  const problems = [aProblem({ rule: 'volumesSlow', title })];
  const { screen, location } = await bell({ username: 'lou', problems, slow });
  const before = location();
  await screen.getByRole('button', { name: '2 things need attention' }).click();
  await screen.getByRole('menuitem', { name: /5 volumes take unusually long/ }).click();
  await expect.element(screen.getByRole('heading', { name: 'Unusually long' })).toBeVisible();
  expect(screen.getByRole('link', { name: /db-slow/ }).elements()).toHaveLength(5);
  expect(location()).toBe(before);
});
