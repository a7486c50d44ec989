import type { FailureKind } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useLocation } from 'react-router';
import { expect, test } from 'vitest';
import { renderPage } from '#/test-support/render-page.tsx';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { WorkflowPage } from './workflow-page.tsx';

const ENDPOINT = '10.0.0.1:443';

/** The workflow's page, or where it has led: with what is kept for it in the history. */
function PageOrPlace() {
  const location = useLocation();
  const { pathname, search } = location;
  const state: unknown = location.state;
  if (pathname.startsWith('/workflows/')) return <WorkflowPage />;
  return <output>{JSON.stringify({ at: `${pathname}${search}`, state })}</output>;
}

const CERTIFICATE = null;

test.each<[FailureKind, string, object | null]>([
  ['no-tls', 'its endpoint, to change it', { isEditing: true }],
  ['unreachable', 'its certificate', CERTIFICATE],
  ['key-refused', 'its certificate, which is confirmed before the key', CERTIFICATE],
])('an attach that failed with %s goes on, by "Try again", at %s', async (kind, _, state) => {
  const workflow = aWorkflow({
    attachClusterRequest: { apiEndpoint: ENDPOINT },
    stages: [{ name: 'reach', state: 'failed', failure: { kind } }],
  });
  const { screen } = await renderPage(<PageOrPlace />, {
    url: `/workflows/${workflow.id}`,
    route: '/:place/:workflowId',
    server: ({ url }) =>
      url.includes(`/fleet/workflows/${workflow.id}`) ? { body: workflow } : undefined,
  });
  await screen.getByRole('link', { name: 'Try again' }).click();
  const at = `/clusters/attach?endpoint=${encodeURIComponent(ENDPOINT)}`;
  await expect.element(screen.getByText(JSON.stringify({ at, state }))).toBeVisible();
});

const at = (second: number): string =>
  new Date(Date.UTC(2026, 10, 29, 6) + second * 1000).toISOString();
const reach = (seconds: number) => ({
  name: 'reach',
  state: 'done' as const,
  startedAt: at(0),
  endedAt: at(seconds),
});

test('a run is compared with the usual times and with a chosen run, which the address keeps', async () => {
  const usual = { seconds: 10, stages: { reach: 4 } };
  const workflow = aWorkflow({ state: 'COMPLETED', stages: [reach(180)], usual });
  const other = aWorkflow({
    id: '00000000-0000-4000-8000-000000000009',
    target: 'lb-west-01',
    state: 'COMPLETED',
    stages: [reach(7)],
    usual,
  });
  const { screen, location, sent } = await renderPage(<WorkflowPage />, {
    url: `/workflows/${workflow.id}`,
    route: '/workflows/:workflowId',
    server: ({ url }) => {
      if (url.includes(`/fleet/workflows/${workflow.id}`)) return { body: workflow };
      if (url.includes(`/fleet/workflows/${other.id}`)) return { body: other };
      return {
        body: {
          workflows: [workflow, other],
          total: 2,
          facets: { type: {}, cluster: {}, state: {}, startedBy: {} },
          clusters: [],
        },
      };
    },
  });
  const row = screen.getByRole('row', { name: /Connect to the endpoint/ });
  await expect.element(row.getByText(/Unusually long: *3 min 0 s *\(usually 4 s\)/)).toBeVisible();
  await screen.getByRole('button', { name: 'Compare with …' }).click();
  await screen.getByRole('option', { name: /Attach lb-west-01.*40 s/ }).click();
  await expect.poll(location).toBe(`/workflows/${workflow.id}?with=${other.id}`);
  await expect
    .element(screen.getByRole('columnheader', { name: 'Attach lb-west-01' }))
    .toBeVisible();
  await expect.element(row.getByText('7 s', { exact: true })).toBeVisible();
  expect(sent.map(({ url }) => url)).toContain(
    '/api/v2/fleet/workflows?type=attach+cluster&state=COMPLETED&limit=50',
  );
  await screen.getByRole('button', { name: /Compared with/ }).click();
  await screen.getByRole('option', { name: /Nothing/ }).click();
  await expect.poll(location).toBe(`/workflows/${workflow.id}`);
});
