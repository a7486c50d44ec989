import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { afterEach, expect, test } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { startedTasks } from '#/api/started-tasks.ts';
import { aTask } from '#/test-support/a-task.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { QosPolicyPage } from './detail/qos-policy-page.tsx';
import { QosPoliciesPage } from './list/qos-policies-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const SOUTH = 'bbbbbbbb-0000-4000-8000-000000000001';
const OLD = 'cccccccc-0000-4000-8000-000000000001';
const FRESH = { status: 'Connected', asOf: '2026-11-29T00:00:00Z' };
const COUNTS = { failed: 0, running: 0, following: 0, done: 0, canceled: 0 };

const GOLD = {
  name: 'gold',
  differs: true,
  volumes: 5,
  size: '1073741824',
  onClusters: [
    {
      clusterId: NORTH,
      UUID: NORTH,
      description: 'fast',
      volumes: 5,
      limits: {
        policyVisibility: 'Global',
        limitIOPS: { readIOPSLimit: 2048, writeIOPSLimit: 0 },
      },
    },
    {
      clusterId: SOUTH,
      UUID: SOUTH,
      description: 'fast',
      volumes: 0,
      limits: {
        policyVisibility: 'Global',
        limitBw: { readBWLimit: 100, writeBWLimit: 0 },
      },
    },
  ],
};

afterEach(() => {
  for (const id of startedTasks.get()) startedTasks.remove(id);
});

const clusterItem = (index: number, UUID: string, name: string, more = {}) => ({
  index,
  target: { UUID, name, clusterId: UUID },
  state: 'waiting',
  ...more,
});

interface Facts {
  readonly draft?: Partial<FleetTask>;
  readonly items?: readonly object[];
  /** The policy as it is by now. */
  readonly policy?: () => object;
  /** The projects; undefined while they cannot be read. */
  readonly projects?: () => readonly string[] | undefined;
}

async function open(kind: 'list' | 'policy', facts: Facts = {}) {
  const { draft = {}, items = [], policy = () => GOLD, projects = () => ['blue'] } = facts;
  const task = aTask({
    state: 'DRAFT',
    kind: 'save QoS policy',
    subject: 'gold',
    total: items.length,
    counts: { ...COUNTS, waiting: items.length, skipped: 0 },
    clusterIds: [NORTH, SOUTH],
    projects: [],
    ...draft,
  });
  const page = await renderPage(kind === 'list' ? <QosPoliciesPage /> : <QosPolicyPage />, {
    url: kind === 'list' ? '/qos-policies' : '/qos-policies/gold',
    ...(kind === 'list' ? {} : { route: '/qos-policies/:policyName' }),
    server: ({ method, url }) => {
      if (url.endsWith('/qos-policies/tasks')) return { body: task };
      if (method === 'POST') return { body: { ...task, state: 'PENDING' } };
      if (url.includes('/items')) return { body: { items, total: items.length } };
      if (url.endsWith('/projects')) {
        const names = projects();
        if (names === undefined) return { status: 503, body: errorBody(14, 'not now') };
        return { body: { projects: names.map((name) => ({ name, clusterIds: [] })) } };
      }
      return {
        body: {
          policies: [policy()],
          notOfferedBy: [OLD],
          clusters: [
            { clusterId: NORTH, name: 'lb-north', ...FRESH },
            { clusterId: SOUTH, name: 'lb-south', ...FRESH },
            { clusterId: OLD, name: 'lb-old', ...FRESH },
          ],
        },
      };
    },
  });
  return { ...page, dialog: page.screen.getByRole('dialog') };
}

