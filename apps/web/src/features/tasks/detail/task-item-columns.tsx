import type { TaskItem, TaskState } from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { useRights } from '#/api/session.ts';
import { TaskItemStateLabel } from '#/domain/task-state.tsx';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { Bytes } from '#/ui/bytes.tsx';
import { Duration } from '#/ui/duration.tsx';

/** A cluster by its name where the person may read that. */
function ClusterOf({ id }: { readonly id: string }) {
  const { isClusterAdmin } = useRights();
  const { data = [] } = useQuery({ ...clustersQuery(), enabled: isClusterAdmin });
  return data.find((cluster) => cluster.id === id)?.name ?? <code>{id.slice(0, 8)}</code>;
}

function remarkOf({ failure, isModified, mayBeInUse, state }: TaskItem): string {
  if (failure !== undefined) return failure.reason;
  if (state === 'done' || state === 'canceled') return '';
  const remarks = [
    ...(mayBeInUse ? ['may be in use'] : []),
    ...(isModified ? ['modified since it was selected'] : []),
  ].join(', ');
  return remarks.charAt(0).toUpperCase() + remarks.slice(1);
}

const COLUMNS: readonly Column<TaskItem, 'state'>[] = [
  {
    id: 'name',
    width: 'min(15rem, 50vw)',
    header: 'Volume',
    isName: true,
    cell: ({ volume: { name, UUID } }) => (
      <RowLink to={paths.volume(UUID)}>{name === '' ? UUID : name}</RowLink>
    ),
  },
  {
    id: 'state',
    width: '7.5rem',
    header: 'State',
    cell: ({ state }) => <TaskItemStateLabel state={state} />,
  },
  {
    id: 'remark',
    width: '22rem',
    header: 'Reason',
    cell: (item) => remarkOf(item),
  },
  {
    id: 'project',
    width: '8rem',
    header: 'Project',
    cell: ({ volume: { projectName } }) => projectName,
  },
  {
    id: 'cluster',
    width: '8rem',
    header: 'Cluster',
    cell: ({ volume: { clusterId } }) => (clusterId === '' ? '–' : <ClusterOf id={clusterId} />),
  },
  {
    id: 'size',
    width: '6rem',
    header: 'Size',
    align: 'end',
    cell: ({ volume: { size } }) => <Bytes value={size} />,
  },
  {
    id: 'duration',
    width: '6rem',
    header: 'Took',
    align: 'end',
    cell: ({ startedAt, endedAt }) => <Duration from={startedAt} to={endedAt} />,
  },
];

/** The columns of the volumes of a task; nothing takes time in a preview. */
export const itemColumns = (state: TaskState): readonly Column<TaskItem, 'state'>[] =>
  state === 'DRAFT' ? COLUMNS.filter(({ id }) => id !== 'duration') : COLUMNS;
