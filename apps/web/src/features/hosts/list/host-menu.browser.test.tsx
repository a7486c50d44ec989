import type { FleetHost } from '@asterism/api-types/fleet-api/fleet-host';
import { volume } from '@asterism/api-types/cluster-api/volume';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import '#/styles/frame.css';
import { queryClient } from '#/api/query-client.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { HostsPage } from './hosts-page.tsx';

beforeEach(() => page.viewport(1280, 800));
afterEach(() => page.viewport(414, 896));
afterEach(() => tabMemory.clear());

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const nqnOf = (at: number) => `nqn.2019-09.com.example:host-${at}`;
const hostAt = (at: number, facts: Partial<FleetHost> = {}): FleetHost => ({
  hostNQN: nqnOf(at),
  connection: 'connected',
  volumes: 2,
  connectedVolumes: 1,
  capacity: '2147483648',
  clusterIds: [NORTH],
  projects: ['default'],
  ...facts,
});
const named = (name: string, setBy = 'ada') => ({
  friendly: { name, setBy, setAt: '2026-11-01T00:00:00Z' },
});
const volumeAt = (at: number, connectedHosts: readonly string[]) => ({
  ...volume.parse({ UUID: `00000000-0000-4000-8000-00000000000${at}` }),
  name: `vol-${at}`,
  acl: { values: [nqnOf(0), nqnOf(1)] },
  connectedHosts,
});

interface Facts {
  readonly hosts?: FleetHost[];
  readonly url?: string;
  readonly roles?: readonly string[];
  /** A host that only its own address has. */
  readonly other?: FleetHost;
  readonly refusesNames?: () => boolean;
}

async function list(facts: Facts = {}) {
  const { hosts = [hostAt(0), hostAt(1), hostAt(2)], url = '/hosts', roles, other } = facts;
  const shown = await renderPage(<HostsPage />, {
    url,
    ...(roles === undefined ? {} : { roles }),
    server({ method, url: asked, body }) {
      const path = asked.split('?')[0];
      const clusters = [{ clusterId: NORTH, name: 'lb-north', status: 'Connected' }];
      if (method === 'PUT') {
        if (facts.refusesNames?.() === true)
          return {
            status: 400,
            body: errorBody(3, 'refused', { field: 'name', description: 'must not be a number' }),
          };
        return { body };
      }
      if (path === '/api/v2/fleet/related-volumes') {
        const facets = { cluster: {}, project: {}, state: {}, protection: {} };
        const volumes = [volumeAt(1, [nqnOf(0)]), volumeAt(2, [])];
        return { body: { volumes, total: 60, facets, clusters, troubles: [] } };
      }
      if (path === '/api/v2/fleet/host') {
        const [, nqn = ''] = decodeURIComponent(asked).split('?hostNQN=');
        const host = hosts.find(({ hostNQN }) => hostNQN === nqn) ?? other;
        return host === undefined ? undefined : { body: { ...host, clusters } };
      }
      if (path !== '/api/v2/fleet/hosts') return undefined;
      const facets = { connection: {}, cluster: {}, project: {} };
      return { body: { hosts, total: hosts.length, facets, clusters } };
    },
  });
  const { screen } = shown;
  const link = (name: string) => screen.getByRole('link', { name, exact: true });
  const item = (name: string | RegExp) => screen.getByRole('menuitem', { name });
  const open = async (name: string) => {
    await screen.getByRole('button', { name: `Actions for ${name}` }).click();
    await expect.element(screen.getByRole('menu', { name: `Actions for ${name}` })).toBeVisible();
  };
  const glance = screen.getByRole('complementary', { name: /^Quick look/ });
  const dialog = screen.getByRole('dialog', { name: 'Name this host' });
  const field = dialog.getByRole('textbox', { name: 'Friendly name' });
  return { ...shown, link, item, open, glance, dialog, field };
}

