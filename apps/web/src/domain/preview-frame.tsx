import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import type { Column } from '#/table/column.ts';
import { Label } from '#/ui/label.tsx';
import { TaskItemsPreview } from './task-items-preview.tsx';
import { toDoOf } from './task-outcome.ts';
import { countItems } from './task-words.ts';

interface BecomesProps {
  readonly item: TaskItem;
  /** What happens to it, and what to look out for. */
  readonly children: ReactNode;
}

/** What becomes of an item of a draft, or why nothing does. */
export function Becomes({ item: { state, failure, isModified }, children }: BecomesProps) {
  if (state === 'skipped') {
    const reason = failure?.reason ?? '';
    return <span title={reason}>Skipped: {reason}</span>;
  }
  return (
    <>
      {children}{' '}
      {isModified ? (
        <Label isCompact tone="warning">
          Modified since selected
        </Label>
      ) : null}
    </>
  );
}

/** The columns of where an item is. */
export const placeColumns = (
  clusterNames: ReadonlyMap<string, string>,
): readonly Column<TaskItem>[] => [
  { id: 'project', header: 'Project', width: '8rem', cell: ({ target }) => target.projectName },
  {
    id: 'cluster',
    header: 'Cluster',
    width: '10rem',
    cell: ({ target }) => clusterNames.get(target.clusterId) ?? target.clusterId,
  },
];

interface PreviewFrameProps {
  readonly task: FleetTask;
  /** What will be done, in a sentence. */
  readonly sentence: ReactNode;
  /** What to look out for, as entries of a list; empty when there is nothing. */
  readonly risks: readonly ReactNode[];
  readonly columnsOf: (
    task: FleetTask,
    clusterNames: ReadonlyMap<string, string>,
  ) => readonly Column<TaskItem>[];
}

/** What a draft would do in all, what to look out for, and each of its items. */
export function PreviewFrame({ task, sentence, risks, columnsOf }: PreviewFrameProps) {
  const { kind, counts } = task;
  const { modified } = task.risks;
  const [onlySkipped, setOnlySkipped] = useState(false);
  const { data } = useQuery(volumeCountsQuery());
  const columns = useMemo(
    () => columnsOf(task, clusterNamesOf(data?.clusters ?? [])),
    [columnsOf, task, data?.clusters],
  );
  const isOne = modified === 1;
  return (
    <div className="ast-stack">
      <p>{sentence}</p>
      {risks.length + modified + counts.skipped === 0 ? null : (
        <ul className="ast-list">
          {risks}
          {modified > 0 ? (
            <li>
              <strong>
                {countItems(kind, modified)} {isOne ? 'was' : 'were'} modified
              </strong>{' '}
              since you selected {isOne ? 'it' : 'them'}.
            </li>
          ) : null}
          {counts.skipped > 0 ? (
            <li>
              {countItems(kind, counts.skipped)} {counts.skipped === 1 ? 'is' : 'are'} skipped: the
              list says why.{' '}
              {toDoOf(task) === 0 ? null : (
                <Button variant="link" isInline onClick={() => setOnlySkipped(!onlySkipped)}>
                  {onlySkipped ? 'Show all' : 'Show only these'}
                </Button>
              )}
            </li>
          ) : null}
        </ul>
      )}
      <TaskItemsPreview task={task} state={onlySkipped ? 'skipped' : undefined} columns={columns} />
    </div>
  );
}
