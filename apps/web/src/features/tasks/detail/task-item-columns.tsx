import {
  isPolicyTask,
  isSnapshotsTask,
  type TaskItem,
  type TaskKind,
  type TaskState,
} from '@asterism/api-types/fleet-api/fleet-task';
import { useQuery } from '@tanstack/react-query';
import { clustersQuery } from '#/api/cluster-queries.ts';
import { useRights } from '#/api/session.ts';
import { TaskItemStateLabel } from '#/domain/task-state.tsx';
import { capitalised } from '#/lib/capitalised.ts';
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

function remarkOf(item: TaskItem, inUse: string): string {
  const { failure, isModified, mayBeInUse, isScheduled, state } = item;
  if (failure !== undefined) return failure.reason;
  if (state === 'done' || state === 'canceled') return '';
  const remarks = [
    ...(mayBeInUse ? [inUse] : []),
    ...(isScheduled === true ? ['kept by a schedule'] : []),
    ...(isModified ? ['modified since it was selected'] : []),
  ].join(', ');
  return capitalised(remarks);
}

const remarkColumn = (inUse: string): Column<TaskItem, 'state'> => ({
  id: 'remark',
  width: '22rem',
  header: 'Reason',
  cell: (item) => remarkOf(item, inUse),
});

const CLUSTER: Column<TaskItem, 'state'> = {
  id: 'name',
  width: 'min(15rem, 50vw)',
  header: 'Cluster',
  isName: true,
  cell: ({ target: { name, UUID } }) => <RowLink to={paths.cluster(UUID)}>{name}</RowLink>,
};

const sizeColumn = (header: string): Column<TaskItem, 'state'> => ({
  id: 'size',
  width: '6rem',
  header,
  align: 'end',
  cell: ({ target: { size } }) => <Bytes value={size} />,
});

const COLUMNS: readonly Column<TaskItem, 'state'>[] = [
  {
    id: 'name',
    width: 'min(15rem, 50vw)',
    header: 'Volume',
    isName: true,
    cell: ({ target: { name, UUID } }) => (
      <RowLink to={paths.volume(UUID)}>{name === '' ? UUID : name}</RowLink>
    ),
  },
  {
    id: 'state',
    width: '7.5rem',
    header: 'State',
    cell: ({ state }) => <TaskItemStateLabel state={state} />,
  },
  remarkColumn('may be in use'),
  {
    id: 'project',
    width: '8rem',
    header: 'Project',
    cell: ({ target: { projectName } }) => projectName,
  },
  {
    id: 'cluster',
    width: '8rem',
    header: 'Cluster',
    cell: ({ target: { clusterId } }) => (clusterId === '' ? '–' : <ClusterOf id={clusterId} />),
  },
  sizeColumn('Size'),
  {
    id: 'duration',
    width: '6rem',
    header: 'Took',
    align: 'end',
    cell: ({ startedAt, endedAt }) => <Duration from={startedAt} to={endedAt} />,
  },
];

/** Of clusters, which have neither project nor size. */
const OF_CLUSTERS = [
  CLUSTER,
  ...COLUMNS.filter(({ id }) => id === 'state'),
  remarkColumn('volumes have it'),
  ...COLUMNS.filter(({ id }) => id === 'duration'),
];

const SNAPSHOT: Column<TaskItem, 'state'> = {
  id: 'name',
  width: 'min(15rem, 50vw)',
  header: 'Snapshot',
  isName: true,
  cell: ({ target: { name, UUID } }) => (name === '' ? UUID : name),
};

const VOLUME_OF_SNAPSHOT: Column<TaskItem, 'state'> = {
  id: 'volume',
  width: '12rem',
  header: 'Volume',
  cell: ({ target: { volume } }) =>
    volume === undefined ? (
      '–'
    ) : (
      <RowLink to={paths.volumeSnapshots(volume.UUID)}>{volume.name || volume.UUID}</RowLink>
    ),
};

/** Of snapshots, which have no page of their own: their volume has. */
const OF_SNAPSHOTS = [
  SNAPSHOT,
  ...COLUMNS.filter(({ id }) => id === 'state' || id === 'remark'),
  VOLUME_OF_SNAPSHOT,
  ...COLUMNS.filter(({ id }) => id === 'project' || id === 'cluster'),
  sizeColumn('Stored'),
  ...COLUMNS.filter(({ id }) => id === 'duration'),
];

const columnsOf = (kind: TaskKind) => {
  if (isPolicyTask(kind)) return OF_CLUSTERS;
  return isSnapshotsTask(kind) ? OF_SNAPSHOTS : COLUMNS;
};

/** The columns of the items of a task; nothing takes time in a preview. */
export function itemColumns(
  kind: TaskKind,
  state: TaskState,
): readonly Column<TaskItem, 'state'>[] {
  const columns = columnsOf(kind);
  return state === 'DRAFT' ? columns.filter(({ id }) => id !== 'duration') : columns;
}
