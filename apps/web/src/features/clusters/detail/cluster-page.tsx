import { fleetApi } from '@asterism/api-types/fleet-api/fleet-api';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useNavigate, useParams, type LoaderFunctionArgs } from 'react-router';
import { clusterQuery, forgetCluster } from '#/api/cluster-queries.ts';
import { problemsQuery } from '#/api/problem-queries.ts';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { CancelWorkflow } from '#/domain/cancel-workflow.tsx';
import { clusterName } from '#/domain/cluster-name.ts';
import { ConnectionLabel } from '#/domain/cluster-state.tsx';
import { HistoryPanel } from '#/domain/history-panel.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { WorkflowFailure } from '#/domain/workflow-failure.tsx';
import { WorkflowMeter } from '#/domain/workflow-progress.tsx';
import { WorkflowStages } from '#/domain/workflow-stages.tsx';
import { ShowCall } from '#/domain/show-call.tsx';
import { DetachDialog } from '#/features/clusters/detach/detach-dialog.tsx';
import { newestWorkflowsQuery, useDetach } from '#/features/clusters/use-detach.ts';
import { paths } from '#/lib/paths.ts';
import { showToast } from '#/lib/toasts.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { Panel } from '#/ui/panel.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { ClusterDetails } from './cluster-details.tsx';
import './cluster-page.css';

/** Follows a detach to its end, and then goes to the list of clusters. */
function DetachProgress({ workflowId }: { readonly workflowId: string }) {
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
          <WorkflowStages workflow={workflow} />
        </div>
      )}
    </Panel>
  );
}

/** Starts reading the cluster, and whether it is being detached. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  whenAdmin(() => {
    const { clusterId = '' } = params;
    void queryClient.prefetchQuery(clusterQuery(clusterId));
    void queryClient.prefetchQuery(problemsQuery({ cluster: clusterId }));
    void queryClient.prefetchQuery(newestWorkflowsQuery());
  });

function ClusterView() {
  const { clusterId = '' } = useParams();
  const [isConfirming, setIsConfirming] = useState(false);
  const detach = useDetach(clusterId);
  const isDetaching = detach.isDetaching;
  // In the place of what is known of the cluster: nothing moves under the hand that has confirmed it.
  const isFollowed = isDetaching && detach.workflowId !== undefined;
  // While it is being detached it is not read: it disappears midway.
  const { data, error, refetch } = useQuery({ ...clusterQuery(clusterId), enabled: !isDetaching });
  // Shown together: what comes later would move what is below it.
  const { isFetched } = useQuery(problemsQuery({ cluster: clusterId }));
  const name = data === undefined ? 'Cluster' : clusterName(data);
  const isGone = error?.error.status === 404 || error?.error.status === 400;

  return (
    <Page
      title={name}
      breadcrumbs={[{ to: paths.clusters(), text: 'Clusters' }]}
      badge={data === undefined || isGone ? undefined : <ConnectionLabel {...data} />}
      actions={
        data === undefined || isGone ? undefined : (
          <>
            <LinkButton to={paths.clusterHardware(clusterId)}>View hardware</LinkButton>
            <LinkButton to={paths.volumes({ cluster: clusterId })}>View volumes</LinkButton>
            <Button
              variant="secondary"
              isDanger
              isAriaDisabled={isDetaching}
              onClick={() => {
                detach.reset();
                setIsConfirming(true);
              }}
              {...(isDetaching ? { title: 'It is already being detached.' } : {})}
            >
              Detach cluster
            </Button>
          </>
        )
      }
    >
      {detach.workflowId === undefined ? null : <DetachProgress workflowId={detach.workflowId} />}
      {isFollowed ? null : isGone ? (
        <EmptyView
          title="This cluster is not attached"
          actions={<LinkButton to={paths.clusters()}>All clusters</LinkButton>}
        >
          It may have been detached, or the link may be wrong.
        </EmptyView>
      ) : data !== undefined && isFetched ? (
        <>
          <ClusterDetails cluster={data} />
          <HistoryPanel kind="cluster" subject={clusterId} name={name} clusterId={clusterId} />
          <ShowCall call={{ operation: fleetApi.getFleetCluster, input: { clusterId } }} />
        </>
      ) : error && !isDetaching ? (
        <FailureView failure={error} onRetry={refetch} />
      ) : (
        <SkeletonLines count={8} />
      )}
      {isConfirming && data !== undefined ? (
        <DetachDialog
          cluster={data}
          isPending={detach.isStarting}
          isChecking={detach.isChecking}
          error={detach.error}
          onCancel={() => setIsConfirming(false)}
          onConfirm={() => detach.start(() => setIsConfirming(false))}
        />
      ) : null}
    </Page>
  );
}

export function ClusterPage() {
  return (
    <AdminOnly title="Cluster">
      <ClusterView />
    </AdminOnly>
  );
}