test('a host has a menu, from which it is given access, opened, and its call is shown', async () => {
  const { screen, item, open, location } = await list();
  await open(nqnOf(1));
  await item('Give access to volumes').click();
  await expect
    .element(screen.getByRole('dialog', { name: 'Give access to volumes' }))
    .toBeVisible();
  await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await open(nqnOf(1));
  await item('Show API call').click();
  await expect
    .element(screen.getByRole('dialog', { name: 'API call' }).getByText(/fleet\/host\?hostNQN=/))
    .toBeVisible();
  await userEvent.keyboard('{Escape}');
  await open(nqnOf(1));
  await item('View volumes').click();
  await expect.poll(location).toBe(`/hosts/${encodeURIComponent(nqnOf(1))}`);
});

test('whoever only views sees in the menu which role naming and access take', async () => {
  const { item, open } = await list({ roles: ['default:viewer'] });
  await open(nqnOf(0));
  await expect.element(item(/^Name host.*system:cluster-admin/)).toBeVisible();
  await expect.element(item(/^Give access.*Needs the role default:admin/)).toBeVisible();
  for (const name of [/^Name host/, /^Give access/])
    await expect.element(item(name)).toHaveAttribute('aria-disabled', 'true');
});

test('a quick look shows the volumes of a host, connected or not, follows the arrow keys, and Escape closes it', async () => {
  const { screen, glance, link, location, sent } = await list();
  await expect.element(link(nqnOf(0))).toBeVisible();
  screen.getByRole('region', { name: 'Hosts, table' }).element().focus();
  await userEvent.keyboard('{Home}');
  await userEvent.keyboard('q');
  await expect.element(glance).toBeVisible();
  await expect.element(glance.getByText('2, 1 of them connected')).toBeVisible();
  await expect.element(glance.getByRole('listitem').nth(0)).toHaveTextContent('vol-1 connected');
  await expect
    .element(glance.getByRole('listitem').nth(1))
    .toHaveTextContent('vol-2 not connected');
  await expect.element(glance.getByRole('link', { name: '58 more' })).toBeVisible();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect
    .element(glance.getByRole('heading', { name: `Quick look: ${nqnOf(1)}` }))
    .toBeVisible();
  await expect
    .element(glance.getByRole('listitem').nth(0))
    .toHaveTextContent('vol-1 not connected');
  expect(sent.filter(({ url }) => url.includes(encodeURIComponent(nqnOf(2))))).toEqual([]);
  await userEvent.keyboard('{Escape}');
  await expect.element(glance).not.toBeInTheDocument();
  await expect.poll(location).toBe('/hosts');
});

test('a quick look at a host is live, and the focus stays where it is', async () => {
  const hosts = [hostAt(0), hostAt(1)];
  const { glance } = await list({ hosts, url: `/hosts?look=${encodeURIComponent(nqnOf(1))}` });
  const change = glance.getByRole('button', { name: 'Change name' });
  await expect.element(glance.getByText('2, 1 of them connected')).toBeVisible();
  change.element().focus();
  hosts[1] = hostAt(1, { ...named('db-01'), connectedVolumes: 2 });
  await queryClient.invalidateQueries();
  await expect.element(glance.getByText('2, 2 of them connected')).toBeVisible();
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-01' })).toBeVisible();
  await expect.element(change).toHaveFocus();
});

test('an address opens a quick look also at a host that the list has not, and says when nobody has it', async () => {
  const url = `/hosts?look=${encodeURIComponent(nqnOf(7))}`;
  const { glance, screen } = await list({ url, other: hostAt(7, named('db-7')) });
  await expect.element(glance.getByRole('heading', { name: 'Quick look: db-7' })).toBeVisible();
  await screen.unmount();
  const gone = await list({ url });
  await expect
    .element(gone.glance.getByText('No volume refers to this host any more.'))
    .toBeVisible();
});

