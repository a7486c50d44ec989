import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import type { Problem } from '@asterism/api-types/fleet-api/problem-api';
import { expect, test } from 'vitest';
import { z } from 'zod/mini';
import { aCluster } from '#/test-support/a-cluster.ts';
import { answerProblems, aProblem } from '#/test-support/a-problem.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { OverviewPage } from './overview-page.tsx';

const TIB = 1024n ** 4n;

interface Facts {
  readonly outOfReachSince?: number;
  readonly problems?: readonly Problem[];
  readonly snoozed?: readonly Problem[];
}

/** The overview of a fleet of these clusters, at an admin's; out of reach since then, if at all. */
async function overview(
  clusters: readonly FleetCluster[],
  { outOfReachSince, problems = [], snoozed = [] }: Facts = {},
) {
  const page = (
    <OutOfReachSince value={outOfReachSince}>
      <OverviewPage />
    </OutOfReachSince>
  );
  return renderPage(page, {
    server({ method, url }) {
      if (url.startsWith('/api/v2/fleet/problems')) {
        if (method === 'POST') return { body: problems[0] };
        const asked = url.includes('snoozed=true') ? snoozed : problems;
        return { body: answerProblems(asked, snoozed.length) };
      }
      if (url.startsWith('/api/v2/fleet/clusters')) return { body: { clusters } };
      if (url.startsWith('/api/v2/fleet/volumes')) {
        const facets = { cluster: {}, project: {}, state: { Available: 4 }, protection: {} };
        return { body: { volumes: [], total: 4, facets, clusters: [] } };
      }
      return {
        body: {
          clusters: clusters.length,
          volumes: 4,
          volumesByState: {},
          provisionedStorage: String(180n * TIB),
          statistics: {
            effectivePhysicalStorage: String(100n * TIB),
            physicalUsedStorage: String(40n * TIB),
          },
          verdict: 'OK',
          clustersByVerdict: { OK: 0, Warning: 0, Unknown: 0, Critical: 0 },
          provisioningThreshold: 1.5,
          runningWorkflows: [],
        },
      };
    },
  });
}

const AWAY = aProblem({
  id: '00000000-0000-4000-8000-0000000000f2',
  rule: 'clusterUnreachable',
  title: 'The cluster cannot be reached',
  subject: { kind: 'cluster', clusterId: 'c-3', name: 'lb-west' },
  cause: 'connect ECONNREFUSED',
  nextStep: 'Check the network.',
  volumes: 120,
  recoveringSince: '2026-11-29T06:01:00.000Z',
});

test('the overview begins with what is wrong: what, where, why, since when, for how many volumes, and what to do', async () => {
  const { screen } = await overview([aCluster()], { problems: [aProblem(), AWAY] });
  const lines = screen
    .getByRole('region', { name: 'Needs attention' })
    .getByRole('list', { name: 'Problems' })
    .getByRole('listitem');
  await expect
    .poll(() => lines.elements()[0]?.textContent)
    .toMatch(
      /Critical3 volumes read-onlylb-southsince .+1 of 2 nodes read-only: n1Free capacity\./,
    );
  await expect
    .poll(() => lines.elements()[1]?.textContent)
    .toMatch(
      /The cluster cannot be reachedlb-west120 volumessince .*, recovering since .*ECONNREFUSED/,
    );
  const what = screen.getByRole('link', { name: '3 volumes read-only' });
  const href = what.element().getAttribute('href');
  expect(href).toMatch(/^\/volumes\?cluster=c-2&protection=ReadOnly&state=.*Available/);
  expect(href).not.toContain('Failed');
  await expect
    .element(screen.getByRole('link', { name: 'lb-west', exact: true }))
    .toHaveAttribute('href', '/clusters/c-3');
  const main = screen
    .getByRole('region')
    .elements()
    .map((one) => one.getAttribute('aria-labelledby'));
  expect(document.querySelector(`#${CSS.escape(main[0] ?? '')}`)?.textContent).toBe(
    'Needs attention',
  );
});

