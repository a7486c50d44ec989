import { isWorkflowTask, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { TaskSortKey } from '@asterism/api-types/fleet-api/task-api';
import { TaskBar, TaskDuration } from '#/domain/task-progress.tsx';
import { TaskStateLabel } from '#/domain/task-state.tsx';
import { taskName, taskPath, taskStanding } from '#/domain/task-words.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';

const ORIGIN_TEXT: Readonly<Record<RequestOrigin, string>> = { console: 'Console', api: 'API' };

/** The columns of the list of tasks. */
export const TASK_COLUMNS: readonly Column<FleetTask, TaskSortKey>[] = [
  {
    id: 'name',
    width: 'min(17rem, 55vw)',
    header: 'Task',
    sort: 'name',
    isName: true,
    cell: (task) => <RowLink to={taskPath(task)}>{taskName(task)}</RowLink>,
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
    width: '12.25rem',
    header: 'Took',
    sort: 'duration',
    cell: (task) => <TaskDuration task={task} />,
  },
  {
    id: 'outcome',
    width: '13rem',
    header: 'Outcome',
    sort: 'outcome',
    cell: (task) => taskStanding(task),
  },
  {
    id: 'started-by',
    width: '7rem',
    header: 'Started by',
    sort: 'startedBy',
    cell: ({ startedBy }) => startedBy,
  },
  {
    id: 'origin',
    width: '7rem',
    header: 'From',
    sort: 'origin',
    isHidden: true,
    cell: ({ origin }) => (origin === undefined ? '' : ORIGIN_TEXT[origin]),
  },
  {
    id: 'ended',
    width: '8.5rem',
    header: 'Ended',
    sort: 'ended',
    isHidden: true,
    cell: ({ endedAt }) => <RelativeTime value={endedAt} />,
  },
  {
    id: 'capacity',
    width: '7rem',
    header: 'Capacity',
    sort: 'capacity',
    align: 'end',
    isHidden: true,
    cell: ({ kind, capacity }) => (isWorkflowTask(kind) ? '' : <Bytes value={capacity} />),
  },
];
