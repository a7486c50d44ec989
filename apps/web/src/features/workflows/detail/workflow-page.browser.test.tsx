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