test('an admin acknowledges a problem with a note', async () => {
  const { screen, sent } = await overview([aCluster()], { problems: [aProblem()] });
  await screen.getByRole('button', { name: 'Acknowledge: 3 volumes read-only, lb-south' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Acknowledge this problem' });
  await dialog.getByRole('textbox', { name: 'Note' }).fill(' drive is ordered ');
  await dialog.getByRole('button', { name: 'Acknowledge', exact: true }).click();
  await expect.poll(() => screen.getByRole('dialog').elements()).toEqual([]);
  expect(
    sent.filter(({ method, url }) => method === 'POST' && url.includes('problems')),
  ).toMatchObject([
    {
      url: `/api/v2/fleet/problems/${aProblem().id}/acknowledge`,
      body: { note: 'drive is ordered' },
    },
  ]);
});

test('an admin snoozes a problem for as long as they choose', async () => {
  const { screen, sent } = await overview([aCluster()], { problems: [aProblem()] });
  await screen.getByRole('button', { name: 'Snooze: 3 volumes read-only, lb-south' }).click();
  const dialog = screen.getByRole('dialog', { name: 'Snooze this problem' });
  await dialog.getByRole('combobox', { name: 'For' }).selectOptions('1 day');
  const before = Date.now();
  await dialog.getByRole('button', { name: 'Snooze', exact: true }).click();
  await expect.poll(() => screen.getByRole('dialog').elements()).toEqual([]);
  const post = sent.find(({ method, url }) => method === 'POST' && url.endsWith('/snooze'));
  const { until } = z.object({ until: z.string() }).parse(post?.body);
  expect(Math.abs(Date.parse(until) - before - 24 * 3_600_000)).toBeLessThan(60_000);
});

test('what is snoozed is shown on demand with who snoozed it, and can be reopened', async () => {
  const snoozed = {
    setBy: 'grace',
    at: '2026-11-29T06:00:00.000Z',
    until: '2099-01-01T00:00:00.000Z',
    note: 'after the move',
  };
  const { screen, sent } = await overview([aCluster()], { snoozed: [aProblem({ snoozed })] });
  await expect.element(screen.getByText('Nothing needs attention.')).toBeVisible();
  await screen.getByRole('link', { name: '1 snoozed' }).click();
  await expect.element(screen.getByText(/Snoozed by grace until .*: after the move/)).toBeVisible();
  await screen.getByRole('button', { name: 'Reopen: 3 volumes read-only, lb-south' }).click();
  await expect
    .poll(() => sent.filter(({ url }) => url.endsWith('/reopen')).map(({ method }) => method))
    .toEqual(['POST']);
});

test.each([
  ['that is not connected', { status: 'Disconnected' as const }],
  ['whose poll should have ended', { overdue: true }],
])('a cluster %s is unknown, and nowhere OK', async (_, change) => {
  const { screen } = await overview([aCluster(change)]);
  await expect
    .element(screen.getByRole('list', { name: 'Clusters' }).getByText('Unknown'))
    .toBeVisible();
  expect(screen.getByText('OK', { exact: true }).elements()).toEqual([]);
});

test('while the federation is out of reach, nothing is said to be well but to have been, with the age', async () => {
  const { screen } = await overview([aCluster()], { outOfReachSince: Date.now() - 150_000 });
  await expect.element(screen.getByText('Nothing needed attention 2 minutes ago.')).toBeVisible();
  expect(screen.getByText('Nothing needs attention.').elements()).toEqual([]);
});

test('a fleet without anything wrong says so', async () => {
  const { screen } = await overview([aCluster()]);
  await expect.element(screen.getByText('Nothing needs attention.')).toBeVisible();
});

test('the fleet that has promised too much says by how much, and what the threshold is', async () => {
  const { screen } = await overview([aCluster()]);
  const capacity = screen.getByRole('region', { name: 'Capacity' });
  await expect
    .element(capacity.getByText('180 TiB · 1.80× provisioned, threshold 1.50× · over-provisioned'))
    .toBeVisible();
});

test('a project’s user sees the capacity of their projects, and what changed lately', async () => {
  const { screen } = await renderPage(<OverviewPage />, {
    roles: ['blue:viewer'],
    server({ url }) {
      if (url.startsWith('/api/v2/fleet/tasks')) return { body: { tasks: [], total: 0 } };
      if (url.startsWith('/api/v2/fleet/usage/projects')) {
        const sums = { volumes: 1, size: String(2n * TIB), used: String(TIB), provisioned: '0' };
        const blue = { name: 'blue', volumesByState: {}, volumesByProtection: {}, ...sums };
        return { body: { projects: [blue], clusters: [] } };
      }
      const facets = { cluster: {}, project: {}, state: { Available: 1 }, protection: {} };
      const UUID = '00000000-0000-4000-8000-000000000001';
      const volumes = [{ UUID, name: 'pvc-new', state: 'Available', projectName: 'blue' }];
      return { body: { volumes, total: 1, facets, clusters: [] } };
    },
  });
  await expect
    .element(screen.getByRole('link', { name: 'blue' }))
    .toHaveAttribute('href', '/projects/blue');
  await expect.element(screen.getByText(/1 TiB of 2 TiB/)).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'pvc-new' })).toBeVisible();
  await expect.element(screen.getByText(/Nothing yet/)).toBeVisible();
});

