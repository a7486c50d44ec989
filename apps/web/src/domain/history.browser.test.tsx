import { seriesApi } from '@asterism/api-types/fleet-api/series-api';
import { expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import '#/styles/blocks.css';
import { renderPage } from '#/test-support/render-page.tsx';
import { HistoryPanel } from './history-panel.tsx';
import type { HistoryProps } from './history.tsx';

const GIB = 2 ** 30;
const FROM = '2026-11-30T06:00:00.000Z';

/** The history of a cluster with a gap in the middle, and every value another. */
const VALUES = {
  physicalUsed: [1 * GIB, 2 * GIB, null, 4 * GIB],
  physicalEffective: [8 * GIB, 8 * GIB, null, 8 * GIB],
  provisioned: [6 * GIB, 6 * GIB, null, 7 * GIB],
  protectionFullyProtected: [10, 10, null, 8],
  protectionDegraded: [0, 0, null, 2],
  readIops: [950, 12_345.6, null, 20_000.4],
  writeIops: [9.5, 0, null, 10.25],
  readBandwidth: [0, 2 ** 20, null, 512 * 2 ** 20],
  readLatency: [0.000_25, 0.002, null, 0.000_312_5],
  writeLatency: [null, null, null, 1.5],
};

async function show(
  values: object = VALUES,
  url = '/clusters/c-1',
  { exporters = [], ...props }: Partial<HistoryProps> & { exporters?: readonly object[] } = {},
) {
  const shown = { kind: 'cluster', subject: 'c-1', name: 'lb-north', ...props } as const;
  const page = await renderPage(<HistoryPanel {...shown} />, {
    url,
    server: ({ url: asked }) =>
      asked.startsWith('/api/v2/fleet/series')
        ? { body: { step: 15, from: FROM, values } }
        : asked === '/api/v2/fleet/exporters?clusterId=c-1'
          ? { body: { exporters } }
          : undefined,
  });
  const questions = () =>
    page.sent
      .map(({ url: asked }) => new URL(asked, 'http://console'))
      .filter(({ pathname }) => pathname === seriesApi.getSeries.path)
      .map(({ searchParams }) => Object.fromEntries(searchParams));
  const capacity = page.screen.getByRole('slider', { name: 'Capacity, time' });
  return { ...page, questions, capacity };
}

const secondsOf = ({ from = '', to = '' }: Record<string, string>): number =>
  (Date.parse(to) - Date.parse(from)) / 1000;

test('the last six hours are shown at first, and the address keeps another range', async () => {
  const { screen, questions, capacity, location } = await show();
  await expect
    .element(capacity)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/Used 4 GiB/));
  expect(questions().map(secondsOf)).toEqual([6 * 3600]);
  expect(questions()[0]).toMatchObject({ kind: 'cluster', subject: 'c-1' });
  await screen.getByRole('button', { name: '30 days' }).click();
  await expect.poll(() => questions().map(secondsOf).at(-1)).toBe(30 * 24 * 3600);
  expect(location()).toBe('/clusters/c-1?range=30d');
});

test('dragging over a chart zooms all charts to that time, which the address keeps, and out again', async () => {
  const { screen, questions, capacity, location } = await show();
  await expect.element(capacity).toBeVisible();
  const over = (await capacity.findElement()).querySelector('.u-over');
  if (over === null) throw new Error('nothing is drawn');
  const { width, height } = over.getBoundingClientRect();
  const y = height / 2;
  await userEvent.dragAndDrop(over, over, {
    sourcePosition: { x: width / 3, y },
    targetPosition: { x: width * 0.9, y },
  });
  await expect.poll(location).toMatch(/from=.*&to=/);
  await expect.poll(() => questions().at(-1)?.['from']).toMatch(/^2026-11-30T05:59:/);
  // A minute at least, around what was dragged over.
  expect(secondsOf(questions().at(-1) ?? {})).toBeGreaterThanOrEqual(60);
  await screen.getByRole('button', { name: /^Zoom out of/ }).click();
  await expect.poll(location).toBe('/clusters/c-1');
  await expect
    .element(screen.getByRole('button', { name: '6 h' }))
    .toHaveAttribute('aria-pressed', 'true');
});

