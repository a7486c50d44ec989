import type { NodeUsage } from '@asterism/api-types/fleet-api/usage-lists';
import { expect, test } from 'vitest';
import { page, userEvent, type Locator } from 'vitest/browser';
import { toasts } from '#/lib/toasts.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { NodesPage } from './nodes-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const SOUTH = 'bbbbbbbb-0000-4000-8000-000000000001';

const aNode = (n: number, facts: Partial<NodeUsage> = {}): NodeUsage => ({
  UUID: `00000000-0000-4000-8000-00000000000${n}`,
  name: `node-${n}`,
  hostname: '',
  clusterId: NORTH,
  state: 'Active',
  failureDomains: [`rack-${n}`],
  nvmeEndpoint: '',
  serverUUID: '',
  devices: 8,
  maxDevices: 24,
  isRebuilding: false,
  rebuildProgress: 0,
  isReadOnly: false,
  volumes: 10 * n,
  primaries: n,
  size: '1073741824',
  ifItGoes: { unavailable: 0, endangered: 0, degraded: 10 * n },
  ...facts,
});

const FRESH = { status: 'Connected', asOf: '2026-11-29T00:00:00Z' };

const CLUSTERS = [
  { clusterId: NORTH, name: 'lb-north', ...FRESH },
  { clusterId: SOUTH, name: 'lb-south', ...FRESH, status: 'Disconnected' },
];

const open = (
  nodes: readonly NodeUsage[],
  url = '/nodes',
  roles?: readonly string[],
  clusters = CLUSTERS,
) =>
  renderPage(<NodesPage />, {
    url,
    ...(roles === undefined ? {} : { roles }),
    server: () => ({ body: { nodes, clusters } }),
  });

test('nodes are listed over clusters with what they hold, searched, filtered and sorted', async () => {
  const away = aNode(3, { clusterId: SOUTH, state: 'Inactive', isReadOnly: true });
  const { screen, location } = await open([aNode(1), aNode(2), away]);
  const row = screen.getByRole('row', { name: /node-2/ });
  await expect.element(row.getByText('rack-2')).toBeVisible();
  await expect.element(row.getByText('20', { exact: true })).toBeVisible();
  await expect.element(row.getByText('8 of 24')).toBeVisible();
  // Of a cluster that is away, the state is the last known one.
  await expect
    .element(screen.getByRole('row', { name: /node-3/ }).getByText('(last known)'))
    .toBeInTheDocument();
  await screen.getByRole('columnheader', { name: 'Primary of' }).getByRole('button').click();
  await screen.getByRole('columnheader', { name: 'Primary of' }).getByRole('button').click();
  await expect
    .element(screen.getByRole('row').getByRole('link').first())
    .toHaveTextContent('node-3');
  await screen.getByRole('button', { name: 'Filter by Failure domain' }).click();
  await screen.getByRole('menuitem', { name: /rack-1/ }).click();
  await expect.poll(location).toContain('domain=rack-1');
  await expect.poll(() => screen.getByRole('row', { name: /node-3/ }).elements()).toEqual([]);
  await screen.getByRole('combobox', { name: 'Search nodes' }).fill('lb-south domain:rack-1');
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.element(screen.getByRole('row', { name: /node-3/ })).toBeVisible();
  await screen.getByRole('button', { name: 'Export CSV' }).click();
  await expect.poll(() => toasts.get().at(-1)?.title).toMatch(/node(s were| was) exported$/);
});

test('without nodes the page says when there will be some; others than cluster admins read which role it takes', async () => {
  const { screen } = await open([]);
  await expect.element(screen.getByText('No nodes yet')).toBeVisible();
  await screen.unmount();
  const viewer = await open([aNode(1)], '/nodes', ['default:viewer']);
  await expect.element(viewer.screen.getByText(/Only cluster admins/)).toBeVisible();
  expect(viewer.sent).toEqual([]);
});

