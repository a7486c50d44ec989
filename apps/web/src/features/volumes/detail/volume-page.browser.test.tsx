import { expect, test } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { volumeQuery } from '#/api/volume-queries.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { VolumePage } from './volume-page.tsx';

test('a volume whose deletion starts says so, and what its page shows stays where it is', async () => {
  let volume = aVolume();
  const path = `/volumes/${volume.UUID}`;
  const { screen } = await renderPage(<VolumePage />, {
    url: path,
    route: '/volumes/:volumeId',
    server: ({ url }) => (url === `/api/v2${path}` ? { body: volume } : undefined),
  });
  const panel = screen.getByRole('region', { name: 'Volume', exact: true });
  await expect.element(panel).toBeVisible();
  const before = panel.element().getBoundingClientRect().top;
  volume = aVolume({ state: 'Deleting' });
  await queryClient.invalidateQueries(volumeQuery(volume.UUID));
  const status = screen.getByText(/The cluster is deleting this volume/);
  await expect.element(status).toBeVisible();
  expect(panel.element().getBoundingClientRect().top).toBe(before);
});
