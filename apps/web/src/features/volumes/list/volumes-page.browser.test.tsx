import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { afterEach, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { aVolume } from '#/features/volumes/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { VolumesPage } from './volumes-page.tsx';

const CLUSTER = { clusterId: 'c-1', name: 'lb-north', status: 'Connected', error: '' };
const volumes = (count: number, prefix: 'db' | 'web' = 'db') =>
  Array.from({ length: count }, (_, index) =>
    aVolume({
      UUID: `00000000-0000-4000-8000-00000000000${prefix.length * 2 + index}`,
      name: `${prefix}-${index}`,
      clusterId: 'c-1',
    }),
  );

interface Fleet {
  /** What each page holds, by its offset. */
  readonly pages?: Readonly<Record<string, readonly Volume[]>>;
  readonly total?: number;
  readonly clusters?: readonly { readonly clusterId: string }[];
}

async function list(
  { pages = {}, total = 0, clusters = [CLUSTER] }: Fleet,
  url = '/volumes',
  roles?: string[],
) {
  return renderPage(<VolumesPage />, {
    url,
    ...(roles === undefined ? {} : { roles }),
    server(request) {
      if (!request.url.startsWith('/api/v2/fleet/volumes')) return undefined;
      const query = new URL(request.url, 'http://console').searchParams;
      return {
        body: {
          volumes: pages[query.get('offset') ?? '0'] ?? [],
          total,
          facets: {
            cluster: Object.fromEntries(clusters.map(({ clusterId }) => [clusterId, total])),
            project: { acme: total },
            state: {},
            protection: {},
          },
          clusters,
        },
      };
    },
  });
}

// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));

test('volumes stay selected on the next page of the list', async () => {
  const { screen } = await list({ pages: { 0: volumes(2), 50: volumes(2, 'web') }, total: 52 });
  await screen.getByRole('checkbox', { name: 'Select db-1' }).click();
  await screen.getByRole('button', { name: 'Go to next page' }).click();
  await screen.getByRole('checkbox', { name: 'Select web-0' }).click();
  await expect.element(screen.getByText('2 volumes selected')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear selection' }).click();
  await expect.element(screen.getByRole('checkbox', { name: 'Select web-0' })).not.toBeChecked();
});

test('nothing moves under the pointer when the first row is ticked, or a filter is chosen and removed', async () => {
  await page.viewport(1280, 800);
  const { screen } = await list({ pages: { 0: volumes(2) }, total: 2 });
  const row = screen.getByRole('row', { name: /db-0/ });
  await expect.element(row).toBeVisible();
  const before = row.element().getBoundingClientRect().top;
  const top = () => row.element().getBoundingClientRect().top;
  await screen.getByRole('checkbox', { name: 'Select db-0' }).click();
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  expect(top()).toBe(before);
  await screen.getByRole('button', { name: 'Filter by Project' }).click();
  await screen.getByRole('menuitem', { name: /acme/ }).click();
  await expect.element(screen.getByRole('button', { name: 'Clear all' })).toBeVisible();
  expect(top()).toBe(before);
  await userEvent.keyboard('{Escape}');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.element(screen.getByRole('button', { name: 'Clear all' })).not.toBeInTheDocument();
  expect(top()).toBe(before);
});

test('two clusters of one name are told apart in the rows and in the filter', async () => {
  const twins = ['3f2a', '9b00'].map((piece) => ({
    status: 'Connected',
    error: '',
    clusterId: `${piece}-id`,
    name: 'lb-east',
    displayName: `lb-east (${piece})`,
  }));
  const { screen } = await list({
    pages: {
      0: volumes(2).map((volume, index) =>
        aVolume({ UUID: volume.UUID, name: volume.name, clusterId: twins[index]?.clusterId ?? '' }),
      ),
    },
    total: 2,
    clusters: twins,
  });
  await expect.element(screen.getByRole('link', { name: 'lb-east (3f2a)' })).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'lb-east (9b00)' })).toBeVisible();
  await screen.getByRole('button', { name: 'Filter by Cluster' }).click();
  await expect.element(screen.getByRole('menuitem', { name: /lb-east \(3f2a\)/ })).toBeVisible();
});

test('a filter is in the address and in the question to the server', async () => {
  const { screen, sent, location } = await list({ pages: { 0: volumes(2) }, total: 2 });
  await screen.getByRole('button', { name: 'Filter by Project' }).click();
  await screen.getByRole('menuitem', { name: /acme/ }).click();
  await expect.poll(location).toBe('/volumes?project=acme');
  await expect.poll(() => sent.at(-1)?.url).toContain('project=acme');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(location).toBe('/volumes');
});

test('a user without the right to change volumes can select none', async () => {
  const { screen } = await list({ pages: { 0: volumes(2) }, total: 2 }, '/volumes', [
    'acme:viewer',
  ]);
  await expect.element(screen.getByRole('link', { name: 'db-0' })).toBeVisible();
  expect(screen.getByRole('checkbox').elements()).toEqual([]);
  expect(screen.getByRole('link', { name: 'Create volume' }).elements()).toEqual([]);
});

test('an empty list offers an admin to attach a cluster while there is none', async () => {
  const { screen } = await list({ clusters: [] });
  await expect.element(screen.getByText('No clusters attached')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Attach cluster' })).toBeVisible();
});

test('an empty list says that there are no volumes yet on the attached clusters', async () => {
  const { screen } = await list({});
  await expect.element(screen.getByText('No volumes yet')).toBeVisible();
});

test('a search without a match offers to clear it', async () => {
  const { screen, location } = await list({}, '/volumes?search=zzz');
  await expect.element(screen.getByText('No matching volumes')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(location).toBe('/volumes');
});

test('a page behind the last one leads to the first', async () => {
  const { screen, location } = await list({ total: 3 }, '/volumes?offset=100');
  await expect.element(screen.getByText('This page no longer exists')).toBeVisible();
  await screen.getByRole('button', { name: 'Go to the first page' }).click();
  await expect.poll(location).toBe('/volumes');
});

test('a volume that is found by something other than its name says by what', async () => {
  const [first, second] = volumes(2);
  const found = [
    { ...aVolume({}), ...first, labels: [{ key: 'env', value: 'prod' }] },
    { ...aVolume({}), ...second, labels: [], qosPolicyName: 'Gold-prod' },
  ];
  const { screen } = await list({ pages: { 0: found }, total: 2 }, '/volumes?search=DB++prod');
  await expect
    .element(screen.getByRole('rowheader', { name: 'db-0 label env=prod' }))
    .toBeVisible();
  await expect
    .element(screen.getByRole('rowheader', { name: 'db-1 QoS policy Gold-prod' }))
    .toBeVisible();
});
