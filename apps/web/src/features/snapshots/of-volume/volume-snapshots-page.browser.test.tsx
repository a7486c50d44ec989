import { expect, test } from 'vitest';
import { page } from 'vitest/browser';
import '#/styles/frame.css';
import '#/styles/blocks.css';
import {
  aSnapshot,
  deletionOf,
  indexAnswer,
  theVolume,
} from '#/features/snapshots/test-support.ts';
import { renderPage, type Server } from '#/test-support/render-page.tsx';
import { VolumeSnapshotsPage } from './volume-snapshots-page.tsx';

const volume = theVolume({ connectedHosts: ['nqn.2020-01.io.acme:db-1'] });
const snapshots = [aSnapshot(1), aSnapshot(2), aSnapshot(3)];

const CLONES = ['web', 'web-copy'].map((name, at) => ({ UUID: `clone-${at}`, name }));

function open(
  answer: Server = () => undefined,
  { roles = ['acme:admin'], clusters = {} }: { roles?: readonly string[]; clusters?: object } = {},
) {
  return renderPage(<VolumeSnapshotsPage />, {
    url: `/volumes/${volume.UUID}/snapshots`,
    route: '/volumes/:volumeId/snapshots',
    roles,
    server(request) {
      if (request.method !== 'GET') return answer(request) ?? { body: {} };
      if (request.url.startsWith('/api/v2/fleet/snapshots')) {
        return { body: indexAnswer(snapshots, clusters) };
      }
      if (request.url.endsWith('/dependents')) {
        return { body: { clones: { total: 7, named: CLONES }, clusters: [] } };
      }
      if (request.url.includes('/resourcePolicies')) return { body: { resourcePolicies: [] } };
      return answer(request) ?? { body: volume };
    },
  });
}

test('a roll-back says what is lost, and waits for the name of the volume to be typed', async () => {
  const { screen, writes } = await open();
  await screen.getByRole('button', { name: 'Roll back to db-daily-2' }).click();
  const dialog = screen.getByRole('dialog');
  await expect.element(dialog.getByText(/Everything written since/)).toBeVisible();
  await expect.element(dialog.getByText(/from 20 GiB to 10 GiB/)).toBeVisible();
  await expect.element(dialog.getByText('nqn.2020-01.io.acme:db-1')).toBeVisible();
  await expect.element(dialog.getByText(/1 later snapshot/)).toBeVisible();
  const confirm = dialog.getByRole('button', { name: 'Roll back' });
  await expect.element(confirm).toBeDisabled();
  await dialog.getByRole('textbox').fill('db');
  await confirm.click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    {
      method: 'PUT',
      url: `/api/v2/projects/acme/volumes/${volume.UUID}/rollback`,
      body: { srcSnapshotUUID: snapshots[1]?.UUID },
    },
  ]);
});

test('a snapshot is taken under a name that is suggested, and kept as long as was chosen', async () => {
  const { screen, writes } = await open(({ method }) =>
    method === 'POST' ? { body: aSnapshot(4, { state: 'Creating' }) } : undefined,
  );
  await screen.getByRole('button', { name: 'Take snapshot' }).click();
  const name = screen.getByRole('textbox', { name: /Name/ });
  await expect.element(name).toBeVisible();
  expect(name.query()).toMatchObject({
    value: expect.stringMatching(/^db-\d{4}(-\d\d){2}-\d{4}$/) as unknown,
  });
  await name.fill('a b');
  await screen.getByRole('combobox', { name: /Keep for/ }).selectOptions('7 days');
  const take = screen.getByRole('dialog').getByRole('button', { name: 'Take snapshot' });
  await take.click();
  await expect.element(screen.getByText(/Fix the highlighted fields/)).toBeVisible();
  expect(writes()).toEqual([]);
  await name.fill('before-upgrade');
  await take.click();
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  expect(writes()).toMatchObject([
    {
      method: 'POST',
      body: { name: 'before-upgrade', retentionTime: '604800s', sourceVolumeUUID: volume.UUID },
    },
  ]);
});

