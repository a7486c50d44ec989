import type { PolicyUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { expect, test } from 'vitest';
import { renderPage } from '#/test-support/render-page.tsx';
import { QosPoliciesPage } from './qos-policies-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const SOUTH = 'bbbbbbbb-0000-4000-8000-000000000001';
const FRESH = { status: 'Connected', asOf: '2026-11-29T00:00:00Z' };

const aPolicy = (name: string, on: readonly string[], facts: Partial<PolicyUsage> = {}) => ({
  name,
  differs: false,
  onClusters: on.map((clusterId) => ({
    clusterId,
    UUID: clusterId,
    description: `for ${name}`,
    state: 'Active',
    volumes: 0,
  })),
  volumes: 0,
  size: '0',
  provisioned: '0',
  used: '0',
  ...facts,
});

const limited = (name: string, IOPS: number) => {
  const policy = aPolicy(name, [NORTH]);
  const limits = { limitIOPS: { readIOPSLimit: IOPS, writeIOPSLimit: IOPS } };
  return { ...policy, onClusters: policy.onClusters.map((one) => Object.assign({ limits }, one)) };
};

test('limits sort as numbers, before policies without limits and those that differ between clusters', async () => {
  const { screen } = await renderPage(<QosPoliciesPage />, {
    url: '/qos-policies?sort=limits',
    server: () => ({
      body: {
        policies: [
          aPolicy('differing', [NORTH, SOUTH], { differs: true }),
          aPolicy('free', [NORTH]),
          limited('many', 16_384),
          limited('more', 1_000),
          limited('less', 900),
        ],
        notOfferedBy: [],
        clusters: [{ clusterId: NORTH, name: 'lb-north', ...FRESH }],
      },
    }),
  });
  await expect
    .poll(() =>
      screen
        .getByRole('rowheader')
        .elements()
        .map(({ textContent }) => textContent),
    )
    .toEqual(['less', 'more', 'many', 'free', 'differing']);
});

test('QoS policies are narrowed by conditions and by their clusters, and sorted by their limits', async () => {
  const { screen, location } = await renderPage(<QosPoliciesPage />, {
    url: '/qos-policies',
    server: () => ({
      body: {
        policies: [
          aPolicy('bronze', [NORTH, SOUTH], { differs: true }),
          aPolicy('gold', [NORTH], { volumes: 12, size: '4398046511104' }),
          aPolicy('silver', [SOUTH], { volumes: 3 }),
        ],
        notOfferedBy: [],
        clusters: [
          { clusterId: NORTH, name: 'lb-north', ...FRESH },
          { clusterId: SOUTH, name: 'lb-south', ...FRESH },
        ],
      },
    }),
  });
  const names = () =>
    screen
      .getByRole('rowheader')
      .all()
      .map((one) => one.element().textContent);
  await expect.poll(names).toEqual(['bronze', 'gold', 'silver']);
  await screen.getByRole('columnheader', { name: 'Limits' }).getByRole('button').click();
  await expect.poll(names).toEqual(['gold', 'silver', 'bronze']);
  const field = screen.getByRole('combobox', { name: 'Search QoS policies' });
  await field.fill('volumes>2 size<1TiB');
  await expect.poll(names).toEqual(['silver']);
  await field.fill('cluster:lb-north -description:gold');
  await expect.poll(names).toEqual(['bronze']);
  await expect.poll(location).toContain(`cluster=${NORTH}`);
});
