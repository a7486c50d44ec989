import { expect, test } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { VolumePage } from './volume-page.tsx';

const volume = aVolume({ clusterId: 'c-1', protectionState: 'ReadOnly' });
const SINCE = '2026-01-01T00:00:00Z';
const NODES = { kind: 'nodesNotActive', count: 1, replicas: 2, names: ['node-1'] };

/** The page of a read-only volume, as somebody with the roles sees it. */
const page = (trouble: object, roles: readonly string[]) =>
  renderPage(<VolumePage />, {
    url: `/volumes/${volume.UUID}`,
    route: '/volumes/:volumeId',
    roles,
    server({ url }) {
      if (url.startsWith('/api/v2/volumes/')) return { body: volume };
      if (!url.startsWith('/api/v2/fleet/volumes')) return undefined;
      return {
        body: {
          volumes: [volume],
          total: 1,
          facets: { cluster: {}, project: {}, state: {}, protection: {} },
          clusters: [{ clusterId: 'c-1', name: 'lb-north', status: 'Connected', asOf: SINCE }],
          troubles: [{ UUID: volume.UUID, trouble: 'ReadOnly', since: SINCE, ...trouble }],
        },
      };
    },
  });

test('a read-only volume says to an admin since when, which nodes are down, and what to do', async () => {
  const trouble = { isAtLeast: false, causes: [NODES, { kind: 'clusterNearlyFull', used: 91.5 }] };
  const { screen } = await page(trouble, ['system:cluster-admin']);
  await expect
    .element(screen.getByRole('heading', { name: /This volume is read-only/ }))
    .toBeVisible();
  await expect.element(screen.getByText(/every write fails. Since .*2026/)).toBeVisible();
  await expect
    .element(screen.getByText(/1 of its 2 nodes is not active \(node-1\); 91.5% of its cluster/))
    .toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'View the cluster’s nodes' }))
    .toHaveAttribute('href', '/clusters/c-1#nodes');
});

test('to a viewer it names no node, and says whom to contact', async () => {
  const trouble = { isAtLeast: true, causes: [{ ...NODES, names: [] }] };
  const { screen } = await page(trouble, ['acme:viewer']);
  await expect.element(screen.getByText(/Since at least .*2026/)).toBeVisible();
  await expect.element(screen.getByText(/1 of its 2 nodes is not active\./)).toBeVisible();
  await expect.element(screen.getByText(/Contact your storage administrator/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'View the cluster’s nodes' }).elements()).toEqual([]);
});

test('a cluster that gives no cause is said to give none', async () => {
  const { screen } = await page({ isAtLeast: true, causes: [] }, ['system:cluster-admin']);
  await expect.element(screen.getByText(/the cluster gives no cause/)).toBeVisible();
});

test('what was wrong and is so no longer is not shown', async () => {
  const trouble = { trouble: 'Degraded', isAtLeast: true, causes: [] };
  const { screen } = await page(trouble, ['system:cluster-admin']);
  await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible();
  expect(screen.getByText(/This volume is degraded/).elements()).toEqual([]);
});