test('a host is named from its row: Enter saves, and the focus is back at its row', async () => {
  const { screen, dialog, item, open, field, glance, writes } = await list();
  await open(nqnOf(1));
  await item('Name host').click();
  await expect.element(field).toHaveFocus();
  // Some of them are keys of the list.
  await userEvent.keyboard(' sql.x-?/01 {Enter}');
  await expect
    .poll(() => writes().map(({ body }) => body))
    .toEqual([{ hostNQN: nqnOf(1), name: 'sql.x-?/01' }]);
  await expect.element(dialog).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('button', { name: `Actions for ${nqnOf(1)}` }))
    .toHaveFocus();
  await expect.element(glance).not.toBeInTheDocument();
});

test('a name that is typed and left is offered as a draft wherever its host is named next', async () => {
  const { dialog, item, open, field, glance, link, writes } = await list({
    hosts: [hostAt(0, named('db-00')), hostAt(1)],
    url: `/hosts?look=${encodeURIComponent(nqnOf(0))}`,
  });
  await expect.element(glance).toBeVisible();
  await open('db-00');
  await item('Rename').click();
  await field.fill('db-01');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(link('db-00')).toBeVisible();
  expect(writes()).toEqual([]);
  const change = glance.getByRole('button', { name: 'Change name' });
  await change.click();
  await expect.element(field).toHaveValue('db-00');
  await dialog.getByRole('button', { name: 'Resume draft' }).click();
  await expect.element(field).toHaveValue('db-01');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect.poll(() => writes()[0]?.body).toEqual({ hostNQN: nqnOf(0), name: 'db-01' });
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(change).toHaveFocus();
  await change.click();
  await expect.element(field).toHaveFocus();
  await expect.element(dialog.getByText(/Your draft of/)).not.toBeInTheDocument();
});

test('a name that is refused says why at its field, which keeps what was typed, and can be saved again', async () => {
  let isRefused = true;
  const { dialog, item, open, field, writes } = await list({ refusesNames: () => isRefused });
  await open(nqnOf(2));
  await item('Name host').click();
  await field.fill('12');
  await userEvent.keyboard('{Enter}');
  await expect.element(field).toHaveAccessibleDescription(/must not be a number/i);
  await expect.element(field).toHaveAttribute('aria-invalid', 'true');
  await expect.element(field).toHaveValue('12');
  isRefused = false;
  await field.fill('db-12');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toHaveLength(2);
});

test('a name that somebody else gives meanwhile is said at the field, which keeps text and focus', async () => {
  const hosts = [hostAt(1), hostAt(2)];
  const { item, open, field, writes } = await list({ hosts });
  await open(nqnOf(1));
  await item('Name host').click();
  await expect.element(field).toHaveAccessibleDescription(/its NQN is shown/);
  await userEvent.keyboard('db');
  hosts[0] = hostAt(1, named('theirs', 'grace'));
  await queryClient.invalidateQueries();
  await expect.element(field).toHaveAccessibleDescription(/Named “theirs” by grace meanwhile/);
  await expect.element(field).toHaveFocus();
  hosts[0] = hostAt(1);
  await queryClient.invalidateQueries();
  await expect.element(field).toHaveAccessibleDescription(/its NQN is shown/);
  await userEvent.keyboard('-01{Enter}');
  await expect.poll(() => writes()[0]?.body).toEqual({ hostNQN: nqnOf(1), name: 'db-01' });
});

test('the name that a host has already is not sent again, and a name can be removed', async () => {
  const { dialog, item, open, field, writes } = await list({ hosts: [hostAt(0, named('db-00'))] });
  await open('db-00');
  await item('Rename').click();
  await expect.element(field).toHaveValue('db-00');
  await dialog.getByRole('button', { name: 'Save name' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toEqual([]);
  await open('db-00');
  await item('Rename').click();
  await field.fill('');
  await dialog.getByRole('button', { name: 'Remove name' }).click();
  await expect.poll(() => writes()[0]?.body).toEqual({ hostNQN: nqnOf(0), name: '' });
});