/** Six schedules of one volume, that of the most days first. */
const SCHEDULES = Array.from({ length: 6 }, (_, at) => ({
  UUID: `d1000000-0000-4000-8000-00000000000${at}`,
  name: `every-${6 - at}-days`,
  projectName: 'blue',
  clusterId: 'c-1',
  resourceUUID: '00000000-0000-4000-8000-000000000004',
  resourceName: 'thin',
  schedulePolicy: {
    snapshotSchedulePolicy: {
      // All began far in the future, a day after each other.
      dailySchedule: { startTime: `2090-01-0${6 - at}T00:00:00Z`, daysInCycle: 6 - at },
    },
    retentionTime: '0s',
  },
}));

/** The overview of a project's user whose volumes are these, with snapshots and hosts. */
async function projectOverview(
  roles: readonly string[],
  {
    isEmpty = false,
    schedules = { schedules: SCHEDULES, withoutSchedules: [], clusters: [] },
  }: { readonly isEmpty?: boolean; readonly schedules?: object } = {},
) {
  const volume = (name: string, fields: object) => ({
    UUID: `00000000-0000-4000-8000-00000000000${name.length}`,
    name,
    state: 'Available',
    protectionState: 'FullyProtected',
    projectName: 'blue',
    ...fields,
  });
  const failed = volume('broken', { state: 'Failed', protectionState: 'NotAvailable' });
  const degraded = volume('thin', { protectionState: 'Degraded' });
  const why = {
    UUID: degraded.UUID,
    trouble: 'Degraded',
    since: '2026-11-29T10:00:00Z',
    isAtLeast: false,
    causes: [{ kind: 'nodesNotActive', count: 1, replicas: 2, names: [] }],
  };
  const facets = { cluster: {}, project: {}, state: { Available: 1 }, protection: {} };
  return renderPage(<OverviewPage />, {
    roles,
    server({ url }) {
      if (url.startsWith('/api/v2/fleet/tasks')) return { body: { tasks: [], total: 0 } };
      if (url.startsWith('/api/v2/fleet/snapshots')) {
        const snapshot = {
          UUID: '00000000-0000-4000-8000-0000000000aa',
          name: 'nightly',
          state: 'Available',
          sourceVolumeUUID: degraded.UUID,
          sourceVolumeName: 'thin',
          projectName: 'blue',
        };
        const totals = { size: '0', stored: String(TIB) };
        const counts = { cluster: {}, project: {}, state: {} };
        return {
          body: { snapshots: [snapshot], total: 41, totals, facets: counts, clusters: [] },
        };
      }
      if (url.startsWith('/api/v2/fleet/schedules')) {
        return { body: schedules };
      }
      if (url.startsWith('/api/v2/fleet/hosts')) {
        const connection = { connected: 3, allowed: 2 };
        const counts = { connection, cluster: {}, project: {} };
        return { body: { hosts: [], total: 5, facets: counts, clusters: [] } };
      }
      if (url.startsWith('/api/v2/fleet/usage/projects')) {
        const sums = {
          volumes: 7,
          size: String(2n * TIB),
          used: String(TIB),
          provisioned: String(4n * TIB),
        };
        const blue = { name: 'blue', volumesByState: {}, volumesByProtection: {}, ...sums };
        return { body: { projects: [blue], clusters: [] } };
      }
      if (isEmpty) return { body: { volumes: [], total: 0, facets, clusters: [] } };
      const found = url.includes('state=Failed')
        ? [failed]
        : url.includes('protection=')
          ? [degraded, failed]
          : [volume('pvc-newest', {})];
      return {
        body: { volumes: found, total: found.length, facets, clusters: [], troubles: [why] },
      };
    },
  });
}

