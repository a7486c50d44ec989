import type { FleetTask, TaskItem } from '@asterism/api-types/fleet-api/fleet-task';
import { Becomes, placeColumns, PreviewFrame } from '#/domain/preview-frame.tsx';
import { toDoOf } from '#/domain/task-outcome.ts';
import { countItems } from '#/domain/task-words.ts';
import { counted } from '#/lib/counted.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { Bytes } from '#/ui/bytes.tsx';
import { Label } from '#/ui/label.tsx';
import { SideLink } from '#/ui/side-link.tsx';

function BecomesOf({ item }: { readonly item: TaskItem }) {
  const { clones = 0, isScheduled, target } = item;
  const made = counted(clones, 'clone', 'clones');
  return (
    <Becomes item={item}>
      Deleted{' '}
      {isScheduled === true ? (
        <Label isCompact tone="warning">
          Kept by a schedule
        </Label>
      ) : null}{' '}
      {clones === 0 ? null : target.volume === undefined ? (
        made
      ) : (
        // Where the clones of all snapshots of the volume are named.
        <SideLink to={paths.volumeSnapshots(target.volume.UUID)}>{made}</SideLink>
      )}
    </Becomes>
  );
}

const columnsOf = (
  _: FleetTask,
  clusterNames: ReadonlyMap<string, string>,
): readonly Column<TaskItem>[] => [
  {
    id: 'name',
    header: 'Snapshot',
    isName: true,
    width: 'min(18rem, 46vw)',
    // No link: it would lead away from what is being decided.
    cell: ({ target }) => target.name || target.UUID,
  },
  {
    id: 'becomes',
    header: 'What happens',
    width: '17rem',
    cell: (item) => <BecomesOf item={item} />,
  },
  {
    id: 'volume',
    header: 'Volume',
    width: '12rem',
    cell: ({ target: { volume } }) =>
      volume === undefined ? (
        '–'
      ) : (
        <SideLink to={paths.volumeSnapshots(volume.UUID)}>{volume.name || volume.UUID}</SideLink>
      ),
  },
  {
    id: 'stored',
    header: 'Stored',
    align: 'end',
    width: '6rem',
    cell: ({ target }) => <Bytes value={target.size} />,
  },
  ...placeColumns(clusterNames),
];

/** What of the snapshots a schedule would have kept; undefined when there is none. */
function scheduledOf({ kind, risks: { scheduled } }: FleetTask) {
  if (scheduled === undefined) {
    return (
      <li key="scheduled">
        It isn’t known which of them a schedule keeps: not all clusters have reported their
        schedules.
      </li>
    );
  }
  return scheduled === 0 ? undefined : (
    <li key="scheduled">
      <strong>
        {countItems(kind, scheduled)} {scheduled === 1 ? 'is' : 'are'} kept by a schedule
      </strong>{' '}
      and would stay until {scheduled === 1 ? 'its' : 'their'} retention ends.
    </li>
  );
}

/** What is made of the snapshots, and stays; undefined when there is none. */
const clonesOf = ({ risks: { clones = 0 } }: FleetTask) =>
  clones === 0 ? undefined : (
    <li key="clones">
      {counted(clones, 'clone', 'clones')} of them {clones === 1 ? 'stays' : 'stay'}.
    </li>
  );

/** What a draft would delete: how many snapshots, what they occupy, what to look out for, and each snapshot. */
export function SnapshotsPreview({ task }: { readonly task: FleetTask }) {
  const toDo = toDoOf(task);
  return (
    <PreviewFrame
      task={task}
      columnsOf={columnsOf}
      sentence={
        <>
          <strong>{countItems(task.kind, toDo)}</strong> will be deleted:{' '}
          {toDo === 1 ? 'it alone occupies' : 'they alone occupy'} <Bytes value={task.capacity} />.
          The volumes stay as they are, but can’t be rolled back to these moments any more.
        </>
      }
      risks={
        toDo === 0 ? [] : [scheduledOf(task), clonesOf(task)].filter((risk) => risk !== undefined)
      }
    />
  );
}
