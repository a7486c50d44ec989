import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useNavigate } from 'react-router';
import { forgetCluster } from '#/api/cluster-queries.ts';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { showToast } from '#/lib/toasts.ts';
import { CancelWorkflow } from '#/domain/cancel-workflow.tsx';
import { paths } from '#/lib/paths.ts';
import { LinkButton } from '#/ui/link-button.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { WorkflowFailure } from '#/domain/workflow-failure.tsx';
import { WorkflowMeter } from '#/domain/workflow-progress.tsx';
import { WorkflowStages } from '#/domain/workflow-stages.tsx';

/** Follows a detach to its end, and then goes to the list of clusters. */
export function DetachProgress({ workflowId }: { readonly workflowId: string }) {
  const navigate = useNavigate();
  const { data: workflow } = useQuery(workflowQuery(workflowId));
  const isDone = workflow?.state === 'COMPLETED';

  const leave = useEffectEvent(() => {
    forgetCluster(workflow?.clusterId ?? '');
    showToast({
      tone: 'success',
      title: `${workflow?.target ?? 'The cluster'} is detached`,
      link: { to: paths.workflow(workflowId), text: 'View workflow' },
    });
    void navigate(paths.clusters(), { replace: true });
  });
  useEffect(() => {
    if (isDone) leave();
  }, [isDone]);

  return (
    <Panel
      title="Detaching"
      actions={
        <LinkButton variant="link" to={paths.workflow(workflowId)}>
          Workflow
        </LinkButton>
      }
    >
      {workflow === undefined ? (
        <SkeletonLines count={3} />
      ) : (
        <div className="ast-stack">
          <WorkflowMeter workflow={workflow} />
          <CancelWorkflow workflow={workflow} />
          <WorkflowFailure workflow={workflow} />
          <WorkflowStages stages={workflow.stages} />
        </div>
      )}
    </Panel>
  );
}
