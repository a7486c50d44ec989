import { expect, test } from 'vitest';
import { page as window, userEvent } from 'vitest/browser';
import { renderPage } from '#/test-support/render-page.tsx';
import { HardwarePage } from './hardware-page.tsx';

const CLUSTER = 'aaaaaaaa-0000-4000-8000-000000000001';
const uuid = (n: number): string => `00000000-0000-4000-8000-0000000000${10 + n}`;

const node = (n: number, domain: string | undefined, state = 'Active') => ({
  UUID: uuid(n),
  name: `node-${n}`,
  state,
  isReadOnly: false,
  isRebuilding: false,
  rebuildProgress: 0,
  failureDomains: domain === undefined ? [] : [domain],
  serverUUID: uuid(n + 50),
  devices: 2,
  maxDevices: 4,
});
const drive = (n: number, of: number, state: string) => ({
  serial: `S${n}`,
  model: 'Fast 1',
  size: '3840000000000',
  serverUUID: uuid(of + 50),
  nodeUUID: uuid(of),
  state,
});
const READ = { answer: 'read', reason: '', unreadable: 0 };
const HARDWARE = {
  clusterId: CLUSTER,
  readAt: '2026-12-01T00:00:00Z',
  nodes: [node(1, 'rack-10'), node(2, 'rack-2', 'Inactive'), node(3, undefined)],
  servers: {
    ...READ,
    list: [1, 2, 3].map((n) => ({ UUID: uuid(n + 50), name: `server-${n}`, state: 'Enabled' })),
  },
  drives: { ...READ, list: [drive(1, 1, 'Healthy'), drive(2, 1, 'Failed')] },
};

const lensOf = (domain: string) => {
  const none = { unavailable: 0, endangered: 0, degraded: 0, unknown: 0, sharing: 0 };
  const lens = { clusterId: CLUSTER, unknownDomains: [], domains: [], volumes: none, reasons: [] };
  if (domain === '') return lens;
  if (domain === 'rack-2') return { ...lens, domains: ['rack-2'], canGo: true };
  return {
    ...lens,
    domains: domain.split(','),
    volumes: { ...none, unavailable: 3, degraded: 1 },
    canGo: false,
    reasons: [
      { kind: 'unavailable', forbids: true, volumes: 3 },
      { kind: 'degraded', forbids: false, volumes: 1 },
      { kind: 'noDomain', forbids: false, names: ['node-3'] },
    ],
  };
};

const open = (query = '', hardware: object = HARDWARE) =>
  renderPage(<HardwarePage />, {
    url: `/clusters/${CLUSTER}/hardware${query}`,
    route: '/clusters/:clusterId/hardware',
    server: ({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://console');
      if (pathname.endsWith('/hardware')) return { body: hardware };
      if (pathname.endsWith('/domain-lens')) {
        return { body: lensOf(searchParams.get('domain') ?? '') };
      }
      if (!pathname.endsWith('/domain-lens/volumes')) return undefined;
      const volume = { UUID: uuid(80), name: 'db-1', projectName: 'blue', clusterId: CLUSTER };
      const facets = { cluster: {}, project: {}, state: {}, protection: {} };
      return {
        body: { volumes: [{ ...volume, size: '1024' }], total: 1, clusters: [], facets },
      };
    },
  });

test('racks stand in the order of their names, with what their nodes and drives are in words', async () => {
  await window.viewport(1280, 1000);
  const { screen } = await open();
  await expect
    .element(screen.getByRole('heading', { name: 'rack-2 1 node, 1 not active' }))
    .toBeVisible();
  const racks = screen.getByRole('heading', { level: 3 }).elements();
  expect(racks.map((rack) => rack.textContent)).toEqual([
    expect.stringContaining('rack-2'),
    expect.stringContaining('rack-10'),
    expect.stringContaining('No failure domain'),
  ]);
  await expect
    .element(
      screen.getByRole('img', {
        name: '2 drives of node-1: 1 healthy, 1 failed; 2 free bays',
      }),
    )
    .toBeVisible();
  await expect.element(screen.getByText('server-1')).toBeVisible();
});

test('a rack is selected by the keyboard, in the address too, and another one besides', async () => {
  const { screen, location } = await open();
  const rack = screen.getByRole('button', { name: 'rack-2' });
  await expect.element(rack).toHaveAttribute('aria-pressed', 'false');
  rack.element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(rack).toHaveAttribute('aria-pressed', 'true');
  expect(location()).toContain('domain=rack-2');
  await expect.element(screen.getByText(/rack-2 can go for maintenance/)).toBeVisible();
  await expect.element(screen.getByText('No volume has a replica there.')).toBeVisible();
  await screen.getByRole('button', { name: 'rack-10' }).click();
  await expect
    .element(screen.getByText(/rack-2 and rack-10 cannot go for maintenance now/))
    .toBeVisible();
  await expect.element(screen.getByText(/they have no failure domain: node-3/)).toBeVisible();
  await rack.click();
  await screen.getByRole('button', { name: 'rack-10' }).click();
  await expect.element(screen.getByText(/^Select one or more failure domains/)).toBeVisible();
});

test('a figure leads to the list of exactly its volumes, and clearing that list keeps the selection', async () => {
  const { screen, location, sent } = await open('?domain=rack-10&search=db');
  await screen.getByRole('button', { name: '3 volumes' }).click();
  const title = 'Volumes that would be unavailable';
  await expect.element(screen.getByRole('table', { name: title })).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'db-1' })).toBeVisible();
  expect(location()).toContain('group=unavailable');
  const asked = sent.findLast(({ url }) => url.includes('/domain-lens/volumes'))?.url;
  expect(asked).toContain('domain=rack-10');
  expect(asked).toContain('group=unavailable');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(location).not.toContain('search=');
  expect(location()).toContain('domain=rack-10');
  expect(location()).toContain('group=unavailable');
  await screen.getByRole('button', { name: '3 volumes' }).click();
  await expect.element(screen.getByRole('table', { name: title })).not.toBeInTheDocument();
});

test('what is drawn is there as tables too', async () => {
  const { screen } = await open();
  await screen.getByRole('button', { name: 'Show as tables' }).click();
  const nodes = screen.getByRole('table', { name: 'Nodes' });
  await expect
    .element(nodes.getByRole('row', { name: /node-2 rack-2 Inactive server-2 2 of 4/ }))
    .toBeVisible();
  const drives = screen.getByRole('table', { name: 'Drives' });
  await expect
    .element(drives.getByRole('row', { name: /S2 node-1 rack-10 Failed .*Fast 1/ }))
    .toBeVisible();
});

test('a cluster that does not offer its drives says so, and its nodes are drawn all the same', async () => {
  const reason = 'lb-north does not offer this: it answers 501';
  const drives = { answer: 'notOffered', reason, unreadable: 0, list: [] };
  const { screen } = await open('', { ...HARDWARE, drives });
  await expect.element(screen.getByText(`Its drives are not known. ${reason}.`)).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'node-1' })).toBeVisible();
  await expect.element(screen.getByText('2 drives').first()).toBeVisible();
  expect(screen.getByRole('img', { name: /drives of/ }).elements()).toEqual([]);
});
