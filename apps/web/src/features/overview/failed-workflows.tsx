import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { Link } from 'react-router';
import { useSession } from '#/api/session.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { useStore } from '#/lib/store.ts';

// Mostly nothing has failed.
const FailedWorkflowsPanel = lazyPart(
  () => import('./failed-workflows-panel.tsx'),
  ({ FailedWorkflowsPanel }) => FailedWorkflowsPanel,
);

const ELEMENT_ID = 'failed-workflows';

function useFailedWorkflows() {
  const { username } = useSession();
  const { data } = useQuery(failedWorkflowsQuery());
  const { ids, dismiss } = dismissalsOf('overview', username);
  const dismissed = useStore(ids);
  return { failed: (data?.workflows ?? []).filter(({ id }) => !dismissed.includes(id)), dismiss };
}

/** Leads from the heading of the page to the block at its end. */
export function FailedWorkflowsLink() {
  const { length } = useFailedWorkflows().failed;
  if (length === 0) return null;
  return (
    <Link to={{ hash: ELEMENT_ID }}>
      {length === 1 ? '1 failed workflow' : `${length} failed workflows`}
    </Link>
  );
}

/** What failed lately and has not succeeded since. At the end of the page: it comes and goes, and nothing may move. */
export function FailedWorkflows() {
  const { failed, dismiss } = useFailedWorkflows();
  if (failed.length === 0) return null;
  return (
    <div id={ELEMENT_ID}>
      <Suspense fallback={null}>
        <FailedWorkflowsPanel failed={failed} dismiss={dismiss} />
      </Suspense>
    </div>
  );
}
