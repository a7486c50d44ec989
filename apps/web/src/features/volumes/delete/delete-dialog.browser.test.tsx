import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { expect, test, vi } from 'vitest';
import { page as browser, userEvent } from 'vitest/browser';
import { aVolume } from '#/features/volumes/test-support.ts';
import { aTask } from '#/test-support/a-task.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { DeleteDialog } from './delete-dialog.tsx';

const FRESH = { clusterId: 'c1', name: 'fra-1', status: 'Connected', asOf: '2026-01-09T00:00:00Z' };
const NOTHING = { snapshots: { total: 0, stored: '0' }, clones: { total: 0, named: [] } };

/** The dialog for a volume as it was seen; `now` is the volume that its cluster has. */
async function dialogFor(seen: Volume, now: Volume = seen, dependents: object = NOTHING) {
  const onClose = vi.fn<() => void>();
  const draft = aTask({ state: 'DRAFT', total: 1, subject: seen.name });
  const page = await renderPage(
    <DeleteDialog volume={seen} cluster="fra-1 (3f2a)" onClose={onClose} />,
    {
      server({ url, body }) {
        if (url.endsWith('/dependents')) return { body: { clusters: [FRESH], ...dependents } };
        if (url.startsWith('/api/v2/volumes/')) return { body: now };
        if (url.includes('/items')) {
          const failure = { kind: 'state', reason: 'It is being updated.' };
          const volume = { UUID: now.UUID, name: '', projectName: '', clusterId: '', size: '1' };
          return { body: { items: [{ index: 0, volume, state: 'skipped', failure }], total: 1 } };
        }
        if (url === '/api/v2/fleet/tasks') {
          const isSeen = JSON.stringify(body).includes(`"${now.ETag}"`);
          const skipped = now.state === 'Available' ? 0 : 1;
          const risks = { mayBeInUse: 0, modified: isSeen ? 0 : 1 };
          return { body: { ...draft, risks, counts: { ...draft.counts, skipped } } };
        }
        return url.startsWith('/api/v2/fleet/tasks/') ? { body: draft } : undefined;
      },
    },
  );
  /** What was asked of the federation after the drafts. */
  const asked = () => page.writes().flatMap(({ url }) => url.split('/tasks/')[1] ?? []);
  return { ...page, onClose, asked, name: page.screen.getByRole('textbox') };
}

test('a volume that nobody uses is deleted by one click, if it is as it was seen', async () => {
  const { screen, onClose, writes, asked } = await dialogFor(aVolume({ ETag: '3' }));
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(writes()[0]).toMatchObject({ body: { volumes: { [aVolume().UUID]: '3' } } });
  expect(asked()).toEqual([expect.stringMatching(/start$/)]);
  expect(writes()[1]).toMatchObject({ body: { undoSeconds: 30 } });
});

test('a volume with connected hosts is deleted only once its name is typed', async () => {
  const { screen, name, onClose } = await dialogFor(aVolume({ connectedHosts: ['nqn.a'] }));
  const remove = screen.getByRole('button', { name: 'Delete', exact: true });
  await expect.element(screen.getByText('nqn.a')).toBeVisible();
  await expect.element(remove).toBeDisabled();
  await name.fill('db-1');
  await remove.click();
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
});

test('the snapshots and clones that stay are counted, with links that keep the dialog', async () => {
  const { screen } = await dialogFor(aVolume(), aVolume(), {
    snapshots: { total: 12, stored: String(3n * 1024n ** 3n), newest: '2026-01-08T00:00:00Z' },
    clones: {
      total: 7,
      named: [1, 2, 3, 4, 5, 6].map((n) => ({ UUID: `v${n}`, name: `copy-${n}` })),
    },
  });
  const snapshots = screen.getByRole('link', { name: '12 snapshots' });
  await expect.element(snapshots).toHaveAttribute('href', `/volumes/${aVolume().UUID}/snapshots`);
  await expect.element(snapshots).toHaveAttribute('target', '_blank');
  await expect.element(screen.getByText(/occupy 3 GiB/)).toBeVisible();
  await expect
    .element(screen.getByText(/7 clones of it stay/))
    .toHaveTextContent('7 clones of it stay: copy-1, copy-2, copy-3, copy-4, copy-5 and 2 more.');
  await expect
    .element(screen.getByRole('link', { name: 'copy-1' }))
    .toHaveAttribute('href', '/volumes/v1');
});

test('a volume without snapshots says that nothing is left, and one of a cluster that was not read that they are not known', async () => {
  const none = await dialogFor(aVolume());
  await expect.element(none.screen.getByText(/It has no snapshots/)).toBeVisible();
  await none.screen.unmount();
  const unread = await dialogFor(aVolume(), aVolume(), {
    clusters: [{ ...FRESH, status: 'Disconnected', asOf: undefined }],
  });
  await expect.element(unread.screen.getByText(/not known yet/)).toBeVisible();
});

test('a volume that was modified is not deleted before its changes are confirmed', async () => {
  const now = aVolume({ ETag: '9', size: String(200n * 1024n ** 3n) });
  const { screen, onClose, asked } = await dialogFor(aVolume({ ETag: '3' }), now);
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect
    .element(screen.getByText(/Not deleted: this volume was modified/).first())
    .toBeVisible();
  await expect.element(screen.getByRole('listitem').getByText('200 GiB')).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
  await screen.getByRole('button', { name: 'Delete anyway' }).click();
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  expect(asked()).toEqual([expect.stringMatching(/cancel$/), expect.stringMatching(/start$/)]);
});

test('a volume that is busy stays, and the dialog says why', async () => {
  const { screen, onClose } = await dialogFor(
    aVolume({ ETag: '3' }),
    aVolume({ ETag: '4', state: 'Updating' }),
  );
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await expect.element(screen.getByText(/can’t be deleted now/).first()).toBeVisible();
  expect(onClose).not.toHaveBeenCalled();
});

test('a volume with a name of 253 characters is named in full with its project and cluster, and its buttons fit a phone', async () => {
  await browser.viewport(320, 568);
  const longName = `pvc-${'a'.repeat(249)}`;
  const { screen, name, onClose } = await dialogFor(
    aVolume({ name: longName, connectedHosts: ['nqn.a'] }),
  );
  const subject = screen.getByRole('definition');
  await expect.element(subject.nth(0)).toHaveTextContent(longName);
  await expect.element(subject.nth(1)).toHaveTextContent('acme');
  await expect.element(subject.nth(2)).toHaveTextContent('fra-1 (3f2a)');
  const shown = subject.nth(0).element();
  expect(shown.scrollWidth).toBeLessThanOrEqual(shown.clientWidth);
  expect(document.documentElement.scrollWidth).toBe(320);
  const remove = screen.getByRole('button', { name: 'Delete', exact: true });
  for (const button of [remove, screen.getByRole('button', { name: 'Cancel' })]) {
    const { top, bottom } = button.element().getBoundingClientRect();
    expect(top).toBeGreaterThan(0);
    expect(bottom).toBeLessThanOrEqual(568);
  }
  await name.fill(` ${longName}\u200b `);
  await expect.element(remove).toBeEnabled();
  await userEvent.keyboard('{Enter}');
  await vi.waitFor(() => expect(onClose).toHaveBeenCalledOnce());
});
