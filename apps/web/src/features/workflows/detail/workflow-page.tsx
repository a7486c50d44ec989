import { useQuery } from '@tanstack/react-query';
import { useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { whenAdmin } from '#/api/session.ts';
import { workflowQuery } from '#/api/workflow-queries.ts';
import { AdminOnly } from '#/domain/admin-only.tsx';
import { CancelWorkflow } from '#/domain/cancel-workflow.tsx';
import { FailureView } from '#/domain/failure-view.tsx';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { WorkflowStateLabel } from '#/domain/workflow-state.tsx';
import { workflowName } from '#/domain/workflow-words.ts';
import { WorkflowDetails } from './workflow-details.tsx';

/** Starts reading the workflow. */
export const loader = ({ params }: LoaderFunctionArgs) =>
  whenAdmin(() => void queryClient.prefetchQuery(workflowQuery(params['workflowId'] ?? '')));

function WorkflowView() {
  const { workflowId = '' } = useParams();
  const { data, error, refetch } = useQuery(workflowQuery(workflowId));
  return (
    <Page
      title={data === undefined ? 'Workflow' : workflowName(data)}
      breadcrumbs={[{ to: paths.workflows(), text: 'Workflows' }]}
      actions={data === undefined ? undefined : <CancelWorkflow workflow={data} />}
      badge={data === undefined ? undefined : <WorkflowStateLabel state={data.state} />}
    >
      {data !== undefined ? (
        <WorkflowDetails workflow={data} />
      ) : error === null ? (
        <SkeletonLines count={8} />
      ) : error.error.status === 404 || error.error.status === 400 ? (
        <EmptyView
          title="Workflow not found"
          actions={<LinkButton to={paths.workflows()}>All workflows</LinkButton>}
        >
          The link may be wrong.
        </EmptyView>
      ) : (
        <FailureView failure={error} onRetry={refetch} />
      )}
    </Page>
  );
}

export function WorkflowPage() {
  return (
    <AdminOnly title="Workflow">
      <WorkflowView />
    </AdminOnly>
  );
}
