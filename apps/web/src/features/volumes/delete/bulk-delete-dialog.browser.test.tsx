import type { Volume } from '@asterism/api-types/cluster-api/volume';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { toasts } from '#/lib/toasts.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { BulkDeleteDialog } from './bulk-delete-dialog.tsx';

test('a dialog that deletes many names each with its project and cluster, and counts those not in view', async () => {
  const volumes = Array.from({ length: 300 }, (_, index) =>
    aVolume({ UUID: `uuid-${index}`, name: `db-${index}`, clusterId: 'c-1' }),
  );
  const { screen } = await renderPage(
    <BulkDeleteDialog
      volumes={volumes}
      shownIds={new Set(volumes.slice(0, 298).map(({ UUID }) => UUID))}
      clusterNames={new Map([['c-1', 'fra-1 (3f2a)']])}
      onDeleted={vi.fn<() => void>()}
      onClose={vi.fn<() => void>()}
    />,
    { server: () => undefined },
  );
  const list = screen.getByRole('region', { name: 'Volumes to delete' });
  await expect.element(list).toBeVisible();
  const items = list.getByRole('listitem').elements();
  expect(items).toHaveLength(300);
  expect(items[0]?.textContent).toBe('db-0Project acme, on fra-1 (3f2a)');
  expect(items[299]?.textContent).toBe('db-299Project acme, on fra-1 (3f2a) · not in view');
  await expect.element(screen.getByText(/2 of them/)).toBeVisible();
  await expect.element(screen.getByRole('button', { name: 'Delete 300 volumes' })).toBeInViewport();
});

/** The dialog as it deletes three volumes, of which the second is refused; the answers come when `answer` is called. */
async function whileDeleting() {
  const answered = Promise.withResolvers<void>();
  const volumes = [1, 2, 3].map((n) => aVolume({ UUID: `uuid-${n}`, name: `db-${n}` }));
  const { screen } = await renderPage(<Dialog volumes={volumes} />, {
    async server({ method, url }) {
      if (method !== 'DELETE') return undefined;
      await answered.promise;
      return url.includes('uuid-2')
        ? { status: 503, body: errorBody(14, 'the cluster is busy') }
        : { body: {} };
    },
  });
  await screen.getByRole('button', { name: 'Delete 3 volumes' }).click();
  await expect.element(screen.getByText('0 of 3 deleted or being deleted.')).toBeVisible();
  return { screen, answer: () => answered.resolve() };
}

function Dialog({ volumes }: { readonly volumes: readonly Volume[] }) {
  const [isOpen, setIsOpen] = useState(true);
  return isOpen ? (
    <BulkDeleteDialog
      volumes={volumes}
      shownIds={new Set(volumes.map(({ UUID }) => UUID))}
      clusterNames={new Map()}
      onDeleted={vi.fn<() => void>()}
      onClose={() => setIsOpen(false)}
    />
  ) : null;
}

const asksBeforeReload = (): boolean =>
  !dispatchEvent(new Event('beforeunload', { cancelable: true }));

test('while volumes are being deleted, a reload asks first: the rest would be kept', async () => {
  const { screen, answer } = await whileDeleting();
  expect(asksBeforeReload()).toBe(true);
  answer();
  await expect
    .element(screen.getByText('2 of 3 deleted or being deleted; 1 failed.'))
    .toBeVisible();
  expect(asksBeforeReload()).toBe(false);
  expect(toasts.get()).toEqual([]);
});

test('whoever closes the dialog while it deletes is told what became of the volumes', async () => {
  const { screen, answer } = await whileDeleting();
  await screen.getByRole('button', { name: 'Close' }).last().click();
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  expect(asksBeforeReload()).toBe(true);
  answer();
  await expect
    .poll(() => toasts.get())
    .toMatchObject([
      { tone: 'warning', title: '2 of 3 deleted or being deleted', detail: 'Failed: db-2.' },
    ]);
  expect(asksBeforeReload()).toBe(false);
});
