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
  await screen.getByRole('combobox', { name: 'Search projects' }).fill('no such');
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(location).toBe('/projects?sort=volumes');
});

test('projects are narrowed by conditions: a cluster becomes a chip, by its name, and what is not understood is said', async () => {
  const { screen, location, goTo } = await renderPage(<ProjectsPage />, {
    url: '/projects',
    server: () => ({
      body: {
        projects: [
          BLUE,
          { ...BLUE, name: 'green', used: '3221225472', clusterIds: [] },
          { ...BLUE, name: 'old', used: '3221225472', volumesByState: {} },
        ],
        clusters: [FRESH],
      },
    }),
  });
  const names = () =>
    screen
      .getByRole('rowheader')
      .all()
      .map((one) => one.element().textContent);
  const field = screen.getByRole('combobox', { name: 'Search projects' });
  await expect.poll(names).toEqual(['blue', 'green', 'old']);
  await field.fill('used>80% -name:old');
  await expect.poll(names).toEqual(['green']);
  await field.fill('cluster:LB-North failed>0');
  await expect.poll(names).toEqual(['blue']);
  await expect.poll(location).toBe(`/projects?search=failed%3E0&cluster=${NORTH}`);
  await expect.element(screen.getByRole('button', { name: /Filter by Cluster/ })).toBeVisible();
  await field.fill('-cluster:lb-north');
  await expect.poll(names).toEqual(['green']);
  await field.fill('colour:blue');
  await expect.element(screen.getByText(/there is no key “colour”/)).toBeVisible();
  await expect.poll(names).toEqual(['green']);
  await goTo('/projects?search=colour%3Ablue');
  await expect.element(screen.getByText('The request was rejected')).toBeVisible();
});
