import { isWorkflowTask } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useParams, type LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { soon } from '#/api/soon.ts';
import { taskQuery } from '#/api/task-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { TaskActions } from '#/domain/task-actions.tsx';
import { TaskStateLabel } from '#/domain/task-state.tsx';
import { taskName, taskPath } from '#/domain/task-words.ts';
import { paths } from '#/lib/paths.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { SkeletonLines } from '#/ui/skeleton-lines.tsx';
import { TaskDetails } from './task-details.tsx';

/** Starts reading the task. */
export const loader = async ({ params }: LoaderFunctionArgs) => {
  await soon(queryClient.prefetchQuery(taskQuery(params['taskId'] ?? '')));
  return null;
};

/** One task, live: what it does, how far it is, and what has become of each volume. */
export function TaskPage() {
  const { taskId = '' } = useParams();
  const { data, error, refetch } = useQuery(taskQuery(taskId));
  if (data !== undefined && isWorkflowTask(data.kind))
    return <Navigate replace to={taskPath(data)} />;
  const crumbs = [{ to: paths.tasks(), text: 'Tasks' }];
  if (data !== undefined) {
    return (
      <Page
        title={taskName(data)}
        fill
        breadcrumbs={crumbs}
        badge={<TaskStateLabel state={data.state} />}
        actions={<TaskActions key={data.id} task={data} />}
      >
        <TaskDetails task={data} />
      </Page>
    );
  }
  return (
    <Page title="Task" breadcrumbs={crumbs}>
      {error === null ? (
        <SkeletonLines count={8} />
      ) : error.error.status === 404 || error.error.status === 400 ? (
        <EmptyView
          title="Task not found"
          actions={<LinkButton to={paths.tasks()}>All tasks</LinkButton>}
        >
          The link may be wrong, or it was a preview that nobody started: those lapse after an hour.
        </EmptyView>
      ) : (
        <FailureView failure={error} onRetry={refetch} />
      )}
    </Page>
  );
}
