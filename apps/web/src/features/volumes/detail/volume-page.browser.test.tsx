import { expect, test } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { volumeQuery } from '#/api/volume-query.ts';
import { aVolume } from '#/features/volumes/test-support.ts';
import { aTransition } from '#/test-support/a-transition.ts';
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

test('a volume that is being deleted says for how long, and what to do once that is unusual', async () => {
  const volume = aVolume({ state: 'Deleting' });
  const path = `/volumes/${volume.UUID}`;
  const { screen } = await renderPage(<VolumePage />, {
    url: path,
    route: '/volumes/:volumeId',
    server: ({ url }) =>
      url.startsWith('/api/v2/fleet/transitions')
        ? { body: { transitions: [aTransition({ UUID: volume.UUID })], total: 1 } }
        : url === `/api/v2${path}`
          ? { body: volume }
          : undefined,
  });
  const status = screen.getByText(/The cluster is deleting this volume/);
  await expect.element(status).toBeVisible();
  await expect.element(screen.getByText(/Already for 12 min/)).toBeVisible();
  await expect
    .element(screen.getByRole('heading', { name: /takes unusually long: deleting for 12 min/ }))
    .toBeVisible();
  await expect.element(screen.getByText('What to do:')).toBeVisible();
});
