import type { Freshness } from '@asterism/api-types/fleet-api/fleet-cluster';
import { expect, test } from 'vitest';
import { render } from 'vitest-browser-react';
import { OutOfReachSince } from '#/ui/out-of-reach.ts';
import { AsOf, HowCurrent } from './as-of.tsx';

const HOUR_MS = 3_600_000;

const cluster = (name: string, change: Partial<Freshness> = {}): Freshness => ({
  clusterId: `id-of-${name}`,
  name,
  displayName: name,
  status: 'Connected',
  asOf: new Date(Date.now() - 2.5 * HOUR_MS).toISOString(),
  overdue: false,
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

test('a connected cluster that does not answer in time is named too', async () => {
  expect(await textOf(cluster('north', { overdue: true }), cluster('south'))).toContain(
    'north has not answered in time: shown as of 2 hours ago.',
  );
});

test('many clusters that are away are counted, and listed on demand', async () => {
  const away = Array.from({ length: 6 }, (_, n) =>
    cluster(`lb-${n + 1}`, { status: 'Disconnected' }),
  );
  const screen = await render(<AsOf clusters={away} />);
  await expect
    .element(screen.getByText('Data from 6 clusters may be out of date', { exact: false }).first())
    .toBeVisible();
  await expect.element(screen.getByRole('listitem').first()).not.toBeInTheDocument();
  await screen.getByRole('button').click();
  await expect.poll(() => screen.getByRole('listitem').elements().length).toBe(6);
});

const fleetOf = (size: number, ...away: Freshness[]): Freshness[] => [
  ...Array.from({ length: size - away.length }, (_, n) => cluster(`lb-${n + 1}`)),
  ...away,
];
const lineOf = async (clusters: Freshness[], since?: number): Promise<string> => {
  const { container } = await render(
    <OutOfReachSince value={since}>
      <HowCurrent clusters={clusters} />
    </OutOfReachSince>,
  );
  return container.textContent;
};

test('a list over clusters that all answer says that they are current', async () => {
  expect(await lineOf(fleetOf(20))).toBe('20 clusters current');
  expect(await lineOf(fleetOf(1))).toBe('1 cluster current');
});

test('one cluster that is away does not date the whole list: it alone is named with its age', async () => {
  const away = cluster('lb-east-02', { status: 'Disconnected' });
  expect(await lineOf(fleetOf(20, away))).toBe(
    '19 of 20 clusters current; lb-east-02 as of 2 hours ago, not responding',
  );
});

test('several clusters that are away are counted in the line of a list', async () => {
  const away = ['a', 'b', 'c'].map((name) => cluster(name, { status: 'Unauthorized' }));
  expect(await lineOf(fleetOf(20, ...away))).toBe('17 of 20 clusters current; 3 out of date');
});

test('while the federation is out of reach no cluster of a list counts as current', async () => {
  expect(await lineOf(fleetOf(20), Date.now() - 1.5 * HOUR_MS)).toBe(
    'All clusters as of 1 hour ago',
  );
});
