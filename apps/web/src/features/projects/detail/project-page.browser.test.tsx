import type { ProjectDetails } from '@asterism/api-types/fleet-api/usage-lists';
import { fleetSnapshotsOutput } from '@asterism/api-types/fleet-api/fleet-snapshots';
import { expect, test } from 'vitest';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { ProjectPage } from './project-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const FRESH = {
  clusterId: NORTH,
  name: 'lb-north',
  displayName: 'lb-north',
  status: 'Connected',
  asOf: '2026-11-29T00:00:00Z',
};
const BLUE = {
  name: 'blue',
  description: 'Web shop',
  clusterIds: [NORTH],
  volumes: 3,
  size: '3221225472',
  provisioned: '6442450944',
  used: '1073741824',
  volumesByState: { Available: 2, Failed: 1 },
  volumesByProtection: { FullyProtected: 3 },
};

const SNAPSHOTS = fleetSnapshotsOutput.parse({
  snapshots: [
    {
      UUID: 'e1000000-0000-4000-8000-000000000001',
      name: 'shop-daily',
      state: 'Available',
      projectName: 'blue',
      clusterId: NORTH,
      sourceVolumeUUID: 'f1000000-0000-4000-8000-000000000001',
      sourceVolumeName: 'shop',
      creationTime: '2026-11-28T00:00:00Z',
    },
  ],
  total: 1204,
  totals: { size: '0', stored: '2147483648' },
  facets: { cluster: {}, project: {}, state: {} },
  clusters: [FRESH],
});

const open = (facts: Partial<ProjectDetails> = {}, roles?: readonly string[]) =>
  renderPage(<ProjectPage />, {
    url: '/projects/blue',
    route: '/projects/:projectName',
    ...(roles === undefined ? {} : { roles }),
    server({ url }) {
      if (url.startsWith('/api/v2/fleet/snapshots')) {
        return url.includes('project=blue') ? { body: SNAPSHOTS } : undefined;
      }
      return {
        body: {
          ...BLUE,
          byCluster: [{ ...BLUE, clusterId: NORTH }],
          policies: [{ name: 'gold', volumes: 2 }],
          hosts: 4,
          connectedHosts: 1,
          people: [
            { name: 'ada', roles: ['system:cluster-admin'], disabled: false },
            { name: 'vera', roles: ['blue:viewer'], disabled: true },
          ],
          clusters: [FRESH],
          ...facts,
        },
      };
    },
  });

test('a project shows what it has, where, and who may do what', async () => {
  const { screen } = await open();
  await expect.element(screen.getByText(/Web shop · 3 volumes on 1 cluster/)).toBeVisible();
  await expect
    .element(screen.getByRole('link', { name: 'gold (2)' }))
    .toHaveAttribute('href', '/qos-policies/gold');
  await expect
    .element(screen.getByRole('link', { name: /^4 \(\d connected\)$/ }))
    .toHaveAttribute('href', '/hosts?project=blue');
  await expect.element(screen.getByText(/blue:viewer \(sees its volumes\)/)).toBeVisible();
  await expect.element(screen.getByText('Disabled')).toBeVisible();
  const row = screen.getByRole('row', { name: /lb-north/ });
  await expect.element(row.getByText('6 GiB')).toBeVisible();
  await expect
    .element(row.getByRole('link', { name: '3' }))
    .toHaveAttribute('href', `/volumes?project=blue&cluster=${NORTH}`);
});

for (const roles of [['system:cluster-admin'], ['blue:viewer']]) {
  test(`a project shows ${roles.join()} its newest snapshots, what all of them occupy, and the way to them`, async () => {
    const { screen } = await open({}, roles);
    await expect
      .element(screen.getByRole('link', { name: 'shop-daily' }))
      .toHaveAttribute('href', '/volumes/f1000000-0000-4000-8000-000000000001/snapshots');
    await expect.element(screen.getByText('1,204 snapshots that occupy 2 GiB')).toBeVisible();
    await expect
      .element(screen.getByRole('link', { name: 'All snapshots' }))
      .toHaveAttribute('href', '/snapshots?project=blue');
  });
}

test('a user of the project reads what they may do themselves', async () => {
  const people = [{ name: 'vera', roles: ['blue:admin'], disabled: false }];
  const { screen } = await open({ people }, ['blue:admin']);
  await expect.element(screen.getByRole('heading', { name: 'What you may do' })).toBeVisible();
  await expect.element(screen.getByText(/may change its volumes/)).toBeVisible();
  expect(screen.getByRole('link', { name: 'lb-north' }).elements()).toEqual([]);
  await expect.element(screen.getByText('gold (2)')).toBeVisible();
  expect(screen.getByRole('link', { name: 'gold (2)' }).elements()).toEqual([]);
});

test('a project that nobody has, or that one may not see, is not found', async () => {
  const { screen } = await renderPage(<ProjectPage />, {
    url: '/projects/none',
    route: '/projects/:projectName',
    server: () => ({ status: 404, body: errorBody(5, 'there is none') }),
  });
  await expect.element(screen.getByText('Project not found')).toBeVisible();
  await screen.getByRole('link', { name: 'All projects' }).click();
});
