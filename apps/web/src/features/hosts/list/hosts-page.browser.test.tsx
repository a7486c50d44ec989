import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { expect, test } from 'vitest';
import { toasts } from '#/lib/toasts.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { HOST_COLUMNS } from './host-columns.tsx';
import { HostsPage } from './hosts-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const NQN = 'nqn.2019-09.com.example:host-1';

const aHost = (facts: Partial<FleetHost> = {}): FleetHost => ({
  hostNQN: NQN,
  connection: 'connected',
  volumes: 3,
  connectedVolumes: 2,
  capacity: '3221225472',
  clusterIds: [NORTH],
  projects: ['default', 'blue', 'green'],
  ...facts,
});

async function list(hosts: readonly FleetHost[], url = '/hosts', roles?: readonly string[]) {
  const page = await renderPage(<HostsPage />, {
    url,
    ...(roles === undefined ? {} : { roles }),
    server: ({ url: asked }) =>
      asked.startsWith('/api/v2/fleet/hosts?')
        ? {
            body: {
              hosts,
              total: hosts.length,
              facets: {
                connection: { connected: 1 },
                cluster: { [NORTH]: 1 },
                project: { default: 1, blue: 1 },
              },
              clusters: [
                {
                  clusterId: NORTH,
                  name: 'lb-north',
                  displayName: 'lb-north',
                  status: 'Connected',
                  asOf: '2026-11-29T00:00:00Z',
                },
              ],
            },
          }
        : undefined,
  });
  const lastQuery = () =>
    new URL(page.sent.at(-1)?.url ?? '', 'http://console').searchParams.toString();
  return { ...page, lastQuery };
}

test('a host is listed by its friendly name, with its volumes, clusters and projects', async () => {
  const friendly = { name: 'db-prod-01', setBy: 'ada', setAt: '2026-11-01T00:00:00Z' };
  const { screen } = await list([aHost({ friendly })]);
  const row = screen.getByRole('row', { name: /db-prod-01/ });
  await expect.element(row.getByRole('link', { name: 'db-prod-01' })).toBeVisible();
  await expect.element(row.getByText('Connected')).toBeVisible();
  await expect.element(row.getByText('3 GiB')).toBeVisible();
  await expect.element(row.getByRole('link', { name: 'lb-north' })).toBeVisible();
  await expect.element(row.getByText('+1')).toHaveAttribute('title', 'green');
});

test('the end of an NQN is seen, where hosts differ, also when there is no room for all of it', async () => {
  const hostNQN = `nqn.2014-08.org.nvmexpress:uuid:${'0cca91b2-7d24-4a02-9f45-8ab170a05752'.repeat(2)}`;
  const { screen } = await list([aHost({ hostNQN })]);
  const link = screen.getByRole('link', { name: hostNQN });
  await expect.element(link).toBeVisible();
  const cell = screen.getByRole('rowheader', { name: hostNQN }).element().getBoundingClientRect();
  const text = document.createTreeWalker(link.element(), NodeFilter.SHOW_TEXT).nextNode();
  if (text === null) throw new Error('The link has no text.');
  const range = new Range();
  range.setStart(text, hostNQN.length - 1);
  range.setEnd(text, hostNQN.length);
  expect(range.getBoundingClientRect().right).toBeLessThanOrEqual(cell.right);
  range.setStart(text, 0);
  expect(range.getBoundingClientRect().left).toBeLessThan(cell.left);
});

test('hosts are searched, filtered and sorted by the server, and all that match are exported', async () => {
  const { screen, lastQuery, location } = await list([aHost()]);
  await screen.getByRole('combobox', { name: 'Search hosts' }).fill('host-1');
  await expect.poll(location).toBe('/hosts?search=host-1');
  await screen.getByRole('button', { name: 'Filter by Connection' }).click();
  await screen.getByRole('menuitem', { name: /Connected.*1/ }).click();
  await expect.poll(lastQuery).toContain('connection=connected');
  await screen.getByRole('columnheader', { name: 'Capacity' }).getByRole('button').click();
  await expect.poll(lastQuery).toContain('sort=capacity&order=asc');
  expect(lastQuery()).toContain('search=host-1');
  await screen.getByRole('button', { name: 'Export CSV' }).click();
  await expect.poll(() => toasts.get().at(-1)?.title).toBe('1 host was exported');
  expect(lastQuery()).toContain('search=host-1&connection=connected');
});

test('hosts are sorted by every column', async () => {
  const ids = HOST_COLUMNS.map(({ id }) => id);
  const { screen, lastQuery } = await list([aHost()], `/hosts?columns=${ids.join(',')}`);
  for (const { header, sort } of HOST_COLUMNS) {
    const name = { name: header, exact: true };
    await screen.getByRole('columnheader', name).getByRole('button').click();
    await expect.poll(lastQuery).toContain(`sort=${sort}&`);
  }
});

test('conditions are typed into the search: choices become chips, clusters by their names, and the rest is asked as a line', async () => {
  const { screen, location, lastQuery } = await list([aHost()]);
  const field = screen.getByRole('combobox', { name: 'Search hosts' });
  await field.fill('cluster:LB-north connected=0 connection:Allowed -project:blue');
  await expect
    .poll(location)
    .toBe(`/hosts?search=connected%3D0+-project%3Ablue&connection=allowed&cluster=${NORTH}`);
  await expect
    .poll(lastQuery)
    .toContain(`query=connected%3D0+-project%3Ablue&connection=allowed&cluster=${NORTH}`);
  await screen.getByRole('button', { name: `Remove filter Cluster: ${NORTH}` }).click();
  await expect.element(field).toHaveValue('connection:allowed connected=0 -project:blue');
  await field.fill('used>80%');
  await expect
    .element(screen.getByText(/there is no key “used”\. Use connection, .* or capacity/))
    .toBeVisible();
  await field.fill('');
  await field.fill('proj');
  const offers = screen.getByRole('listbox', { name: 'Suggestions' });
  await offers.getByRole('option', { name: /^project:/ }).click();
  await expect.element(offers.getByRole('option', { name: 'blue 1' })).toBeVisible();
});

test('whoever is no cluster admin sees the names of clusters without links to their pages', async () => {
  const { screen } = await list([aHost()], '/hosts', ['default:viewer']);
  await expect.element(screen.getByRole('cell', { name: 'lb-north' })).toBeVisible();
  expect(screen.getByRole('link', { name: 'lb-north' }).elements()).toEqual([]);
});

test('without hosts the page says when there will be some, and a search without a match leads back', async () => {
  const { screen } = await list([]);
  await expect.element(screen.getByText('No hosts yet')).toBeVisible();
  await screen.unmount();
  const searched = await list([], '/hosts?search=nothing');
  await searched.screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(searched.location).toBe('/hosts');
});
