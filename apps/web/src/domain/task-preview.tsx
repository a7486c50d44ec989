import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { nameByVolume } from '@asterism/api-types/rules/names-by-volume';
import type { VolumesChange } from '@asterism/api-types/fleet-api/volumes-change';
import { parseSize } from '@asterism/api-types/rules/size';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { Arrow } from '#/ui/arrow.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';
import { SideLink } from '#/ui/side-link.tsx';
import { OverProvisionedText, useOverProvisioned } from './over-provisioned.tsx';
import { Becomes, placeColumns, PreviewFrame } from './preview-frame.tsx';
import { keptText, scheduleText } from './schedule-words.ts';
import { toDoOf } from './task-outcome.ts';
import { countItems } from './task-words.ts';

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
    return `Snapshot ${nameByVolume(task.snapshot.name, item.target.name)}`;
  }
  if (task.schedule !== undefined) {
    return `Schedule ${nameByVolume(task.schedule.name, item.target.name)}`;
  }
  return size === undefined ? (
    (accessInWords(task.change ?? {}) ?? 'Changed')
  ) : (
    <>
      <Bytes value={item.target.size} /> <Arrow /> <Bytes value={size} />
    </>
  );
}

function BecomesOf({ task, item }: { readonly task: FleetTask; readonly item: TaskItem }) {
  return (
    <Becomes item={item}>
      <WhatBecomes task={task} item={item} />{' '}
      {item.mayBeInUse && canHurt(task) ? (
        // The page of the volume has its hosts.
        <SideLink to={paths.volume(item.target.UUID)}>
          <Label isCompact tone="warning">
            May be in use
          </Label>
        </SideLink>
      ) : null}{' '}
      {item.isScheduled === true ? <Label isCompact>Has another schedule</Label> : null}{' '}
      {dependentWords(item) === '' ? null : (
        <SideLink to={paths.volumeSnapshots(item.target.UUID)}>{dependentWords(item)}</SideLink>
      )}
    </Becomes>
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
  if (snapshots === undefined) {
    return (
      <li>Their snapshots and clones stay. Some clusters haven’t reported how many there are.</li>
    );
  }
  if (snapshots === 0) return <li>None has a snapshot, so no copy of the data remains.</li>;
  return (
    <li>
      {dependentWords({ snapshots, clones })} of them {snapshots + clones === 1 ? 'stays' : 'stay'}.
    </li>
  );
}

/** What volumes that are to get a schedule have of them already. */
function OtherSchedules({ task }: { readonly task: FleetTask }) {
  const { scheduled } = task.risks;
  if (scheduled === undefined) {
    return (
      <li>
        It isn’t known which of them have schedules already: not all clusters have reported theirs.
      </li>
    );
  }
  return (
    <li>
      <strong>
        {countItems(task.kind, scheduled)} {scheduled === 1 ? 'has' : 'have'} another schedule
      </strong>
      , which goes on beside this one.
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
    cell: (item) => <BecomesOf task={task} item={item} />,
  },
  {
    id: 'size',
    header: 'Size',
    align: 'end',
    width: '6rem',
    cell: ({ target }) => <Bytes value={target.size} />,
  },
  ...placeColumns(clusterNames),
];

/** What will be done with the volumes, after how many there are. */
function Work({ task }: { readonly task: FleetTask }) {
  const { kind, capacity, snapshot, schedule } = task;
  const toDo = toDoOf(task);
  const size = newSizeOf(task);
  if (kind === 'delete volumes') {
    return (
      <>
        deleted, with all {toDo === 1 ? 'its' : 'their'} data: <Bytes value={capacity} /> in size.
      </>
    );
  }
  if (snapshot !== undefined) {
    return (
      <>
        snapshotted: <Bytes value={capacity} /> in size. A snapshot occupies only what is written
        after it.
      </>
    );
  }
  if (schedule !== undefined) {
    return (
      <>
        given a snapshot schedule. {scheduleText(schedule)}; each snapshot is kept{' '}
        {keptText(schedule).toLowerCase()}.
      </>
    );
  }
  if (size === undefined) return 'changed.';
  return (
    <>
      resized, from <Bytes value={capacity} /> to <Bytes value={size * BigInt(toDo)} /> in all.
    </>
  );
}

/** What a draft would do: how many volumes, how much capacity, what to look out for, and each volume. */
export function TaskPreview({ task }: { readonly task: FleetTask }) {
  const { kind } = task;
  const { mayBeInUse, growth } = task.risks;
  const toDo = toDoOf(task);
  const overProvisioned = useOverProvisioned(growth);
  return (
    <PreviewFrame
      task={task}
      columnsOf={columnsOf}
      sentence={
        <>
          <strong>{countItems(kind, toDo)}</strong> will be <Work task={task} />
        </>
      }
      risks={[
        ...(mayBeInUse > 0 && canHurt(task)
          ? [
              <li key="in-use">
                <strong>{countItems(kind, mayBeInUse)} may be in use</strong>: hosts are connected,
                or any host can connect.
              </li>,
            ]
          : []),
        ...(kind === 'delete volumes' && toDo > 0
          ? [<Dependents key="dependents" task={task} />]
          : []),
        ...(kind === 'schedule volumes' && toDo > 0 && task.risks.scheduled !== 0
          ? [<OtherSchedules key="schedules" task={task} />]
          : []),
        ...overProvisioned.map((one) => (
          <li key={one.cluster.id}>
            <OverProvisionedText {...one} />
          </li>
        )),
      ]}
    />
  );
}
