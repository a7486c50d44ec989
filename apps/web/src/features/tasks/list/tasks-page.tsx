import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { TasksIcon } from '@patternfly/react-icons/dist/esm/icons/tasks-icon';
import { useMemo } from 'react';
import type { LoaderFunctionArgs } from 'react-router';
import { queryClient } from '#/api/query-client.ts';
import { soon } from '#/api/soon.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import { taskName } from '#/domain/task-words.ts';
import { paths } from '#/lib/paths.ts';
import { ColumnChooser } from '#/table/column-chooser.tsx';
import { shownColumns } from '#/table/column.ts';
import { FilterBar } from '#/table/filter-bar.tsx';
import { isNarrowed } from '#/table/list-state.ts';
import { ListTable } from '#/table/list-table.tsx';
import { RowsInSight } from '#/table/rows-in-sight.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { listQuestionOf, useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { LinkButton } from '#/ui/link-button.tsx';
import { Page } from '#/ui/page.tsx';
import { TASK_COLUMNS } from './task-columns.tsx';
import { TASK_LIST, taskFilters, taskListQuery, tasksOf } from './task-list.ts';

/** Starts reading the part of the list that the URL names. */
export const loader = async ({ request }: LoaderFunctionArgs) => {
  const question = listQuestionOf(TASK_LIST, request);
  await soon(queryClient.prefetchQuery(taskListQuery(question)));
  return null;
};

const TASK_WORDS = { one: 'task', many: 'tasks' };
const idOf = ({ id }: FleetTask) => id;

/** All tasks that the person may see, the newest first. */
export function TasksPage() {
  const controls = useListState(TASK_LIST);
  const { state } = controls;
  const { list, answers, failure, isPartial, readAgain } = useListRows({
    controls,
    query: taskListQuery,
    rowsOf: tasksOf,
    rowId: idOf,
  });
  const [data] = answers;
  const columns = useMemo(() => shownColumns(TASK_COLUMNS, state.columns), [state.columns]);

  return (
    <Page title="Tasks" fill>
      <FilterBar
        controls={controls}
        filters={taskFilters(data?.people ?? [], state.filters)}
        total={data?.total}
        inSight={list.inSight}
        what={TASK_WORDS}
      >
        <RowsInSight
          inSight={list.inSight}
          total={data?.total}
          what={TASK_WORDS}
          onReadAgain={isPartial ? readAgain : undefined}
        />
        <ColumnChooser
          columns={TASK_COLUMNS}
          chosen={state.columns}
          onChange={controls.setColumns}
        />
      </FilterBar>
      {failure === undefined ? (
        <ListTable
          label="Tasks"
          columns={columns}
          list={list}
          rowId={idOf}
          rowName={taskName}
          sort={state.sort}
          order={state.order}
          onSort={controls.setSort}
          empty={<NoTasks isNarrowed={isNarrowed(state)} onClear={controls.clear} />}
        />
      ) : (
        <FailureView failure={failure} onRetry={readAgain} />
      )}
    </Page>
  );
}

interface NoTasksProps {
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function NoTasks({ isNarrowed: narrowed, onClear }: NoTasksProps) {
  if (narrowed) {
    return (
      <EmptyView
        title="No matching tasks"
        actions={
          <Button variant="link" onClick={onClear}>
            Clear filters
          </Button>
        }
      >
        All tasks are hidden by the filters.
      </EmptyView>
    );
  }
  return (
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
  );
}
