import {
  isPolicyTask,
  TASK_ITEM_STATES,
  type FleetTask,
  type TaskItem,
} from '@asterism/api-types/fleet-api/fleet-task';
import { useMemo } from 'react';
import { taskItemsQuery } from '#/api/task-queries.ts';
import { ListWithin } from '#/domain/list-within.tsx';
import { TASK_ITEM_APPEARANCE } from '#/domain/task-state.tsx';
import { itemWords } from '#/domain/task-words.ts';
import { capitalised } from '#/lib/capitalised.ts';
import { loadChunk } from '#/lib/load-chunk.ts';
import { ExportCsv } from '#/table/export-csv.tsx';
import type { Block, ListQuestion } from '#/table/list-state.ts';
import { useListRows } from '#/table/use-list-rows.ts';
import { useListState } from '#/table/use-list-state.ts';
import { EmptyView } from '#/ui/empty-view.tsx';
import { itemColumns } from './task-item-columns.tsx';

/** What the items of a task can be narrowed by; the API has failures first, and no other order. */
const ITEM_LIST = {
  name: 'task-items',
  filters: { state: TASK_ITEM_STATES },
  sortKeys: ['state'],
  defaultSort: 'state',
  defaultOrder: 'asc',
} as const;

const itemsOf = ({ items }: { items: readonly TaskItem[] }) => items;
const idOf = ({ index }: TaskItem) => String(index);
const nameOf = ({ target: { name, UUID } }: TaskItem) => (name === '' ? UUID : name);

/** The volumes, snapshots or clusters of a task with what has become of each, failures first. */
export function TaskItemsList({ task }: { readonly task: FleetTask }) {
  const { id: taskId, kind, counts } = task;
  const words = itemWords(kind);
  const controls = useListState(ITEM_LIST);
  const query = useMemo(
    () =>
      ({ search, state: states, offset, limit }: ListQuestion<'state', 'state'> & Block) =>
        taskItemsQuery({ taskId, search, state: states, offset, limit }),
    [taskId],
  );
  const read = useListRows({ controls, query, rowsOf: itemsOf, rowId: idOf });
  const columns = useMemo(() => itemColumns(kind, task.state), [kind, task.state]);

  return (
    <ListWithin
      of="this task"
      label={`${capitalised(words.many)} of the task`}
      what={words}
      controls={controls}
      read={read}
      searchLabel={isPolicyTask(kind) ? 'Search by cluster' : `Search by ${words.one} or project`}
      filters={[
        {
          filter: 'state',
          label: 'State',
          choices: TASK_ITEM_STATES.map((value) => ({
            value,
            label: TASK_ITEM_APPEARANCE[value].text,
            count: counts[value],
          })),
        },
      ]}
      columns={columns}
      rowId={idOf}
      rowName={nameOf}
      none={
        <EmptyView title={`No ${words.many}`}>
          This task has no {words.many}: none matched when it was drafted.
        </EmptyView>
      }
    >
      <ExportCsv
        save={async () => {
          const { saveTaskItems } = await loadChunk(() => import('./save-task-items.ts'));
          await saveTaskItems(task);
        }}
      />
    </ListWithin>
  );
}
