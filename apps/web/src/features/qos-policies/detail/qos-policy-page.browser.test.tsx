import { expect, test } from 'vitest';
import { units } from '#/lib/settings.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { QosPolicyPage } from './qos-policy-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const SOUTH = 'bbbbbbbb-0000-4000-8000-000000000001';
const FRESH = { status: 'Connected', asOf: '2026-11-29T00:00:00Z' };

const open = (name: string) =>
  renderPage(<QosPolicyPage />, {
    url: `/qos-policies/${name}`,
    route: '/qos-policies/:policyName',
    server: () => ({
      body: {
        notOfferedBy: [],
        policies: [
          {
            name: 'gold',
            differs: true,
            volumes: 7,
            size: '1073741824',
            onClusters: [
              {
                clusterId: NORTH,
                UUID: NORTH,
                volumes: 5,
                limits: {
                  policyVisibility: 'Global',
                  limitIOPS: { readIOPSLimit: 2048, writeIOPSLimit: 2048 },
                },
              },
              {
                clusterId: SOUTH,
                UUID: SOUTH,
                volumes: 2,
                limits: {
                  policyVisibility: 'Scoped',
                  projectsNamesScope: ['blue'],
                  limitBw: { readBWLimit: 100, writeBWLimit: 0 },
                },
              },
            ],
          },
        ],
        clusters: [
          { clusterId: NORTH, name: 'lb-north', ...FRESH },
          { clusterId: SOUTH, name: 'lb-south', ...FRESH },
        ],
      },
    }),
  });

test('a QoS policy shows its limits on each cluster, for whom they are, and that they differ', async () => {
  const { screen } = await open('gold');
  await expect.element(screen.getByText(/Its limits differ between clusters/)).toBeVisible();
  const north = screen.getByRole('row', { name: /lb-north/ });
  await expect.element(north.getByText('2,048 IOPS, reads and writes each')).toBeVisible();
  await expect.element(north.getByText('All projects')).toBeVisible();
  const south = screen.getByRole('row', { name: /lb-south/ });
  await expect.element(south.getByText('100 MB/s for reads, no limit for writes')).toBeVisible();
  await expect.element(south.getByText('blue')).toBeVisible();
  await expect
    .element(south.getByRole('link', { name: '2' }))
    .toHaveAttribute('href', `/volumes?search=gold&cluster=${SOUTH}`);
});

test('bandwidth is shown as the clusters have it, whatever units were chosen, and what is open about it is said', async () => {
  units.choose('binary');
  const { screen } = await open('gold');
  const limits = screen.getByRole('region', { name: 'Limits by cluster' });
  await expect.element(limits.getByText(/^100 MB\/s for reads/)).toBeVisible();
  await expect
    .element(limits.getByText(/doesn’t say whether 1 MB is 1,000,000 or 1,048,576 bytes/))
    .toBeVisible();
  units.choose('decimal');
  await expect.element(limits.getByText(/^100 MB\/s for reads/)).toBeVisible();
  expect(limits.getByText(/1 GB is/).elements()).toEqual([]);
  units.choose('binary');
});

test('a QoS policy that no cluster has is not found', async () => {
  const { screen } = await open('none');
  await expect.element(screen.getByText('QoS policy not found')).toBeVisible();
});
