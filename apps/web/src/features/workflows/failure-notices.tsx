import type { FleetWorkflow } from '@asterism/api-types/fleet-api/fleet-workflow';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { useRights, useSession } from '#/api/session.ts';
import { failedWorkflowsQuery } from '#/api/workflow-queries.ts';
import { causeOf, workflowName } from '#/domain/workflow-words.ts';
import { dismissalsOf } from '#/lib/dismissals.ts';
import { paths } from '#/lib/paths.ts';
import { useStore } from '#/lib/store.ts';
import { addToast, dismissToast } from '#/lib/toasts.ts';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** More would hide the page; the overview has them all. */
const MAX_NOTICES = 1;

/** Where the failure is on the page already, or its workflow may be. */
const isShownAt = (pathname: string, { id }: FleetWorkflow): boolean =>
  [paths.overview(), paths.workflow(id), paths.attachCluster()].includes(pathname);

/**
 * Tells people on every other page, and when they come back, that what they have started has failed: until they dismiss it, open
 * it, or it is tried again.
 */
export function FailureNotices() {
  const { username } = useSession();
  const { isClusterAdmin } = useRights();
  const { pathname } = useLocation();
  const { data } = useQuery({ ...failedWorkflowsQuery(), enabled: isClusterAdmin });
  const { ids, dismiss } = dismissalsOf('notice', username);
  const dismissed = useStore(ids);
  const shown = useRef(new Map<string, number>());
  const known = useRef<readonly FleetWorkflow[]>(undefined);
  const failed = data?.workflows;

  useEffect(() => {
    if (failed === undefined) return;
    const opened = failed.find(({ id }) => pathname === paths.workflow(id));
    if (opened !== undefined) dismiss(opened.id);
    // The page of the attach has told about what failed while it was open.
    if (pathname === paths.attachCluster() && known.current !== undefined) {
      const before = known.current;
      for (const { id, startedBy } of failed) {
        if (startedBy === username && !before.some((other) => other.id === id)) dismiss(id);
      }
    }
    known.current = failed;
    const due = failed
      .filter(
        (workflow) =>
          workflow.startedBy === username &&
          !dismissed.includes(workflow.id) &&
          !isShownAt(pathname, workflow),
      )
      .slice(0, MAX_NOTICES);
    for (const [id, toast] of shown.current) {
      if (due.some((workflow) => workflow.id === id)) continue;
      dismissToast(toast);
      shown.current.delete(id);
    }
    for (const workflow of due) {
      const { id, endedAt, createdAt } = workflow;
      if (shown.current.has(id)) continue;
      const toast = addToast({
        tone: 'danger',
        title: `Your workflow “${workflowName(workflow)}” failed`,
        detail: (
          <>
            <RelativeTime value={endedAt ?? createdAt} />. {causeOf(workflow)}
          </>
        ),
        link: { to: paths.workflow(id), text: 'See what happened' },
        onDismiss: () => dismiss(id),
      });
      shown.current.set(id, toast);
    }
  }, [failed, dismissed, dismiss, pathname, username]);

  useEffect(() => {
    const toasts = shown.current;
    return () => {
      for (const toast of toasts.values()) dismissToast(toast);
      toasts.clear();
    };
  }, []);
  return null;
}
