import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { snapshotNameOf } from '@asterism/api-types/rules/snapshot-names';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import { parseSize } from '@asterism/api-types/rules/size';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { volumeCountsQuery } from '#/api/volume-queries.ts';
import { clusterNamesOf } from '#/domain/cluster-name.ts';
import { counted } from '#/lib/counted.ts';
import { formatCount } from '#/lib/format.ts';
import type { Column } from '#/table/column.ts';
import { Button } from '@patternfly/react-core/dist/esm/components/Button';
import { Arrow } from '#/ui/arrow.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';
import { TaskItemsPreview, type TaskItemsPreviewProps } from './task-items-preview.tsx';
import { toDoOf } from './task-outcome.ts';

/** The size that the volumes of a task are to have; undefined when that stays as it is. */
function newSizeOf({ change }: FleetTask): bigint | undefined {
  const size = parseSize(change?.size ?? '');
  return size.ok ? size.value : undefined;
}

/** Whether hosts that use a volume would notice. */
const canHurt = ({ kind, change = {} }: FleetTask): boolean =>
  kind === 'delete volumes' ||
  [change.acl, change.IPAcl].some(
    (list) => list?.remove !== undefined || list?.replace !== undefined,
  );

/** What becomes of whoever a change names, if it is that alone. */
function accessInWords({ acl, ...others }: VolumesChange): string | undefined {
  if (acl === undefined || Object.values(others).some((part) => part !== undefined))
    return undefined;
  const { add = [], remove = [], replace } = acl;
  const isOne = add.length + remove.length === 1;
  if (replace !== undefined || !isOne) return undefined;
  return add.length === 1 ? 'The host gets access' : 'The host loses access';
}

function WhatBecomes({ task, item }: { readonly task: FleetTask; readonly item: TaskItem }) {
  const size = newSizeOf(task);
  if (task.kind === 'delete volumes') return 'Deleted';
  if (task.snapshot !== undefined) {
    return `Snapshot ${snapshotNameOf(task.snapshot.name, item.target.name)}`;
  }
  return size === undefined ? (
    (accessInWords(task.change ?? {}) ?? 'Changed')
  ) : (
    <>
      <Bytes value={item.target.size} /> <Arrow /> <Bytes value={size} />
    </>
  );
}

function Becomes({ task, item }: { readonly task: FleetTask; readonly item: TaskItem }) {
  const { state, failure, mayBeInUse, isModified } = item;
  if (state === 'skipped') {
    const reason = failure?.reason ?? '';
    return <span title={reason}>Skipped: {reason}</span>;
  }
  return (
    <>
      <WhatBecomes task={task} item={item} />{' '}
      {mayBeInUse && canHurt(task) ? (
        <Label isCompact tone="warning">
          May be in use
        </Label>
      ) : null}{' '}
      {isModified ? (
        <Label isCompact tone="warning">
          Modified since selected
        </Label>
      ) : null}{' '}
      {dependentWords(item) === '' ? null : <Label isCompact>{dependentWords(item)}</Label>}
    </>
  );
}

/** What was made of volumes and stays when they are deleted: `3 snapshots, 1 clone`. */
const dependentWords = ({ snapshots = 0, clones = 0 }: Pick<TaskItem, 'snapshots' | 'clones'>) =>
  [
    snapshots === 0 ? '' : counted(snapshots, 'snapshot', 'snapshots'),
    clones === 0 ? '' : counted(clones, 'clone', 'clones'),
  ]
    .filter((part) => part !== '')
    .join(', ');

/** What of the volumes of a deletion is left. */
function Dependents({ task }: { readonly task: FleetTask }) {
  const { snapshots, clones = 0 } = task.risks;
  if (task.kind !== 'delete volumes' || toDoOf(task) === 0) return null;
  if (snapshots === undefined) {
    return (
      <li>Their snapshots and clones stay. Some clusters have not told yet how many there are.</li>
    );
  }
  if (snapshots === 0) return <li>None of them has a snapshot: nothing is left of their data.</li>;
  return (
    <li>
      {dependentWords({ snapshots, clones })} of them {snapshots + clones === 1 ? 'stays' : 'stay'}.
    </li>
  );
}

