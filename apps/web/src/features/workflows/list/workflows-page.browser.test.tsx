import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { expect, test } from 'vitest';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { WorkflowsPage } from './workflows-page.tsx';

const NORTH = 'aaaaaaaa-0000-4000-8000-000000000001';
const OTHER_NORTH = 'bbbbbbbb-0000-4000-8000-000000000001';

async function list(workflows: readonly FleetWorkflow[], url = '/workflows', total?: number) {
  const page = await renderPage(<WorkflowsPage />, {
    url,
    server: (request) =>
      request.url.startsWith('/api/v2/fleet/workflows')
        ? {
            body: {
              workflows,
              total: total ?? workflows.length,
              facets: {
                type: { 'attach cluster': 3 },
                cluster: { [NORTH]: 2, [OTHER_NORTH]: 1 },
                state: { FAILED: 2, COMPLETED: 1 },
                startedBy: { ada: 2, berta: 1 },
              },
              clusters: [
                { cluster: NORTH, name: 'lb-north' },
                { cluster: OTHER_NORTH, name: 'lb-north' },
              ],
            },
          }
        : undefined,
  });
  const lastQuery = () =>
    new URL(page.sent.at(-1)?.url ?? '', 'http://console').searchParams.toString();
  return { ...page, lastQuery };
}

test('the list of workflows asks for the newest first, and the search for what is typed', async () => {
  const { screen, lastQuery, location } = await list([aWorkflow()]);
  await expect.element(screen.getByRole('link', { name: 'Attach lb-east-01' })).toBeVisible();
  expect(lastQuery()).toBe('sort=started&order=desc&offset=0&limit=50');
  await screen.getByRole('combobox', { name: /Search/ }).fill('north ada');
  await expect.poll(location).toBe('/workflows?search=north+ada');
  await expect.poll(lastQuery).toContain('search=north+ada');
});

test('workflows are narrowed by kind, cluster and state, with how many there are of each', async () => {
  const { screen, lastQuery, location } = await list([aWorkflow()]);
  await screen.getByRole('button', { name: 'Filter by State' }).click();
  await screen.getByRole('menuitem', { name: /Failed.*2/ }).click();
  await expect.poll(location).toBe('/workflows?state=FAILED');
  await screen.getByRole('button', { name: 'Filter by Kind' }).click();
  await screen.getByRole('menuitem', { name: /Attach.*3/ }).click();
  await expect.poll(lastQuery).toContain('type=attach+cluster');
  await screen.getByRole('button', { name: 'Filter by Cluster' }).click();
  await expect
    .element(screen.getByRole('menuitem', { name: /lb-north \(bbbbbbbb\).*1/ }))
    .toBeVisible();
  await screen.getByRole('menuitem', { name: /lb-north \(aaaaaaaa\).*2/ }).click();
  await expect.poll(lastQuery).toContain(`cluster=${NORTH}`);
  expect(lastQuery()).toContain('state=FAILED');
  await screen.getByRole('button', { name: 'Filter by Started by' }).click();
  await screen.getByRole('menuitem', { name: /berta.*1/ }).click();
  await expect.poll(lastQuery).toContain('startedBy=berta');
});

test.each([
  ['Workflow', 'name'],
  ['State', 'state'],
  ['Progress', 'progress'],
  ['Duration', 'duration'],
  ['Outcome', 'outcome'],
  ['Started by', 'startedBy'],
])('a click on the header %s sorts the workflows by it', async (header, sort) => {
  const { screen, lastQuery } = await list([aWorkflow()]);
  await screen.getByRole('columnheader', { name: header, exact: true }).getByRole('button').click();
  await expect.poll(lastQuery).toContain(`sort=${sort}&order=asc`);
});

test('a search without a match says so, and leads back to all workflows', async () => {
  const { screen, location } = await list([], '/workflows?search=nothing&state=FAILED');
  await expect.element(screen.getByText('No matching workflows')).toBeVisible();
  await screen.getByRole('button', { name: 'Clear search and filters' }).click();
  await expect.poll(location).toBe('/workflows');
  await expect.element(screen.getByText('No workflows yet')).toBeVisible();
});

test('a link behind the end of the list leads to its last workflows', async () => {
  const { screen, location } = await list([aWorkflow()], '/workflows?offset=100', 1);
  await expect.element(screen.getByRole('link', { name: 'Attach lb-east-01' })).toBeVisible();
  await expect.poll(location).toBe('/workflows');
});
