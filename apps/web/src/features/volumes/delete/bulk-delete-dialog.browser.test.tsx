import { expect, test, vi } from 'vitest';
import { aVolume } from '#/features/volumes/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
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
