import { expect, test } from 'vitest';
import { renderPage } from '#/test-support/render-page.tsx';
import { ProjectsPage } from './projects-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const FRESH = {
  clusterId: NORTH,
  name: 'lb-north',
  status: 'Connected',
  asOf: '2026-11-29T00:00:00Z',
};
const BLUE = {
  name: 'blue',
  clusterIds: [NORTH],
  volumes: 3,
  size: '3221225472',
  provisioned: '6442450944',
  used: '1073741824',
  volumesByState: { Available: 2, Failed: 1 },
  volumesByProtection: { FullyProtected: 3 },
};

test('projects are listed with their usage, searched and sorted', async () => {
  const { screen, location } = await renderPage(<ProjectsPage />, {
    url: '/projects',
    server: () => ({
      body: {
        projects: [BLUE, { ...BLUE, name: 'green', volumes: 1, volumesByState: {} }],
        clusters: [FRESH],
      },
    }),
  });
  const firstLink = () => screen.getByRole('row').getByRole('link').first();
  await expect.element(firstLink()).toHaveTextContent('blue');
  await expect
    .element(screen.getByRole('row', { name: /blue/ }).getByRole('link', { name: '1' }))
    .toHaveAttribute('href', '/volumes?project=blue&state=Failed');
  await screen.getByRole('columnheader', { name: 'Volumes' }).getByRole('button').click();
  await expect.element(firstLink()).toHaveTextContent('green');
  await screen.getByRole('textbox', { name: 'Search projects' }).fill('no such');
  await screen.getByRole('button', { name: 'Clear search' }).click();
  await expect.poll(location).toBe('/projects?sort=volumes');
});