test('plus and minus zoom in at the time that the keys have gone to, and out again', async () => {
  const { questions, capacity, location } = await show(VALUES, '/clusters/c-1?range=1h');
  await expect.element(capacity).toBeVisible();
  (await capacity.findElement()).focus();
  await userEvent.keyboard('{Home}+');
  await expect.poll(location).toMatch(/range=1h&from=.*&to=/);
  await expect.poll(() => secondsOf(questions().at(-1) ?? {})).toBe(61);
  await userEvent.keyboard('-');
  await expect.poll(location).toBe('/clusters/c-1?range=1h');
});

test('an address with a period that makes no sense shows the range', async () => {
  const { questions, capacity } = await show(
    VALUES,
    '/clusters/c-1?from=2026-11-30T06:00:00Z&to=yesterday',
  );
  await expect.element(capacity).toBeVisible();
  expect(questions().map(secondsOf)).toEqual([6 * 3600]);
});

test('the arrow keys go along the time on all charts, and a gap is said to be one', async () => {
  const { screen, capacity } = await show();
  await expect.element(capacity).toBeVisible();
  (await capacity.findElement()).focus();
  await userEvent.keyboard('{ArrowLeft}');
  await expect
    .element(capacity)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/Used not known/));
  await userEvent.keyboard('{Home}');
  await expect
    .element(capacity)
    .toHaveAttribute('aria-valuetext', expect.stringMatching(/Used 1 GiB, Effective 8 GiB/));
  const protection = screen.getByRole('slider', { name: 'Volumes by protection, time' });
  await expect.element(protection).toHaveAttribute('aria-valuenow', '0');
  await userEvent.keyboard('{Escape}');
  await expect
    .element(protection)
    .toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/Degraded 2, .*Not available not known/),
    );
});

test('the pointer shows what was known at a time, on all charts, and the newest again when it has left', async () => {
  const { screen, capacity } = await show();
  await userEvent.hover(capacity, { position: { x: 100, y: 60 } });
  const protection = screen.getByRole('slider', { name: 'Volumes by protection, time' });
  await expect.element(protection).toHaveAttribute('aria-valuenow', '0');
  await userEvent.hover(screen.getByRole('heading', { name: 'History' }));
  await expect.element(protection).toHaveAttribute('aria-valuenow', '3');
});

test('what is known is drawn, and nothing through a gap', async () => {
  const known = [GIB, GIB];
  const gap = [null, null, null, null];
  // Known at one time alone: it draws no line, and keeps the axis as it is.
  const physicalEffective = [8 * GIB, null, null, null, null, null, null, null];
  /** How many pixels in the middle of the time have anything on them. */
  async function inkFor(physicalUsed: readonly (number | null)[]): Promise<number> {
    const { screen, capacity } = await show({ physicalUsed, physicalEffective });
    const canvas = (await capacity.findElement()).querySelector('canvas');
    if (canvas === null) throw new Error('nothing is drawn');
    const { width, height } = canvas;
    const middle = () =>
      canvas.getContext('2d')?.getImageData(width * 0.5, 0, width * 0.2, height).data ?? [];
    await expect.poll(() => middle().some((value) => value !== 0)).toBe(true);
    let ink = 0;
    const pixels = middle();
    for (let at = 3; at < pixels.length; at += 4) if (pixels[at] !== 0) ink += 1;
    await screen.unmount();
    return ink;
  }
  const nothing = await inkFor([...gap, ...gap]);
  expect(await inkFor([...known, ...gap, ...known])).toBe(nothing);
  expect(await inkFor([...known, ...known, ...known, ...known])).toBeGreaterThan(nothing + 50);
});

