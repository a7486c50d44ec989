import type { FleetWorkflowState } from '@asterism/api-types/federation-api/workflow';
import { expect, test } from 'vitest';
import { queryClient } from '#/api/query-client.ts';
import { aCluster } from '#/test-support/a-cluster.ts';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { ClusterPage } from './cluster-page.tsx';

test('a cluster that is being detached shows how far that is in its own place, and itself again if that fails', async () => {
  const cluster = aCluster({ id: 'aaaaaaaa-0000-4000-8000-000000000001' });
  let state: FleetWorkflowState | undefined;
  const detaches = () =>
    state === undefined
      ? []
      : [aWorkflow({ type: 'detach cluster', clusterId: cluster.id, target: cluster.name, state })];
  const { screen } = await renderPage(<ClusterPage />, {
    url: `/clusters/${cluster.id}`,
    route: '/clusters/:clusterId',
    server: ({ method, url }) => {
      if (method === 'DELETE') {
        state = 'RUNNING';
        return { body: {} };
      }
      if (url.includes('/fleet/clusters/')) return { body: cluster };
      if (url.includes('/fleet/workflows/')) return { body: detaches()[0] };
      if (!url.includes('/fleet/workflows')) return undefined;
      const workflows = detaches();
      const facets = { type: {}, cluster: {}, state: {}, startedBy: {} };
      return { body: { workflows, total: workflows.length, facets, clusters: [] } };
    },
  });
  const health = screen.getByRole('region', { name: 'Health' });
  await expect.element(health).toBeVisible();

  await screen.getByRole('button', { name: 'Detach cluster' }).click();
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('textbox').fill(cluster.name);
  await dialog.getByRole('button', { name: 'Detach cluster' }).click();
  const progress = screen.getByRole('region', { name: 'Detaching' });
  await expect.element(progress).toBeVisible();
  // What moved down under the hand that had just confirmed it is not there any more.
  await expect.element(health).not.toBeInTheDocument();

  state = 'FAILED';
  await queryClient.invalidateQueries();
  await expect.element(health).toBeVisible();
  await expect.element(progress).toBeVisible();
});
