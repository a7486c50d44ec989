import type { FleetCluster } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import '#/styles/blocks.css';
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

test.each([
  ['key-refused', 'The cluster rejects the service key', /Import it there again/],
  ['clock-differs', 'The cluster’s clock is 3 min 4 s behind', /ideally with NTP/],
  ['role-refused', 'The cluster denies access to the service key', /in the project “system”/],
  [
    'other-certificate',
    'The cluster presents a different certificate',
    /Asterism sent it no token/,
  ],
] as const)(
  'a cluster that refuses (%s) says which it is, what to do, and what it said itself',
  async (kind, title, advice) => {
    const refusal = { kind, ...(kind === 'clock-differs' ? { clockOffsetSeconds: -184 } : {}) };
    const { screen } = await show(
      aCluster({ status: 'Unauthorized', error: 'its own words', refusal }),
    );
    const heading = screen.getByRole('heading', { name: new RegExp(title) });
    await expect.element(heading).toBeVisible();
    await expect.element(screen.getByText(advice)).toBeVisible();
    await expect.element(screen.getByText('its own words').first()).toBeVisible();
  },
);

test('a cluster whose other certificate is known offers to compare and confirm it', async () => {
  const { screen } = await show(
    aCluster({
      status: 'Unauthorized',
      error: 'another certificate',
      refusal: { kind: 'other-certificate' },
      presentedFingerprint: 'CD',
    }),
  );
  await expect
    .element(screen.getByRole('heading', { name: /The cluster’s certificate has changed/ }))
    .toBeVisible();
});

test('a wrong key is not taken for another certificate, though the cluster has one', async () => {
  const { screen } = await show(
    aCluster({
      status: 'Unauthorized',
      error: 'no',
      refusal: { kind: 'key-refused' },
      presentedFingerprint: 'CD',
    }),
  );
  await expect
    .element(screen.getByRole('heading', { name: /rejects the service key/ }))
    .toBeVisible();
});

test.each([
  ['Disconnected', {}, 'The cluster is disconnected', /up and reachable over the network/],
  [
    'Disconnected',
    { invalidDataSince: '2026-01-01T00:00:00Z' },
    'The cluster sends invalid data',
    /Check what answers at the endpoints/,
  ],
  ['Unauthorized', {}, 'The cluster is unauthorized', /will say why once the cluster answers/],
] as const)(
  'a cluster that is %s with %j is told as what it is',
  async (status, facts, title, advice) => {
    const { screen } = await show(aCluster({ status, error: 'why', ...facts }));
    await expect.element(screen.getByRole('heading', { name: new RegExp(title) })).toBeVisible();
    await expect.element(screen.getByText(advice)).toBeVisible();
  },
);

test('a cluster that is well has no such note', async () => {
  const { screen } = await show(aCluster());
  await expect.element(screen.getByRole('region', { name: 'Health' })).toBeVisible();
  expect(screen.getByText(/Its volumes are shown as of/).elements()).toEqual([]);
});

test('on a phone the UUID of a node takes two lines at the most, not one for every few letters', async () => {
  const UUID = '6936a59b-20af-4254-ba89-8103b881ecf8';
  const nodes = aCluster().nodes.map((node) =>
    Object.assign({}, node, { UUID, name: 'lb-north-01-server01-0', failureDomains: ['rack-1'] }),
  );
  const { screen } = await show(aCluster({ nodes: nodes.slice(0, 1) }));
  const code = screen.getByRole('table', { name: 'Nodes' }).getByText(UUID).element();
  const { fontSize } = getComputedStyle(code);
  expect(code.getBoundingClientRect().height).toBeLessThan(3.5 * Number.parseFloat(fontSize));
});

/** What the capacity panel says of a cluster that used so much on each of the last days, of 100 TiB. */
async function fullIn(tibOfDay: (day: number) => number | null, days: number) {
  const { screen } = await renderPage(<ClusterDetails cluster={aCluster()} />, {
    url: '/clusters/c-1',
    server: ({ url }) =>
      url.includes('/fleet/series') && url.includes('metrics=physicalUsed')
        ? {
            body: {
              step: 3600,
              from: '2026-11-01T00:00:00Z',
              values: {
                physicalUsed: Array.from({ length: days * 24 }, (_, hour) => {
                  const tib = tibOfDay(Math.floor(hour / 24));
                  return tib === null ? null : tib * 2 ** 40;
                }),
              },
            },
          }
        : undefined,
  });
  return screen.getByRole('region', { name: 'Capacity' });
}

test('a cluster that grows says when it is full, with a range, at the pace of the last 30 days', async () => {
  const capacity = await fullIn((day) => 40 + day / 2 + (day % 2), 30);
  await expect
    .element(capacity.getByText('89 days (85 to 95), at the pace of the last 30 days'))
    .toBeVisible();
});

test('a cluster of which too few days are known does not say when it is full', async () => {
  const capacity = await fullIn((day) => 40 + day, 5);
  await expect.element(capacity.getByText('Full in')).toBeVisible();
  await expect.element(capacity.getByText(/at the pace of/)).not.toBeInTheDocument();
});