test('the same is there as a table, with what is not known, and as a file of all values', async () => {
  const { screen } = await show();
  await screen.getByRole('button', { name: 'Table' }).click();
  const table = screen.getByRole('table');
  await expect.element(table.getByRole('columnheader', { name: 'Capacity: Used' })).toBeVisible();
  const rows = table.getByRole('row').elements();
  expect(rows).toHaveLength(5);
  expect(rows[1]?.textContent).toContain('4 GiB');
  expect(rows[2]?.textContent).toContain('not known');
});

test('a subject of which nothing is known yet says so', async () => {
  const { screen } = await show({});
  await expect.element(screen.getByText(/Nothing is known of this time yet/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'CSV' })).toBeDisabled();
});

test('a history that cannot be read says what failed, and is read again when asked', async () => {
  let isWell = false;
  const { screen } = await renderPage(<HistoryPanel kind="project" subject="blue" name="blue" />, {
    server: () =>
      isWell
        ? { body: { step: 300, from: FROM, values: { volumes: [1], used: [GIB] } } }
        : {
            status: 503,
            body: { error: 'no', code: 14, message: 'not now', details: [] },
          },
  });
  await expect.element(screen.getByText(/not now/)).toBeVisible();
  isWell = true;
  await screen.getByRole('button', { name: 'Try again' }).click();
  await expect.element(screen.getByText('Means of 5 minutes.', { exact: false })).toBeVisible();
});

const valuesOf = (text: string): unknown => expect.stringMatching(text);

test('what is read and written is told a second, and how long it takes on the average', async () => {
  const { screen } = await show(VALUES, '/nodes/n-1', { kind: 'node', subject: 'n-1' });
  const newest = (title: string) => screen.getByRole('slider', { name: `${title}, time` });
  await expect
    .element(newest('IOPS'))
    .toHaveAttribute('aria-valuetext', valuesOf('Read 20,000, Write 10.3'));
  await expect
    .element(newest('Bandwidth'))
    .toHaveAttribute('aria-valuetext', valuesOf('Read 512 MiB/s, Write not known'));
  await expect
    .element(newest('Mean latency'))
    .toHaveAttribute('aria-valuetext', valuesOf('Read 313 µs, Write 1.5 s'));
  await expect.element(screen.getByText('Capacity')).not.toBeInTheDocument();
});

const exporter = (nodeId: string, reason: string) => ({
  clusterId: 'c-1',
  nodeId,
  nodeName: `lb-north-${nodeId}`,
  address: '10.0.0.5:8090',
  state: reason === '' ? 'On' : 'Off',
  reason,
});

test('where exporters do not answer it is said why, on the page of a node only of that one', async () => {
  const exporters = [
    exporter('n1', ''),
    exporter('n2', '10.0.0.5:8090 refuses connections'),
    exporter('n3', '10.0.0.6:8090 answers with status 503'),
  ];
  const { screen } = await show(VALUES, '/clusters/c-1', { clusterId: 'c-1', exporters });
  const note = screen.getByRole('status');
  await expect
    .poll(() => note.element().textContent)
    .toBe(
      'IOPS, bandwidth and latency can’t be measured now. lb-north-n2: 10.0.0.5:8090 refuses connections; lb-north-n3: 10.0.0.6:8090 answers with status 503.',
    );
  await screen.unmount();
  const node = await show(VALUES, '/nodes/n1', {
    kind: 'node',
    subject: 'n1',
    clusterId: 'c-1',
    exporters,
  });
  await expect
    .poll(() => node.sent.some(({ url }) => url.startsWith('/api/v2/fleet/exporters')))
    .toBe(true);
  await expect.element(node.screen.getByRole('slider', { name: 'IOPS, time' })).toBeVisible();
  expect(node.screen.getByRole('status').elements()).toEqual([]);
});
