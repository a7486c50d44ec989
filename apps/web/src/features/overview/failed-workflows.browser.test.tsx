import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { afterEach, expect, test } from 'vitest';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { FailedWorkflows } from './failed-workflows.tsx';

afterEach(() => localStorage.clear());

const block = (workflows: readonly FleetWorkflow[]) =>
  renderPage(<FailedWorkflows />, {
    server: ({ url }) =>
      url === '/api/v2/fleet/workflows?unresolved=true&limit=20'
        ? {
            body: {
              workflows,
              total: workflows.length,
              facets: { type: {}, cluster: {}, state: {}, startedBy: {} },
              clusters: [],
            },
          }
        : undefined,
  });

test('failed workflows are on the overview with cluster, stage, cause, person and a link', async () => {
  const workflow = aWorkflow({ msg: 'the cluster does not accept the key', startedBy: 'berta' });
  const { screen, location } = await block([workflow]);
  const item = screen.getByRole('listitem');
  await expect.poll(() => item.element().textContent).toContain('Attach lb-east-01');
  await expect.poll(() => item.element().textContent).toContain('started by berta');
  await expect
    .poll(() => item.element().textContent)
    .toContain('Sign in with the service key: The cluster does not accept the key');
  await screen.getByRole('link', { name: 'Attach lb-east-01' }).click();
  await expect.poll(location).toBe(`/workflows/${workflow.id}`);
});

test('without a failed workflow the overview has no such block', async () => {
  const { screen, sent } = await block([]);
  await expect.poll(() => sent.length).toBe(1);
  await expect.element(screen.getByText('Failed workflows')).not.toBeInTheDocument();
});

test('a failed workflow that was dismissed stays away, and the others stay', async () => {
  const other = aWorkflow({ id: '00000000-0000-4000-8000-0000000000a1', target: 'lb-west-01' });
  const { screen } = await block([
    aWorkflow({ id: '00000000-0000-4000-8000-0000000000a2' }),
    other,
  ]);
  await screen.getByRole('button', { name: 'Dismiss Attach lb-east-01' }).click();
  await expect.element(screen.getByText('Attach lb-east-01')).not.toBeInTheDocument();
  await expect.element(screen.getByRole('link', { name: 'Attach lb-west-01' })).toBeVisible();
  expect(localStorage.getItem('asterism-dismissed-overview-ada')).toContain('a2');
});

test('of many failed workflows the newest five are listed, and a link leads to all', async () => {
  const idOf = (at: number) => `00000000-0000-4000-8000-0000000000b${at}`;
  const { screen, location } = await block(
    Array.from({ length: 7 }, (_, at) => aWorkflow({ id: idOf(at), target: `lb-${at}` })),
  );
  await expect.element(screen.getByText('Attach lb-4')).toBeVisible();
  expect(screen.getByRole('listitem').all()).toHaveLength(5);
  await screen.getByRole('link', { name: 'All failed workflows' }).click();
  await expect.poll(location).toBe('/workflows?state=FAILED');
});