test('a project’s user sees what is not well with why, the capacity, hosts and snapshots, each a way to its list', async () => {
  const { screen } = await projectOverview(['blue:viewer']);
  const attention = screen.getByRole('region', { name: 'Needs attention' });
  await expect.element(attention.getByText(/1 of its 2 nodes is not active, since/)).toBeVisible();
  const unwell = attention.getByRole('listitem');
  await expect.poll(() => unwell.elements().length).toBe(2);
  await expect
    .element(unwell.first())
    .toHaveTextContent('FailedbrokenIts cluster could not create it');
  const linkOf = (name: string) => screen.getByRole('link', { name, exact: true });
  for (const [name, href] of [
    ['1 failed', '/volumes?state=Failed'],
    ['2 not fully protected', '/volumes?protection=NotAvailable%2CReadOnly%2CDegraded'],
    ['blue', '/projects/blue'],
    ['7 volumes', '/volumes?project=blue'],
    ['3', '/hosts?connection=connected'],
    ['2', '/hosts?connection=allowed'],
    ['nightly', '/volumes/00000000-0000-4000-8000-000000000004/snapshots'],
  ] as const) {
    await expect.element(linkOf(name)).toHaveAttribute('href', href);
  }
  await expect.element(screen.getByText(/1 TiB of 2 TiB/)).toBeVisible();
  await expect.element(screen.getByText('4 TiB with all replicas')).toBeVisible();
  await expect.element(screen.getByText(/41 snapshots that occupy/)).toBeVisible();
});

test('a project’s user sees which schedules take the next snapshots, soonest first, and the way to all', async () => {
  const { screen } = await projectOverview(['blue:viewer']);
  const panel = screen.getByRole('region', { name: 'Next scheduled snapshots' });
  await expect.element(panel.getByText('6 schedules')).toBeVisible();
  expect(
    panel
      .getByRole('listitem')
      .getByRole('link')
      .elements()
      .map((one) => [one.textContent, one.getAttribute('href')]),
  ).toEqual(
    [1, 2, 3, 4, 5].map((days) => [
      `every-${days}-days`,
      '/volumes/00000000-0000-4000-8000-000000000004/snapshots',
    ]),
  );
  await expect
    .element(panel.getByRole('link', { name: 'All schedules' }))
    .toHaveAttribute('href', '/snapshots/schedules');
});

test.each([
  ['blue:admin', /^No schedules yet\. Add one in the tab Snapshots of a volume\./],
  ['blue:viewer', /^No schedules yet\. Not all/],
])(
  'the overview of %s without schedules says so, and which clusters did not tell theirs',
  async (role, text) => {
    const status = 'Connected';
    const { screen } = await projectOverview([role], {
      schedules: {
        schedules: [],
        withoutSchedules: ['c-2'],
        clusters: [
          { clusterId: 'c-1', name: 'lb-north', status },
          { clusterId: 'c-2', name: 'lb-old', status },
          { clusterId: 'c-3', name: 'lb-south', status, asOf: '2026-11-29T10:00:00Z' },
        ],
      },
    });
    const said = screen.getByRole('region', { name: 'Next scheduled snapshots' }).getByText(text);
    await expect
      .element(said)
      .toMatchTextContent(/Not all schedules on lb-north could be read now\.$/);
  },
);

test.each([
  ['blue:admin', /Your project has no volumes on any attached cluster\.$/, 1],
  ['blue:viewer', /A project admin or a cluster admin can create them/, 0],
] as const)('the overview of %s without volumes says what to do', async (role, text, offers) => {
  const { screen } = await projectOverview([role], { isEmpty: true });
  await expect.element(screen.getByText(text)).toBeVisible();
  expect(screen.getByRole('link', { name: 'Create a volume' }).elements()).toHaveLength(offers);
});
