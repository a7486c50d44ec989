import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { useMemo } from 'react';
import { taskItemsQuery } from '#/api/task-queries.ts';
import { FailureView } from '#/domain/failure-view.tsx';
import type { Column } from '#/table/column.ts';
import { ListTable } from '#/table/list-table.tsx';
import { useListRows } from '#/table/use-list-rows.ts';
import { countItems } from './task-words.ts';
import './task-items-preview.css';

const idOf = ({ index }: TaskItem): string => String(index);
const nameOf = ({ target }: TaskItem): string => target.name;
const itemsOf = ({ items }: { readonly items: readonly TaskItem[] }) => items;

export interface TaskItemsPreviewProps {
  readonly task: FleetTask;
  /** Those in this state alone. */
  readonly state?: 'waiting' | 'skipped' | undefined;
  readonly columns: readonly Column<TaskItem>[];
}

/** The items of a draft, however many there are. */
export function TaskItemsPreview({ task, state, columns }: TaskItemsPreviewProps) {
  const controls = useMemo(
    () => ({
      question: { taskId: task.id, ...(state === undefined ? {} : { state }) },
      state: { offset: 0 },
      setOffset: () => true,
      isOvertaken: () => false,
    }),
    [task.id, state],
  );
  const { list, failure, readAgain } = useListRows({
    controls,
    query: taskItemsQuery,
    rowsOf: itemsOf,
    rowId: idOf,
  });
  if (failure !== undefined) return <FailureView failure={failure} onRetry={readAgain} />;
  return (
    <div className="ast-task-preview">
      <ListTable
        label={`Preview of ${countItems(task.kind, task.total)}`}
        columns={columns}
        list={list}
        rowId={idOf}
        rowName={nameOf}
      />
    </div>
  );
}
