import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { aCluster } from '#/test-support/a-cluster.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { ClusterDetails } from './cluster-details.tsx';

const show = (cluster: FleetCluster) =>
  renderPage(<ClusterDetails cluster={cluster} />, {
    url: '/clusters/c-1',
    server: () => undefined,
  });

const FAILED = aCluster({
  volumesByState: { Available: 4, Failed: 6 },
  volumesByProtection: { FullyProtected: 4, NotAvailable: 6 },
  failedByProtection: { NotAvailable: 6 },
});

test('the verdict on a cluster has the same counts, in the same words, as its volumes', async () => {
  const { screen } = await show(FAILED);
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health.getByText('Warning')).toBeVisible();
  await expect.element(health.getByRole('link', { name: '6 volumes failed' })).toBeVisible();
  await expect
    .element(health.getByRole('link', { name: '6 volumes not available, all failed' }))
    .toHaveAttribute('href', '/volumes?cluster=c-1&protection=NotAvailable');
  const protection = screen.getByRole('table', { name: 'By protection' });
  await expect.element(protection.getByRole('row', { name: /Not available 6/ })).toBeVisible();
});

test('a node that is not active is a reason that leads to the nodes', async () => {
  const nodes = aCluster().nodes.map((node, index) =>
    Object.assign({}, node, index === 0 ? { state: 'Inactive' } : {}),
  );
  const { screen } = await show(aCluster({ nodes }));
  await screen.getByRole('link', { name: '1 of 2 nodes not active' }).click();
  await expect.element(screen.getByRole('region', { name: 'Nodes (2)' })).toHaveFocus();
});

test('an error that the cluster reports without a cause is said to be without one', async () => {
  const health = { ...aCluster().health, state: 'Error' } as const;
  const counts = {
    numDegradedVolumes: 0,
    numReadOnlyVolumes: 0,
    numNotAvailableVolumes: 0,
    numInactiveNodes: 0,
    numHealthyVolumes: 10,
  };
  const { screen } = await show(aCluster({ health: { ...counts, ...health } }));
  await expect.element(screen.getByText('Critical')).toBeVisible();
  await expect
    .element(screen.getByText('The cluster reports Error and gives no cause'))
    .toBeVisible();
});

test('a well cluster is OK, and says why', async () => {
  const { screen } = await show(aCluster());
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health.getByText('OK', { exact: true })).toBeVisible();
  await expect.element(health.getByText(/All nodes are active/)).toBeVisible();
});

test('a new certificate that was trusted stays in sight, and what is below it where it is, until it is closed', async () => {
  const changed = aCluster({ status: 'Unauthorized', presentedFingerprint: 'CD:CD' });
  const { screen } = await renderPage(<ClusterDetails cluster={changed} />, {
    url: '/clusters/c-1',
    server: ({ method }) => (method === 'POST' ? { body: {} } : undefined),
  });
  const topOf = (name: string) =>
    screen.getByRole('region', { name }).element().getBoundingClientRect().top;
  const before = topOf('Capacity');
  await screen.getByRole('button', { name: 'Trust the new certificate' }).click();
  await screen.getByRole('dialog').getByRole('button', { name: 'Trust certificate' }).click();
  const trusted = screen.getByRole('heading', { name: /The new certificate is trusted/ });
  await expect.element(trusted).toBeVisible();
  await expect.element(screen.getByText('Trusted now')).toBeVisible();
  expect(topOf('Capacity')).toBe(before);
  await screen.getByRole('button', { name: 'Close', exact: true }).click();
  await expect.element(trusted).not.toBeInTheDocument();
});