const columnsOf = (
  task: FleetTask,
  clusterNames: ReadonlyMap<string, string>,
): readonly Column<TaskItem>[] => [
  {
    id: 'name',
    header: 'Volume',
    isName: true,
    width: 'min(20.5rem, 46vw)',
    // No link: it would lead away from what is being decided.
    cell: ({ target }) => target.name || target.UUID,
  },
  {
    id: 'becomes',
    header: 'What happens',
    width: '20rem',
    cell: (item) => <Becomes task={task} item={item} />,
  },
  {
    id: 'size',
    header: 'Size',
    align: 'end',
    width: '6rem',
    cell: ({ target }) => <Bytes value={target.size} />,
  },
  { id: 'project', header: 'Project', width: '8rem', cell: ({ target }) => target.projectName },
  {
    id: 'cluster',
    header: 'Cluster',
    width: '10rem',
    cell: ({ target }) => clusterNames.get(target.clusterId) ?? target.clusterId,
  },
];

/** The volumes of a draft, however many there are. */
function PreviewedVolumes({ task, state }: Pick<TaskItemsPreviewProps, 'task' | 'state'>) {
  const { data } = useQuery(volumeCountsQuery());
  const columns = useMemo(
    () => columnsOf(task, clusterNamesOf(data?.clusters ?? [])),
    [task, data?.clusters],
  );
  return <TaskItemsPreview task={task} state={state} columns={columns} />;
}

/** What a draft would do: how many volumes, how much capacity, what to look out for, and each volume. */
export function TaskPreview({ task }: { readonly task: FleetTask }) {
  const { counts, capacity } = task;
  const risks = { ...task.risks, ...(canHurt(task) ? {} : { mayBeInUse: 0 }) };
  const size = newSizeOf(task);
  const [onlySkipped, setOnlySkipped] = useState(false);
  const toDo = toDoOf(task);
  const one = (count: number, many: string, single: string) =>
    count === 1 ? `1 volume ${single}` : `${formatCount(count)} volumes ${many}`;
  return (
    <div className="ast-stack">
      <p>
        <strong>{toDo === 1 ? '1 volume' : `${formatCount(toDo)} volumes`}</strong> will be{' '}
        {task.kind === 'delete volumes' ? (
          <>
            deleted, with all {toDo === 1 ? 'its' : 'their'} data: <Bytes value={capacity} /> in
            size.
          </>
        ) : task.snapshot !== undefined ? (
          <>
            snapshotted: <Bytes value={capacity} /> in size. A snapshot occupies only what is
            written after it.
          </>
        ) : size === undefined ? (
          'changed.'
        ) : (
          <>
            resized, from <Bytes value={capacity} /> to <Bytes value={size * BigInt(toDo)} /> in
            all.
          </>
        )}
      </p>
      {risks.mayBeInUse + risks.modified + counts.skipped === 0 &&
      task.kind !== 'delete volumes' ? null : (
        <ul className="ast-list">
          {risks.mayBeInUse > 0 ? (
            <li>
              <strong>{one(risks.mayBeInUse, 'may be in use', 'may be in use')}</strong>: hosts are
              connected, or any host can connect.
            </li>
          ) : null}
          {risks.modified > 0 ? (
            <li>
              <strong>{one(risks.modified, 'were modified', 'was modified')}</strong> since you
              selected {risks.modified === 1 ? 'it' : 'them'}.
            </li>
          ) : null}
          <Dependents task={task} />
          {counts.skipped > 0 ? (
            <li>
              {one(counts.skipped, 'are skipped', 'is skipped')}: the list says why.{' '}
              {toDo === 0 ? null : (
                <Button variant="link" isInline onClick={() => setOnlySkipped(!onlySkipped)}>
                  {onlySkipped ? 'Show all' : 'Show only these'}
                </Button>
              )}
            </li>
          ) : null}
        </ul>
      )}
      <PreviewedVolumes task={task} state={onlySkipped ? 'skipped' : undefined} />
    </div>
  );
}
