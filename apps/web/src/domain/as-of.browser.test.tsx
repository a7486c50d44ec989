import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { AsOf } from './as-of.tsx';

const HOUR_MS = 3_600_000;

const cluster = (name: string, change: Partial<Freshness> = {}): Freshness => ({
  clusterId: `id-of-${name}`,
  name,
  displayName: name,
  status: 'Connected',
  asOf: new Date(Date.now() - 2.5 * HOUR_MS).toISOString(),
  error: '',
  unreadable: [],
  ...change,
});

const textOf = async (...clusters: Freshness[]): Promise<string> => {
  const { container } = await render(<AsOf clusters={clusters} />);
  return container.textContent;
};

test('data of connected clusters carries no warning', async () => {
  expect(await textOf(cluster('north'), cluster('south'))).toBe('');
});

test('one cluster that is away is named, with the age of what is shown of it', async () => {
  expect(await textOf(cluster('north', { status: 'Disconnected' }), cluster('south'))).toContain(
    'north is not responding: shown as of 2 hours ago.',
  );
});

test('a cluster that was never read has no volumes to show yet', async () => {
  const { asOf: _, ...unread } = cluster('north');
  expect(await textOf(unread)).toContain(
    'north is being read for the first time: its volumes are not known yet.',
  );
});

test('a cluster that sends invalid data is said to, though it can be reached', async () => {
  const since = new Date().toISOString();
  expect(
    await textOf(cluster('north', { status: 'Disconnected', invalidDataSince: since })),
  ).toContain('north sends invalid data');
});

test('several clusters that are away are counted and listed, one by its ID while it has no name', async () => {
  const screen = await render(
    <AsOf
      clusters={[
        cluster('', { status: 'Disconnected' }),
        cluster('north'),
        cluster('south', { status: 'Unauthorized' }),
      ]}
    />,
  );
  await expect
    .element(screen.getByText('Data from 2 clusters may be out of date', { exact: false }).first())
    .toBeVisible();
  const rows = screen
    .getByRole('listitem')
    .elements()
    .map(({ textContent }) => textContent);
  expect(rows).toEqual([
    'id-of- is not responding: shown as of 2 hours ago.',
    'south rejects the connection: shown as of 2 hours ago.',
  ]);
});
