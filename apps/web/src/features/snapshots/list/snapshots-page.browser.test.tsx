import { expect, test } from 'vitest';
import { aSnapshot, indexAnswer } from '#/features/snapshots/test-support.ts';
import { errorBody, renderPage } from '#/test-support/render-page.tsx';
import { SnapshotsPage } from './snapshots-page.tsx';

const [first, second] = [aSnapshot(1), aSnapshot(2)];

test('of two selected snapshots that are deleted, the one that was refused says why, and can be tried again', async () => {
  let isRefused = true;
  const { screen, writes } = await renderPage(<SnapshotsPage />, {
    url: '/snapshots',
    server({ method, url }) {
      if (method === 'GET') {
        return { body: url.includes('/fleet/') ? indexAnswer([first, second]) : second };
      }
      return isRefused && url.includes(second.UUID)
        ? { status: 400, body: errorBody(9, 'a volume is being made of it') }
        : { body: {} };
    },
  });
  for (const { name } of [first, second]) {
    await screen.getByRole('checkbox', { name: new RegExp(name) }).click();
  }
  await screen.getByRole('button', { name: 'Delete', exact: true }).click();
  await screen.getByRole('button', { name: 'Delete 2 snapshots' }).click();
  await expect
    .element(screen.getByText('1 of 2 deleted or being deleted; 1 failed.'))
    .toBeVisible();
  await expect.element(screen.getByText(/a volume is being made of it/)).toBeVisible();
  isRefused = false;
  await screen.getByRole('button', { name: 'Retry failed' }).click();
  await expect.element(screen.getByText('2 of 2 deleted or being deleted.')).toBeVisible();
  expect(writes()).toHaveLength(3);
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

test('a list that cannot be read says so and offers to try again', async () => {
  const { screen } = await renderPage(<SnapshotsPage />, {
    url: '/snapshots',
    server: () => ({ status: 403, body: errorBody(7, 'no') }),
  });
  await expect.element(screen.getByText('You don’t have permission to do this')).toBeVisible();
});
