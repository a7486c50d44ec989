import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { afterEach, expect, test } from 'vitest';
import { queryClient, queryKeys } from '#/api/query-client.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { useStore } from '#/lib/store.ts';
import { toasts } from '#/lib/toasts.ts';
import { aWorkflow } from '#/test-support/a-workflow.ts';
import { renderPage } from '#/test-support/render-page.tsx';
import { FailureNotices } from './failure-notices.tsx';

afterEach(() => {
  localStorage.clear();
  toasts.set([]);
});

/** The toasts as the frame of the console has them, without their looks. */
function Toasts() {
  return (
    <ul>
      {useStore(toasts).map(({ id, title, detail, link, onDismiss }) => (
        <li key={id}>
          {title}: {detail} <a href={link?.to}>{link?.text}</a>
          <button type="button" onClick={onDismiss}>
            Close
          </button>
        </li>
      ))}
    </ul>
  );
}

let failed: readonly FleetWorkflow[] = [];

async function anyPage(workflows: readonly FleetWorkflow[], url = '/volumes') {
  failed = workflows;
  const page = await renderPage(
    <>
      <FailureNotices />
      <Toasts />
    </>,
    {
      url,
      server: (request) =>
        request.url.startsWith('/api/v2/fleet/workflows?unresolved=true')
          ? {
              body: {
                workflows: failed,
                total: failed.length,
                facets: { type: {}, cluster: {}, state: {}, startedBy: {} },
                clusters: [],
              },
            }
          : undefined,
    },
  );
  return { ...page, notices: page.screen.getByRole('listitem') };
}

const fresh = (number: number, facts: Partial<FleetWorkflow> = {}) =>
  aWorkflow({ id: `00000000-0000-4000-8000-00000000000${number}`, ...facts });

test('the overview, which lists what has failed, is not covered by a notice', async () => {
  await anyPage([fresh(1)], '/');
  await expect
    .poll(() => queryClient.getQueryData(failedWorkflowsQuery().queryKey))
    .toMatchObject({ total: 1 });
  expect(toasts.get()).toEqual([]);
});

test('who started a workflow is told on any page that it failed, why, and where to look', async () => {
  const { screen, notices } = await anyPage([fresh(1)]);
  await expect.poll(() => notices.element().textContent).toContain('“Attach lb-east-01” failed');
  await expect.poll(() => notices.element().textContent).toContain('does not accept the key');
  await expect
    .element(screen.getByRole('link', { name: 'See what happened' }))
    .toHaveAttribute('href', `/workflows/${fresh(1).id}`);
});

test('a workflow that somebody else has started is no notice', async () => {
  const { notices } = await anyPage([
    fresh(2, { startedBy: 'berta', target: 'lb-west-01' }),
    fresh(3),
  ]);
  await expect.poll(() => notices.element().textContent).toContain('lb-east-01');
  expect(notices.elements()).toHaveLength(1);
});

test('a notice that was closed does not come back with the next visit', async () => {
  const first = await anyPage([fresh(4)]);
  await first.screen.getByRole('button', { name: 'Close' }).click();
  await expect.element(first.notices).not.toBeInTheDocument();
  await first.screen.unmount();
  const again = await anyPage([fresh(4)]);
  await expect.poll(() => again.sent.length).toBe(1);
  await expect.element(again.notices).not.toBeInTheDocument();
});

test('a notice goes away by itself once the workflow was tried again', async () => {
  const { notices } = await anyPage([fresh(5)]);
  await expect.poll(() => notices.element().textContent).toContain('failed');
  failed = [];
  await queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
  await expect.element(notices).not.toBeInTheDocument();
});

test('on the page of the failed workflow there is no notice, and none afterwards', async () => {
  const { sent, notices } = await anyPage([fresh(6)], `/workflows/${fresh(6).id}`);
  await expect.poll(() => sent.length).toBe(1);
  await expect
    .poll(() => localStorage.getItem('asterism-dismissed-notice-ada'))
    .toContain(fresh(6).id);
  await expect.element(notices).not.toBeInTheDocument();
});

test('what fails before their eyes on the page of the attach is not told again elsewhere', async () => {
  await anyPage([], '/clusters/attach');
  await expect.poll(() => queryClient.getQueryData(failedWorkflowsQuery().queryKey)?.total).toBe(0);
  failed = [fresh(7)];
  await queryClient.invalidateQueries({ queryKey: queryKeys.workflows });
  await expect
    .poll(() => localStorage.getItem('asterism-dismissed-notice-ada'))
    .toContain(fresh(7).id);
});

test('what had failed before is not on the page of the attach, and is still to be told', async () => {
  const { notices } = await anyPage([fresh(8)], '/clusters/attach');
  await expect.poll(() => queryClient.getQueryData(failedWorkflowsQuery().queryKey)?.total).toBe(1);
  await expect.element(notices).not.toBeInTheDocument();
  expect(localStorage.getItem('asterism-dismissed-notice-ada')).toBeNull();
});
