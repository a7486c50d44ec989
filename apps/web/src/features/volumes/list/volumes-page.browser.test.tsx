import { aTransition } from '#/test-support/a-transition.ts';
import { serverNow } from '#/lib/server-clock.ts';
import { afterEach, expect, test } from 'vitest';
import '#/styles/print.css';
import { cdp, page, userEvent } from 'vitest/browser';
import { aVolume } from '#/features/volumes/test-support.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import type { SentRequest } from '#/test-support/render-page.tsx';
import { renderVolumes, scroller, volumes } from './test-support.tsx';
import { VOLUME_COLUMNS } from './volume-columns.tsx';
import { loader } from './volumes-page.tsx';

// What the browser's window is by default.
afterEach(() => page.viewport(414, 896));
afterEach(() => tabMemory.clear());
afterEach(() => cdp().send('Emulation.setEmulatedMedia', { media: '' }));

test('volumes are sorted by every column', async () => {
  const ids = VOLUME_COLUMNS.map(({ id }) => id);
  const { screen, sent } = await renderVolumes(
    { total: 3 },
    { url: `/volumes?columns=${ids.join(',')}` },
  );
  for (const { header, sort } of VOLUME_COLUMNS) {
    const name = { name: header, exact: true };
    await screen.getByRole('columnheader', name).getByRole('button').click();
    await expect.poll(() => sent.map(({ url }) => url).join(' ')).toContain(`sort=${sort}&`);
  }
});

