import { expect, test } from 'vitest';
import { page as window } from 'vitest/browser';
import { renderPage } from '#/test-support/render-page.tsx';
import { NodePage } from './node-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const NODE = '00000000-0000-4000-8000-000000000001';
const CLUSTERS = [
  { clusterId: NORTH, name: 'lb-north', status: 'Connected', asOf: '2026-11-29T00:00:00Z' },
];

const FACETS = { cluster: {}, project: {}, state: {}, protection: {} };

const aVolume = (n: number, primaryNodeUUID: string) => ({
  UUID: `00000000-0000-4000-8000-00000000010${n}`,
  name: `db-${n}`,
  projectName: 'blue',
  clusterId: NORTH,
  size: '1073741824',
  state: 'Available',
  protectionState: 'FullyProtected',
  primaryNodeUUID,
});

const open = (state = 'Active') =>
  renderPage(<NodePage />, {
    url: `/nodes/${NODE}`,
    route: '/nodes/:nodeId',
    server: ({ url }) => {
      if (url.startsWith('/api/v2/fleet/related-volumes')) {
        const all = [aVolume(1, NODE.toUpperCase()), aVolume(2, '')];
        const volumes = url.includes('primaryNode=') ? all.slice(0, 1) : all;
        return { body: { volumes, total: volumes.length, clusters: CLUSTERS, facets: FACETS } };
      }
      return {
        body: {
          nodes: [
            {
              UUID: NODE,
              name: 'node-1',
              clusterId: NORTH,
              state,
              failureDomains: ['rack-7'],
              devices: 8,
              maxDevices: 24,
              isRebuilding: false,
              rebuildProgress: 0,
              isReadOnly: false,
              volumes: 2,
              primaries: 1,
              ifItGoes: { unavailable: 3, endangered: 1, degraded: 40 },
            },
          ],
          clusters: CLUSTERS,
        },
      };
    },
  });

test('a node lists the volumes that it has replicas of, and those alone whose primary it is', async () => {
  await window.viewport(1280, 1000);
  const { screen, location, sent } = await open();
  const list = screen.getByRole('table', { name: 'Volumes of this node' });
  await expect.element(list.getByRole('row', { name: /db-1 Primary/ })).toBeVisible();
  await expect.element(list.getByRole('row', { name: /db-2 Replica/ })).toBeVisible();
  await screen.getByRole('link', { name: '1 volume' }).click();
  await expect.element(list.getByText('db-2')).not.toBeInTheDocument();
  expect(location()).toContain('role=primary');
  expect(sent.at(-1)?.url).toContain(`primaryNode=${NODE}`);
});

test('a node at work says what becomes of its volumes if it fails', async () => {
  const { screen } = await open();
  await expect.element(screen.getByText('3 volumes with no replica on another node')).toBeVisible();
  await expect
    .element(screen.getByText('1 volume whose data is not fully protected now'))
    .toBeVisible();
  await expect.element(screen.getByText('40 volumes')).toBeVisible();
});

test('a node that is not at work says nothing of its failing', async () => {
  const { screen } = await open('Inactive');
  await expect.element(screen.getByText('rack-7')).toBeVisible();
  await expect.element(screen.getByText('If this node fails now')).not.toBeInTheDocument();
});