test('a QoS policy is created on the chosen clusters, once what it comes to on each was seen', async () => {
  const items = [clusterItem(0, NORTH, 'lb-north'), clusterItem(1, SOUTH, 'lb-south')];
  const limits = {
    policyVisibility: 'Scoped' as const,
    projectsNamesScope: ['blue'],
    limitIOPS: { readIOPSLimit: 400, writeIOPSLimit: 0 },
  };
  const draft = { subject: 'bulk', policy: { name: 'bulk', limits } };
  const { screen, dialog, writes } = await open('list', { draft, items });
  await expect.element(screen.getByText(/lb-old: the API there answers 501/)).toBeVisible();
  await screen.getByRole('button', { name: 'Create QoS policy' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/Choose at least one cluster\./)).toBeVisible();
  await expect
    .element(dialog.getByText(/Enter a limit for reads, for writes, or for both\./))
    .toBeVisible();
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await name.fill('gold');
  await expect
    .element(dialog.getByText(/Clusters have a policy of this name already/))
    .toBeVisible();
  await name.fill('bulk');
  await dialog.getByRole('textbox', { name: 'Reads' }).fill('400');
  await expect
    .element(dialog.getByText(/Clusters keep 512: IOPS come in steps of 256\./))
    .toBeVisible();
  await dialog.getByRole('combobox', { name: 'Who may use it' }).selectOptions('Scoped');
  await dialog.getByRole('checkbox', { name: 'blue' }).click();
  await expect.element(dialog.getByRole('checkbox', { name: 'lb-old' })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'lb-north' }).click();
  await dialog.getByRole('checkbox', { name: 'lb-south' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();

  const row = dialog.getByRole('row', { name: /lb-south/ });
  await expect
    .element(row.getByText('Created: 400 IOPS for reads, no limit for writes, for blue'))
    .toBeVisible();
  expect(writes()).toHaveLength(1);
  expect(writes()[0]?.body).toEqual({
    kind: 'save QoS policy',
    name: 'bulk',
    description: '',
    limits,
    clusters: [NORTH, SOUTH],
  });
  await dialog.getByRole('button', { name: 'Save QoS policy bulk on 2 clusters' }).click();
  await expect.poll(() => writes()[1]?.url).toMatch(/\/start$/);
  await expect.element(dialog).not.toBeInTheDocument();
});

test('what is open about the unit of a limit is said where it is chosen', async () => {
  const { screen, dialog } = await open('list');
  await screen.getByRole('button', { name: 'Create QoS policy' }).click();
  const kind = dialog.getByRole('combobox', { name: 'What is limited' });
  await expect.element(kind).not.toHaveAccessibleDescription();
  await kind.selectOptions('Bandwidth, in MB/s');
  await expect.element(kind).toHaveAccessibleDescription(/whether 1 MB is/);
  await kind.selectOptions('IOPS per GB of size');
  await expect.element(kind).toHaveAccessibleDescription(/whether 1 GB is/);
});

test('a policy whose limits differ is made the same, and its description stays as each cluster has it', async () => {
  const items = [
    clusterItem(0, NORTH, 'lb-north', {
      state: 'skipped',
      failure: { kind: 'nothing-to-do', reason: 'Nothing to change.' },
    }),
    clusterItem(1, SOUTH, 'lb-south'),
  ];
  const limits = {
    policyVisibility: 'Global' as const,
    projectsNamesScope: [],
    limitIOPS: { readIOPSLimit: 2048, writeIOPSLimit: 0 },
  };
  const { screen, dialog, writes } = await open('policy', {
    draft: { policy: { name: 'gold', limits }, counts: { ...COUNTS, waiting: 1, skipped: 1 } },
    items,
  });
  await screen.getByRole('button', { name: 'Make them the same' }).click();
  await expect.element(dialog.getByRole('textbox', { name: 'Reads' })).toHaveValue('2048');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect
    .element(
      dialog
        .getByRole('row', { name: /lb-south/ })
        .getByText(/100 MB\/s for reads.*2,048 IOPS for reads/),
    )
    .toBeVisible();
  await expect.element(dialog.getByText('Skipped: Nothing to change.')).toBeVisible();
  expect(writes()[0]?.body).not.toHaveProperty('description');
  await dialog.getByRole('button', { name: 'Back' }).click();
  await expect.element(dialog.getByRole('textbox', { name: 'Reads' })).toHaveValue('2048');
  await expect.poll(() => writes().some(({ url }) => url.endsWith('/cancel'))).toBe(true);
});

test('a policy that volumes have is deleted only when its name is typed', async () => {
  const items = [clusterItem(0, NORTH, 'lb-north', { mayBeInUse: true })];
  const { screen, dialog, writes } = await open('policy', {
    draft: {
      kind: 'delete QoS policy',
      policy: { name: 'gold' },
      clusterIds: [NORTH],
      risks: { mayBeInUse: 1, modified: 0 },
    },
    items,
  });
  await screen.getByRole('button', { name: 'Delete' }).click();
  await dialog.getByRole('checkbox', { name: 'lb-south' }).click();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.element(dialog.getByText(/^5 volumes there have it/)).toBeVisible();
  expect(writes()[0]?.body).toEqual({ kind: 'delete QoS policy', name: 'gold', clusters: [NORTH] });
  const confirm = dialog.getByRole('button', { name: 'Delete QoS policy gold on 1 cluster' });
  await expect.element(confirm).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Type gold to confirm' }).fill('gold');
  await confirm.click();
  await expect.poll(() => writes()[1]?.body).toEqual({ undoSeconds: 30 });
});

test('a description that somebody else changes while a policy is edited is not sent back as it was', async () => {
  let description = 'fast';
  const policy = () => ({
    ...GOLD,
    onClusters: GOLD.onClusters.map((one) => ({ ...one, description })),
  });
  const { screen, dialog, writes } = await open('policy', { policy });
  await screen.getByRole('button', { name: 'Make them the same' }).click();
  await dialog.getByRole('textbox', { name: 'Reads' }).fill('4096');
  description = 'for databases';
  await queryClient.invalidateQueries();
  await expect.poll(() => document.body.textContent).toContain('for databases');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect.poll(() => writes()[0]?.body).toMatchObject({ name: 'gold' });
  expect(writes()[0]?.body).not.toHaveProperty('description');
});

test('a policy keeps the projects that cannot be read now or were deleted, and says so', async () => {
  const limits = { policyVisibility: 'Scoped', projectsNamesScope: ['old', 'blue'] };
  const policy = () => ({
    ...GOLD,
    onClusters: GOLD.onClusters.map((one) =>
      Object.assign(structuredClone(one), { limits: Object.assign({}, one.limits, limits) }),
    ),
  });
  let names: readonly string[] | undefined;
  const { screen, dialog, writes } = await open('policy', { policy, projects: () => names });
  await screen.getByRole('button', { name: 'Make them the same' }).click();
  const old = dialog.getByRole('checkbox', { name: 'old' });
  await expect.element(old).toBeChecked();
  await expect.element(dialog.getByText('Not available right now')).toBeVisible();
  names = ['blue'];
  await dialog.getByRole('button', { name: /again/i }).click();
  await expect.element(dialog.getByText('Not available now')).toBeVisible();
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect
    .poll(() => writes()[0]?.body)
    .toMatchObject({ limits: { projectsNamesScope: ['old', 'blue'] } });
});

test('a QoS policy that was typed and not saved is offered when one is created again', async () => {
  const { screen, dialog } = await open('list');
  const create = screen.getByRole('button', { name: 'Create QoS policy' });
  await create.click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('bulk');
  await dialog.getByRole('checkbox', { name: 'lb-south' }).click();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await create.click();
  await dialog.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('bulk');
  await expect.element(dialog.getByRole('checkbox', { name: 'lb-south' })).toBeChecked();
});
