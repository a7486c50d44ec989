import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { TaskSortKey } from '@asterism/api-types/fleet-api/task-api';
import { TaskBar, TaskDuration } from '#/domain/task-progress.tsx';
import { TaskStateLabel } from '#/domain/task-state.tsx';
import { taskCounts, taskName } from '#/domain/task-words.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

/** The columns of the list of tasks. */
export const TASK_COLUMNS: readonly Column<FleetTask, TaskSortKey>[] = [
  {
    id: 'name',
    width: 'min(17rem, 55vw)',
    header: 'Task',
    sort: 'name',
    isName: true,
    cell: (task) => <RowLink to={paths.task(task.id)}>{taskName(task)}</RowLink>,
  },
  {
    id: 'state',
    width: '8.5rem',
    header: 'State',
    sort: 'state',
    cell: ({ state }) => <TaskStateLabel state={state} />,
  },
  {
    id: 'progress',
    width: '11rem',
    header: 'Progress',
    sort: 'progress',
    cell: (task) => <TaskBar task={task} />,
  },
  {
    id: 'started',
    width: '8.5rem',
    header: 'Started',
    sort: 'started',
    cell: ({ startedAt, createdAt }) => <RelativeTime value={startedAt ?? createdAt} />,
  },
  {
    id: 'duration',
    width: '12.5rem',
    header: 'Took',
    sort: 'duration',
    cell: (task) => <TaskDuration task={task} />,
  },
  {
    id: 'outcome',
    width: '13rem',
    header: 'Outcome',
    sort: 'outcome',
    cell: (task) => taskCounts(task),
  },
  {
    id: 'started-by',
    width: '7rem',
    header: 'Started by',
    sort: 'startedBy',
    cell: ({ startedBy }) => startedBy,
  },
  {
    id: 'capacity',
    width: '7rem',
    header: 'Capacity',
    sort: 'capacity',
    align: 'end',
    isHidden: true,
    cell: ({ capacity }) => <Bytes value={capacity} />,
  },
];