test('one that was modified since it was shown is deleted only once its name was typed', async () => {
  const last = aSnapshot(3);
  const risks = { mayBeInUse: 0, modified: 1, clones: 0, scheduled: 0 };
  const { screen, writes } = await open(deletionOf([last], { subject: last.name, risks }));
  await screen.getByRole('button', { name: 'Delete db-daily-3' }).click();
  const dialog = screen.getByRole('dialog', { name: /Delete snapshot db-daily-3/ });
  await expect.element(dialog.getByText('1 snapshot was modified')).toBeVisible();
  await dialog.getByRole('textbox').fill('db-daily-3');
  await dialog.getByRole('button', { name: 'Delete snapshot db-daily-3' }).click();
  await expect.element(dialog).not.toBeInTheDocument();
  expect(writes()[0]?.body).toEqual({
    kind: 'delete snapshots',
    snapshots: { [last.UUID]: last.ETag },
  });
});

test('a viewer sees the snapshots, and is told which role each action needs', async () => {
  const { screen, writes } = await open(undefined, { roles: ['acme:viewer'] });
  await expect.element(screen.getByText('db-daily-1')).toBeVisible();
  for (const name of ['Take snapshot', 'Roll back to db-daily-1', 'Delete db-daily-1']) {
    const button = screen.getByRole('button', { name });
    await expect.element(button).toHaveAttribute('aria-disabled', 'true');
    await button.hover();
    await expect.element(screen.getByText(/Needs the role acme:admin/)).toBeVisible();
    // The middle of the page, where the pointer would be left, has buttons with reasons too.
    await screen.getByRole('heading', { level: 1 }).hover();
    await expect.element(screen.getByRole('tooltip')).not.toBeInTheDocument();
  }
  expect(writes()).toEqual([]);
});

test('snapshots of a cluster that is away are marked as old, and nothing can be done with them', async () => {
  const { screen } = await open(undefined, { clusters: { status: 'Disconnected' } });
  await expect.element(screen.getByText(/is not responding/)).toBeVisible();
  const rollBack = screen.getByRole('button', { name: 'Roll back to db-daily-1' });
  await expect.element(rollBack).toHaveAttribute('aria-disabled', 'true');
});

test('the volumes that were cloned from the snapshots are named, each with the way to it', async () => {
  const { screen } = await open();
  const sentence = screen.getByText(/^7 volumes were cloned from these snapshots/);
  await expect.element(sentence).toMatchTextContent(/: web, web-copy and 5 more\.$/);
  await expect
    .element(sentence.getByRole('link', { name: 'web-copy' }))
    .toHaveAttribute('href', '/volumes/clone-1');
});

test('on a phone each snapshot is one line high, and the table scrolls to its buttons', async () => {
  await page.viewport(390, 844);
  const { screen } = await open();
  await expect.element(screen.getByRole('button', { name: 'Delete db-daily-3' })).toBeVisible();
  const rows = screen.getByRole('table', { name: 'Snapshots' }).getByRole('row').elements();
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row.getBoundingClientRect().height).toBeLessThanOrEqual(40);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
});

test('what can be done with a snapshot is in sight beside columns that have no room', async () => {
  await page.viewport(980, 800);
  const { screen } = await open();
  const button = screen.getByRole('button', { name: 'Delete db-daily-3' });
  await expect.element(button).toBeVisible();
  const table = screen.getByRole('table', { name: 'Snapshots' }).element();
  const around = table.closest('.ast-table-scroll');
  expect(around?.scrollWidth).toBeGreaterThan(around?.clientWidth ?? 0);
  const edge = around?.getBoundingClientRect().right ?? 0;
  expect(button.element().getBoundingClientRect().right).toBeLessThanOrEqual(edge);
});
