import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { useQuery } from '@tanstack/react-query';
import type { LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { soon } from '#/api/soon.ts';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { ListPage } from '#/domain/list-page.tsx';
import { taskName } from '#/domain/task-words.ts';
import { lazyPart } from '#/lib/lazy-part.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { paths } from '#/lib/paths.ts';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { TASK_COLUMNS } from './task-columns.tsx';
import { TASK_LIST, taskFilters, taskListQuery, tasksOf } from './task-list.ts';

const TaskLine = lazyPart(
  () => import('./task-line.tsx'),
  ({ TaskLine }) => TaskLine,
);

/** Starts reading the part of the list that the URL names. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(TASK_LIST, request);
  await soon(queryClient.prefetchQuery(taskListQuery(question)));
  return null;
};

const TASK_WORDS = { one: 'task', many: 'tasks' };
const idOf = ({ id }: FleetTask) => id;

/** All tasks that the person may see. */
export function TasksPage() {
  const controls = useListState(TASK_LIST);
  const { state, question } = controls;
  const { data: counts } = useQuery(volumeCountsQuery());
  const read = useListRows({ controls, query: taskListQuery, rowsOf: tasksOf, rowId: idOf });
  return (
    <ListPage
      title="Tasks"
      what={TASK_WORDS}
      Line={TaskLine}
      searchHint="Volume, project or person"
      controls={controls}
      read={read}
      filters={taskFilters(
        read.answers[0]?.people ?? [],
        clusterNamesOf(counts?.clusters ?? []),
        state.filters,
      )}
      columns={TASK_COLUMNS}
      rowId={idOf}
      rowName={taskName}
      save={async () => {
        const { saveTasks } = await loadChunk(() => import('./save-tasks.ts'));
        await saveTasks(question);
      }}
      none={
        <EmptyView
          title="No tasks yet"
          icon={TasksIcon}
          actions={
            <LinkButton variant="primary" to={paths.volumes()}>
              View volumes
            </LinkButton>
          }
        >
          A change of many volumes is a task: it goes on when this page is closed. Select volumes in
          their list to begin one.
        </EmptyView>
      }
    />
  );
}