test('nodes are narrowed by conditions, of which state and domain become chips, and completed', async () => {
  const { screen, location } = await open([
    aNode(1),
    aNode(2, { state: 'Inactive', devices: 2 }),
    aNode(3, { clusterId: SOUTH, hostname: 'host-3' }),
  ]);
  const names = () =>
    screen
      .getByRole('rowheader')
      .all()
      .map((one) => one.element().textContent);
  const field = screen.getByRole('combobox', { name: 'Search nodes' });
  await field.fill('primaries>=2 -state:inactive');
  await expect.poll(names).toEqual(['node-3']);
  await field.fill('hostname=host-3');
  await expect.poll(names).toEqual(['node-3']);
  await field.fill('state:Inactive drives<8 domain:rack-2');
  await expect.poll(names).toEqual(['node-2']);
  await expect.poll(location).toContain('&state=Inactive&domain=rack-2');
  await field.fill('cluster:lb-s');
  await screen.getByRole('option', { name: /lb-south/ }).click();
  await expect.poll(names).toEqual(['node-3']);
  await expect.poll(location).toContain(`cluster=${SOUTH}`);
});

test('a line finds clusters by the name that they share, and each by what it is called', async () => {
  const twins = CLUSTERS.map(({ clusterId, status, asOf }) => ({
    clusterId,
    status,
    asOf,
    name: 'lb-east',
    displayName: `lb-east (${clusterId.slice(0, 4)})`,
  }));
  const nodes = [aNode(1), aNode(2, { clusterId: SOUTH })];
  const { screen } = await open(nodes, '/nodes', undefined, twins);
  const names = screen.getByRole('rowheader');
  const field = screen.getByRole('combobox', { name: 'Search nodes' });
  await field.fill('cluster:nowhere');
  await expect.poll(() => names.elements().length).toBe(0);
  await field.fill('cluster:LB-East');
  await expect.poll(() => names.elements().length).toBe(2);
  await field.fill('cluster:"lb-east (bbbb)"');
  await expect
    .poll(() => names.elements().map(({ textContent }) => textContent))
    .toEqual(['node-2']);
});

test('Enter in the search leads to the first row of what was typed', async () => {
  const { screen } = await open([aNode(1), aNode(2), aNode(3)]);
  await expect.element(screen.getByRole('link', { name: 'node-1' })).toBeVisible();
  const search = screen.getByRole('combobox', { name: 'Search nodes' });
  await search.click();
  await userEvent.keyboard('rack-2{Enter}');
  await expect.element(screen.getByRole('link', { name: 'node-2' })).toHaveFocus();
  await search.click();
  await userEvent.keyboard('{Control>}a{/Control}domain:rack-3{Enter}');
  await expect.element(screen.getByRole('link', { name: 'node-3' })).toHaveFocus();
  await search.click();
  await userEvent.keyboard('{Control>}a{/Control}nothing{Enter}');
  await expect.element(screen.getByText('No matching nodes')).toBeVisible();
  await expect.element(search).toHaveFocus();
});

test('on a phone how many match is beside what is chosen, no line above the tools is empty, and choosing moves nothing', async () => {
  await page.viewport(390, 844);
  const { screen } = await open([aNode(1), aNode(2)]);
  const boxOf = (locator: Locator) => locator.element().getBoundingClientRect();
  const filter = screen.getByRole('button', { name: 'Filter by Failure domain' });
  const count = screen.getByText('2 nodes', { exact: true });
  await expect.element(count).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Export CSV' })).toBeVisible();
  expect(boxOf(count).top - boxOf(filter).bottom).toBeLessThan(24);
  const { top } = boxOf(screen.getByRole('table'));
  await filter.click();
  await screen.getByRole('menuitem', { name: /rack-1/ }).click();
  await userEvent.keyboard('{Escape}');
  const chosen = screen.getByRole('list', { name: 'Failure domain' });
  await expect.element(chosen).toBeVisible();
  const one = screen.getByText('1 node', { exact: true });
  await expect.element(one).toBeVisible();
  expect(boxOf(one).right).toBeLessThanOrEqual(390);
  expect(boxOf(one).top).toBeLessThan(boxOf(chosen).bottom);
  expect(boxOf(screen.getByRole('table')).top).toBe(top);
  await page.viewport(1280, 800);
});
