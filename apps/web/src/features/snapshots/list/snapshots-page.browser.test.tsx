import { afterEach, expect, test } from 'vitest';
import { aSnapshot, deletionOf, indexAnswer } from '#/features/snapshots/test-support.ts';
import { tabMemory } from '#/lib/tab-memory.ts';
import { errorBody, renderPage, type Server } from '#/test-support/render-page.tsx';
import { SNAPSHOT_COLUMNS } from './snapshot-columns.tsx';
import { SnapshotsPage } from './snapshots-page.tsx';

afterEach(() => tabMemory.clear());

const [first, second] = [aSnapshot(1), aSnapshot(2)];

function open(answer: Server, url = '/snapshots', total = 2, roles = ['acme:admin']) {
  return renderPage(<SnapshotsPage />, {
    url,
    roles,
    server: (request) =>
      answer(request) ??
      (request.url.startsWith('/api/v2/fleet/snapshots?')
        ? { body: { ...indexAnswer([first, second]), total } }
        : undefined),
  });
}

test('selected snapshots are previewed with what to look out for, and deleted by a task that can be undone', async () => {
  const { screen, writes } = await open(
    deletionOf([first, second], {
      capacity: '8192',
      risks: { mayBeInUse: 0, modified: 0, clones: 1, scheduled: 1 },
    }),
  );
  for (const { name } of [first, second]) {
    await screen.getByRole('checkbox', { name: new RegExp(name) }).click();
  }
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = screen.getByRole('dialog', { name: /Delete 2 snapshots/ });
  await expect.element(dialog.getByText('8 KiB')).toBeVisible();
  await expect.element(dialog.getByText('1 snapshot is kept by a schedule')).toBeVisible();
  await expect.element(dialog.getByText('1 clone of them stays.')).toBeVisible();
  const row = dialog.getByRole('row', { name: new RegExp(`^${second.name}`) });
  await expect.element(row.getByText('Kept by a schedule')).toBeVisible();
  await expect.element(row.getByRole('link', { name: 'db' })).toHaveAttribute('target', '_blank');
  await dialog.getByRole('button', { name: 'Delete 2 snapshots' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  await expect.element(screen.getByText('2 snapshots selected')).not.toBeInTheDocument();
  expect(writes().map(({ body }) => body)).toEqual([
    {
      kind: 'delete snapshots',
      snapshots: { [first.UUID]: first.ETag, [second.UUID]: second.ETag },
    },
    { undoSeconds: 30 },
  ]);
});

test('all that match can be selected but some, and the task is asked for just those', async () => {
  const url = '/snapshots?search=daily&state=Available';
  const { screen, writes } = await open(deletionOf([first]), url, 120);
  await screen.getByRole('checkbox', { name: new RegExp(first.name) }).click();
  await screen.getByRole('button', { name: 'Select all 120 matching' }).click();
  await screen.getByRole('checkbox', { name: new RegExp(second.name) }).click();
  await expect.element(screen.getByText('119 snapshots selected')).toBeVisible();
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.element(screen.getByRole('dialog')).toBeVisible();
  await expect
    .poll(() => writes()[0]?.body)
    .toEqual({
      kind: 'delete snapshots',
      matching: { search: 'daily', state: ['Available'], except: [second.UUID] },
    });
});

test('a preview of which it is not known what schedules keep says so, and ten are only deleted once that was typed', async () => {
  const none = { failed: 0, running: 0, following: 0, done: 0, canceled: 0, skipped: 0 };
  const { screen, writes } = await open(
    deletionOf([first, second], { total: 10, counts: { ...none, waiting: 10 } }),
  );
  await screen.getByRole('checkbox', { name: new RegExp(first.name) }).click();
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  const dialog = screen.getByRole('dialog', { name: /Delete 10 snapshots/ });
  await expect
    .element(dialog.getByText(/not all clusters have reported their schedules/))
    .toBeVisible();
  const confirm = dialog.getByRole('button', { name: 'Delete 10 snapshots' });
  await expect.element(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('delete 10');
  await confirm.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes().map(({ url }) => url.split('/').at(-1))).toEqual(['tasks', 'start']);
});

test('a viewer may select snapshots, and sees which role it takes to delete them', async () => {
  const { screen } = await open(() => undefined, '/snapshots', 2, ['acme:viewer']);
  await screen.getByRole('checkbox', { name: `Select ${first.name}` }).click();
  const remove = screen.getByRole('button', { name: 'Delete' });
  await expect.element(remove).toHaveAttribute('aria-disabled', 'true');
  await remove.hover();
  await expect.element(screen.getByText('Needs the role acme:admin')).toBeVisible();
});

test('search and filters are the server’s, and a list without matches offers to clear them', async () => {
  const { screen, sent, location } = await renderPage(<SnapshotsPage />, {
    url: '/snapshots?search=nothing&state=Failed',
    server: () => ({ body: indexAnswer([]) }),
  });
  await expect.element(screen.getByText('No matching snapshots')).toBeVisible();
  expect(sent[0]?.url).toMatch(/search=nothing.*state=Failed.*sort=created&order=desc/);
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.element(screen.getByText('No snapshots yet')).toBeVisible();
  expect(location()).toBe('/snapshots');
});

test('conditions of snapshots are asked as a line, and what is not understood is said without asking', async () => {
  const { screen, sent, location } = await renderPage(<SnapshotsPage />, {
    url: '/snapshots',
    server: () => ({ body: indexAnswer([first]) }),
  });
  const field = screen.getByRole('combobox', { name: 'Search snapshots' });
  await field.fill('age>90d stored>1GiB -state:failed');
  await expect
    .poll(() => sent.at(-1)?.url)
    .toMatch(/query=age%3E90d(\+|%20)stored%3E1GiB(\+|%20)-state%3AFailed/);
  await expect.poll(location).toMatch(/search=age%3E90d/);
  const asked = sent.length;
  await field.fill('expires>soon');
  await expect
    .element(screen.getByText('“expires>soon”: expires must be such as 90d.'))
    .toBeVisible();
  expect(sent).toHaveLength(asked);
});

test('snapshots are sorted by every column', async () => {
  const ids = SNAPSHOT_COLUMNS.map(({ id }) => id);
  const { screen, sent } = await renderPage(<SnapshotsPage />, {
    url: `/snapshots?columns=${ids.join(',')}`,
    server: () => ({ body: indexAnswer([first]) }),
  });
  for (const { header, sort } of SNAPSHOT_COLUMNS) {
    const name = { name: header, exact: true };
    await screen.getByRole('columnheader', name).getByRole('button').click();
    await expect.poll(() => sent.map(({ url }) => url).join(' ')).toContain(`sort=${sort}&`);
  }
});

test('a list that cannot be read says so and offers to try again', async () => {
  const { screen } = await renderPage(<SnapshotsPage />, {
    url: '/snapshots',
    server: () => ({ status: 403, body: errorBody(7, 'no') }),
  });
  await expect.element(screen.getByText('You don’t have permission to do this')).toBeVisible();
});
