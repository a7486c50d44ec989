import { expect, test } from 'vitest';
import { aCluster } from '#/test-support/a-cluster.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { VolumePlanPage } from './volume-plan-page.tsx';

const TIB = 1024n ** 4n;

/** A cluster of 100 TiB, half of which is used, that has promised so many of them. */
const cluster = (name: string, provisionedTib: bigint) => ({
  ...aCluster(),
  id: `id-of-${name}`,
  name,
  status: 'Connected' as const,
  currentMaxReplicas: 3,
  provisionedStorage: String(provisionedTib * TIB),
  statistics: {
    ...aCluster().statistics,
    effectivePhysicalStorage: String(100n * TIB),
    physicalUsedStorage: String(50n * TIB),
    estimatedFreeLogicalStorage: String(50n * TIB),
  },
});

const LISTS: Record<string, unknown> = {
  '/api/v2/fleet/clusters': {
    clusters: [cluster('lb-north-01', 10n), cluster('lb-south-01', 20n)],
  },
  '/api/v2/fleet/projects': {
    projects: [
      { name: 'acme', clusterIds: ['id-of-lb-south-01'] },
      { name: 'default', clusterIds: ['id-of-lb-north-01', 'id-of-lb-south-01'] },
    ],
  },
  '/api/v2/fleet/policies': { policies: [] },
};

async function plan(url = '/volumes/plan', roles: readonly string[] = ['system:cluster-admin']) {
  const shown = await renderPage(<VolumePlanPage />, {
    url,
    route: '/volumes/plan',
    roles,
    server: ({ url: asked }) => (asked in LISTS ? { body: LISTS[asked] } : undefined),
  });
  const row = (name: string) => shown.screen.getByRole('row', { name, exact: true });
  return { ...shown, row };
}

test('says where volumes would go and how full that is, and keeps the question in the address', async () => {
  const { screen, row, location } = await plan();
  await screen.getByRole('spinbutton', { name: 'Volumes' }).fill('9');
  await screen.getByRole('textbox', { name: 'Size of each' }).fill('1 TiB');
  await expect
    .element(
      screen.getByText(/9 volumes, 18 TiB with all copies: 7 on lb-north-01, 2 on lb-south-01\.$/),
    )
    .toBeVisible();
  await expect.element(row('lb-north-01 Connected 7 0.10× to 0.24× 50% to 64%')).toBeVisible();
  await expect.element(row('lb-south-01 Connected 2 0.20× to 0.24× 50% to 54%')).toBeVisible();
  await expect.element(screen.getByText(/All of it has room/)).toBeVisible();
  await expect.poll(location).toBe('/volumes/plan?count=9&size=1+TiB&replicas=2');
});

test('asks what the address asks, and warns of clusters that would have too little room', async () => {
  const { screen, row } = await plan('/volumes/plan?count=20&size=2%20TiB&replicas=3&project=acme');
  await expect
    .element(screen.getByText(/20 volumes, 120 TiB .* 20 on lb-south-01\.$/))
    .toBeVisible();
  await expect.element(screen.getByText(/too little room on lb-south-01\.$/)).toBeVisible();
  await expect.element(row('lb-north-01 No project acme Connected 0 0.10× 50%')).toBeVisible();
  await expect.element(row('lb-south-01 Connected 20 0.20× to 1.40× 50% to 170%')).toBeVisible();
});

test('says so when no cluster could take one', async () => {
  const { screen } = await plan('/volumes/plan?count=3&size=40%20TiB&replicas=3');
  await expect
    .element(screen.getByText(/No attached cluster can take such a volume/))
    .toBeVisible();
});

test('a number that cannot be planned is refused at its field, and nothing is said of where they go', async () => {
  const { screen } = await plan();
  const count = screen.getByRole('spinbutton', { name: 'Volumes' });
  await count.fill('20000');
  await expect
    .element(count)
    .toHaveAccessibleDescription(/Must be a whole number from 1 to 10,000/);
  expect(screen.getByText(/with all copies/).elements()).toEqual([]);
});

test('is for cluster admins alone', async () => {
  const { screen } = await plan('/volumes/plan', ['acme:project-viewer']);
  await expect.element(screen.getByText('You don’t have access to this page')).toBeVisible();
  expect(screen.getByRole('spinbutton').elements()).toEqual([]);
});