test('nothing moves under the pointer when the first row is ticked, or a filter is chosen and removed', async () => {
  await page.viewport(1280, 800);
  const { screen } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
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

test('by keyboard a filter is chosen with Enter, and its menu stays open for the next', async () => {
  const { screen, location } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
  await screen.getByRole('button', { name: 'Filter by Project' }).click();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  await expect.poll(location).toContain('project=acme');
  await expect.element(screen.getByRole('menuitem', { name: /acme/ })).toBeVisible();
});

test('by keyboard what can be done with selected rows comes after the last row', async () => {
  const { screen } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
  await expect.element(screen.getByRole('checkbox', { name: 'Select db-0' })).toBeVisible();
  screen.getByRole('region', { name: 'Volumes, table' }).element().focus();
  await userEvent.keyboard('{ArrowDown}x{End}');
  const bar = screen.getByRole('region', { name: 'Selected volumes' });
  await expect.element(bar).toBeVisible();
  // Past the cluster and the menu of the last row.
  await userEvent.keyboard('{Tab}{Tab}{Tab}');
  await expect.element(bar.getByRole('button').first()).toHaveFocus();
});

test('a short table ends below its last row, also while a row is selected', async () => {
  await page.viewport(1280, 800);
  const { screen } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
  await screen.getByRole('checkbox', { name: 'Select db-0' }).click();
  await expect.element(screen.getByText('1 volume selected')).toBeVisible();
  const bottomOf = (selector: string) =>
    document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
  expect(bottomOf('.ast-table-scroll') - bottomOf('.ast-table')).toBeLessThan(4);
});

test('two clusters of one name are told apart in the rows and in the filter', async () => {
  const twins = ['3f2a', '9b00'].map((piece) => ({
    status: 'Connected',
    error: '',
    clusterId: `${piece}-id`,
    name: 'lb-east',
    displayName: `lb-east (${piece})`,
  }));
  const { screen } = await renderVolumes({
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
  const { screen, sent, location } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
  await screen.getByRole('button', { name: 'Filter by Project' }).click();
  await screen.getByRole('menuitem', { name: /acme/ }).click();
  await expect.poll(location).toBe('/volumes?project=acme');
  await expect.poll(() => sent.at(-1)?.url).toContain('project=acme');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.poll(location).toBe('/volumes');
});

test('each key stroke is a question, and none of what is typed is lost', async () => {
  const { screen, sent, location } = await renderVolumes({ pages: { 0: volumes(2) }, total: 2 });
  const field = screen.getByRole('combobox', { name: 'Search volumes' });
  const asked = () =>
    sent
      .filter(({ url }) => url.includes('search='))
      .map(({ url }) => new URL(url, 'http://console').searchParams.get('search'));
  await field.click();
  await userEvent.keyboard('d');
  await expect.poll(asked).toEqual(['d']);
  await userEvent.keyboard('ata-billing');
  await expect.poll(() => asked().at(-1)).toBe('data-billing');
  await userEvent.keyboard(' of 7');
  await expect.element(field).toHaveValue('data-billing of 7');
  await expect.poll(location).toBe('/volumes?search=data-billing+of+7');
  await expect.poll(() => asked().at(-1)).toBe('data-billing of 7');
  await screen.getByRole('button', { name: 'Clear all' }).click();
  await expect.element(field).toHaveValue('');
});

test('while the server is slow, of ten letters only the last is waited for, and only its rows are shown', async () => {
  const asked: SentRequest[] = [];
  const searchOf = ({ url }: SentRequest) =>
    new URL(url, 'http://console').searchParams.get('search');
  const waitedFor = () => asked.filter(({ isCanceled }) => !isCanceled()).map(searchOf);
  const answering = Promise.withResolvers<void>();
  let most = 0;
  const { screen, location } = await renderVolumes(
    {
      pages: { 0: volumes(1) },
      total: 1,
      late(request) {
        const search = searchOf(request);
        if (search === null) return undefined;
        asked.push(request);
        most = Math.max(most, waitedFor().length);
        return answering.promise.then(() => [aVolume({ name: `found-by-${search}` })]);
      },
    },
    { loader },
  );
  const shown = new Set<string>();
  const rows = () => [...document.querySelectorAll('tbody th a')].map((link) => link.textContent);
  const watch = new MutationObserver(() => {
    for (const row of rows()) shown.add(row);
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  await screen.getByRole('combobox', { name: 'Search volumes' }).click();
  // The page is drawn for the first letter before the next is typed; the others come faster.
  await userEvent.keyboard('t');
  await expect.poll(location).toBe('/volumes?search=t');
  await userEvent.keyboard('en-letter');
  await expect.poll(waitedFor).toEqual(['ten-letter']);
  expect(asked.length).toBeGreaterThan(2);
  expect(most).toBe(1);
  expect(rows()).toEqual(['db-0']);
  answering.resolve();
  await expect.poll(rows).toEqual(['found-by-ten-letter']);
  watch.disconnect();
  expect([...shown].filter((row) => row.startsWith('found'))).toEqual(['found-by-ten-letter']);
});

test('a viewer sees what is done with volumes here, and which role it needs', async () => {
  const { screen } = await renderVolumes(
    { pages: { 0: volumes(2) }, total: 2 },
    { roles: ['acme:viewer'] },
  );
  await expect.element(screen.getByRole('link', { name: 'db-0' })).toBeVisible();
  await screen.getByRole('checkbox', { name: 'Select db-0' }).click();
  const bar = screen.getByRole('region', { name: 'Selected volumes' });
  for (const button of [
    screen.getByRole('button', { name: 'Create volume' }),
    bar.getByRole('button', { name: 'Resize' }),
    bar.getByRole('button', { name: 'Delete' }),
  ]) {
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await button.hover();
    await expect.element(screen.getByText('Needs the role acme:admin')).toBeVisible();
    await button.unhover();
    await expect.element(screen.getByRole('tooltip')).not.toBeInTheDocument();
  }
});

test('an empty list offers an admin to attach a cluster while there is none', async () => {
  const { screen } = await renderVolumes({ clusters: [] });
  await expect.element(screen.getByText('No clusters attached')).toBeVisible();
  await expect.element(screen.getByRole('link', { name: 'Attach cluster' })).toBeVisible();
});

test('an empty list says that there are no volumes yet on the attached clusters', async () => {
  const { screen } = await renderVolumes({});
  await expect.element(screen.getByText('No volumes yet')).toBeVisible();
});

test('a search without a match offers to clear it', async () => {
  const { screen, location } = await renderVolumes({}, { url: '/volumes?search=zzz' });
  await expect.element(screen.getByText('No matching volumes')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(location).toBe('/volumes');
});

test.each([390, 1000])('%i wide, why the list is empty can be read in full', async (width) => {
  await page.viewport(width, 800);
  const { screen } = await renderVolumes({}, { url: '/volumes?search=zzz' });
  for (const text of [screen.getByText('No matching volumes'), screen.getByText(/Every word/)]) {
    await expect.element(text).toBeVisible();
    const { left, right, height } = text.element().getBoundingClientRect();
    expect(left).toBeGreaterThan(0);
    expect(right).toBeLessThan(width);
    expect(height).toBeLessThan(160);
  }
});

test('a volume that is found by something other than its name says by what', async () => {
  const [first, second] = volumes(2);
  const found = [
    { ...aVolume({}), ...first, labels: [{ key: 'env', value: 'prod' }] },
    { ...aVolume({}), ...second, labels: [], qosPolicyName: 'Gold-prod' },
  ];
  const { screen } = await renderVolumes(
    { pages: { 0: found }, total: 2 },
    { url: '/volumes?search=DB++prod' },
  );
  await expect
    .element(screen.getByRole('rowheader', { name: 'db-0 label env=prod' }))
    .toBeVisible();
  await expect
    .element(screen.getByRole('rowheader', { name: 'db-1 QoS policy Gold-prod' }))
    .toBeVisible();
});

test('a volume that is not well says in its row why, as its page does', async () => {
  const [first, second] = volumes(2);
  const rows = [
    { ...aVolume({}), ...first, protectionState: 'Degraded' as const },
    { ...aVolume({}), ...second, state: 'Failed' as const },
  ];
  const since = { since: '2026-01-01T00:00:00Z', isAtLeast: true };
  const cause = { kind: 'nodesNotActive', count: 1, replicas: 2, names: ['node-3'] };
  const { screen } = await renderVolumes({
    pages: { 0: rows },
    total: 2,
    troubles: [
      { UUID: rows[0]?.UUID, trouble: 'Degraded', ...since, causes: [cause] },
      { UUID: rows[1]?.UUID, trouble: 'Failed', ...since, causes: [] },
    ],
  });
  const why = /^Degraded . Why: 1 of its 2 nodes is not active \(node-3\)\. Since at least .*2026/;
  await expect.element(screen.getByRole('button', { name: why })).toBeVisible();
  const failed = screen.getByRole('button', { name: /^Failed . Why: the cluster gives no cause/ });
  await expect.element(failed).toBeVisible();
  const button = failed.element();
  if (button instanceof HTMLElement) button.focus();
  const said = /^The cluster could not create it, so it holds no data\. Why: /;
  await expect.element(screen.getByRole('tooltip').getByText(said)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: /^Available/ })).not.toBeInTheDocument();
});

test('a volume that is being deleted says for how long, and that it is unusually long', async () => {
  const [old, young] = volumes(2);
  if (old === undefined || young === undefined) throw new Error('no volumes');
  const { screen } = await renderVolumes({
    pages: {
      0: [
        { ...old, state: 'Deleting' },
        { ...young, state: 'Deleting' },
      ],
    },
    total: 2,
    transitions: [
      aTransition({ UUID: old.UUID }),
      aTransition({ UUID: young.UUID, since: new Date(serverNow()).toISOString() }),
    ],
  });
  const cell = screen.getByRole('button', { name: /^Deleting 12m.*for 12 min.*unusually long/ });
  await expect.element(cell).toBeVisible();
  const { right } = cell.element().getBoundingClientRect();
  expect(right).toBeLessThanOrEqual(
    cell.element().closest('td')?.getBoundingClientRect().right ?? 0,
  );
  expect(screen.getByText('Deleting', { exact: true }).all()).toHaveLength(1);
});

test('a printed list holds the rows at hand and says which of how many, and what it is narrowed to; a screen does not', async () => {
  await page.viewport(1280, 800);
  const { screen } = await renderVolumes(
    { total: 12_345 },
    { url: '/volumes?offset=60&search=row&state=Failed&project=acme' },
  );
  const words = screen.getByText(
    /^Rows \d+–\d+ of 12,345 volumes · Search: row · Project: acme · State: Failed$/,
  );
  await expect.element(screen.getByRole('link', { name: 'row-60' })).toBeVisible();
  await expect.element(words).not.toBeVisible();
  await cdp().send('Emulation.setEmulatedMedia', { media: 'print' });
  await expect.element(words).toBeVisible();
  const names = () =>
    [...document.querySelectorAll('tbody tr th a')].map((link) => link.textContent);
  await expect.poll(names).toHaveLength(100);
  expect([names()[0], names().at(-1)]).toEqual(['row-0', 'row-99']);
  await expect.poll(() => words.element().textContent).toMatch(/^Rows 1–100 of/);
  const { height } = document.querySelector('.ast-table')?.getBoundingClientRect() ?? { height: 0 };
  expect(scroller().scrollHeight - height).toBeLessThan(60);
  await expect
    .element(screen.getByRole('combobox', { name: 'Search volumes' }))
    .not.toBeInTheDocument();
});
