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
