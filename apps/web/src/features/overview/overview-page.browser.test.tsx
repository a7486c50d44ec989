import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { aCluster } from '#/test-support/a-cluster.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { OverviewPage } from './overview-page.tsx';

const TIB = 1024n ** 4n;

/** The overview of a fleet of these clusters, at an admin's; out of reach since then, if at all. */
async function overview(clusters: readonly FleetCluster[], outOfReachSince?: number) {
  const page = (
    <OutOfReachSince value={outOfReachSince}>
      <OverviewPage />
    </OutOfReachSince>
  );
  return renderPage(page, {
    server({ url }) {
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

const CRITICAL = aCluster({
  id: 'c-2',
  name: 'lb-south',
  volumesByState: { Available: 8, Failed: 2 },
  volumesByProtection: { FullyProtected: 7, ReadOnly: 3 },
});

test('the overview names the clusters that need attention, worst first, each reason a link to what it is about', async () => {
  const away = aCluster({ id: 'c-3', name: 'lb-west', status: 'Disconnected' });
  const { screen } = await overview([aCluster(), away, CRITICAL]);
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health.getByText('Critical').first()).toBeVisible();
  const names = health.getByRole('link', { name: /^lb-/ });
  await expect
    .poll(() => names.elements().map((one) => one.textContent))
    .toEqual(['lb-south', 'lb-west']);
  await expect
    .element(health.getByRole('link', { name: '3 volumes read-only' }))
    .toHaveAttribute('href', '/volumes?cluster=c-2&protection=ReadOnly');
  await expect
    .element(health.getByRole('link', { name: '2 volumes failed' }))
    .toHaveAttribute('href', '/volumes?cluster=c-2&state=Failed');
});

test('a cluster that is not connected is unknown with its age, in the overview and in its table, and never OK', async () => {
  const { screen } = await overview([aCluster({ status: 'Disconnected' })]);
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health.getByText(/Disconnected, last read .*ago/)).toBeVisible();
  await expect
    .element(screen.getByRole('table', { name: 'Clusters' }).getByText('Unknown'))
    .toBeVisible();
  expect(screen.getByText('OK', { exact: true }).elements()).toEqual([]);
});

test('a connected cluster whose poll should have ended is unknown with its age, and nowhere OK', async () => {
  const { screen } = await overview([aCluster({ overdue: true })]);
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health.getByText(/No answer in time, last read .*ago/)).toBeVisible();
  await expect
    .element(screen.getByRole('table', { name: 'Clusters' }).getByText('Unknown'))
    .toBeVisible();
  expect(screen.getByText('OK', { exact: true }).elements()).toEqual([]);
});

test('while the federation is out of reach, a fleet is not said to be OK but to have been, with the age', async () => {
  const { screen } = await overview([aCluster()], Date.now() - 150_000);
  await expect.element(screen.getByText('The cluster was OK 2 minutes ago.')).toBeVisible();
  expect(screen.getByText('The cluster is OK.').elements()).toEqual([]);
});

test('a fleet without anything wrong is said to be OK', async () => {
  const { screen } = await overview([aCluster()]);
  await expect.element(screen.getByText('The cluster is OK.')).toBeVisible();
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
