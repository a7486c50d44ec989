import type { FleetSchedule } from '@asterism/api-types/fleet-api/fleet-schedules';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { nextSnapshotAt } from '@asterism/api-types/rules/schedule-times';
import type { Rights } from '@asterism/api-types/rules/roles';
import { facetChoices } from '#/domain/facet-choices.ts';
import { missingRight } from '#/domain/missing-right.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListState } from '#/table/list-state.ts';
import { bySize, pickRows } from '#/table/pick-rows.ts';
import { RowLink } from '#/table/row-link.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { NextSnapshot } from './next-snapshot.tsx';
import { ScheduleButtons, type DoingSchedule } from './schedule-actions.tsx';
import { keptText, scheduleText, keptSeconds } from './schedule-words.ts';

const SORT_KEYS = [
  'name',
  'volume',
  'when',
  'kept',
  'next',
  'newest',
  'made',
  'project',
  'cluster',
] as const;
type ScheduleSort = (typeof SORT_KEYS)[number];

/** The list of schedules: it is loaded as a whole. */
export const SCHEDULE_LIST = {
  name: 'schedules',
  filters: { project: 'any', cluster: 'any' },
  sortKeys: SORT_KEYS,
  defaultSort: 'next',
  defaultOrder: 'asc',
} as const;

type ScheduleFilter = keyof typeof SCHEDULE_LIST.filters;
type ScheduleListState = ListState<ScheduleFilter, ScheduleSort>;
type ClusterNames = ReadonlyMap<string, string>;

const VALUE: Record<ScheduleFilter, (schedule: FleetSchedule) => string> = {
  project: ({ projectName }) => projectName,
  cluster: ({ clusterId }) => clusterId,
};

/** The schedules that match, in order. */
export function selectSchedules(
  schedules: readonly FleetSchedule[],
  state: ScheduleListState,
  clusterNames: ClusterNames,
  now: number,
): readonly FleetSchedule[] {
  const clusterOf = ({ clusterId }: FleetSchedule) => clusterNames.get(clusterId) ?? clusterId;
  const nextOf = ({ schedulePolicy }: FleetSchedule) =>
    nextSnapshotAt(schedulePolicy?.snapshotSchedulePolicy ?? {}, now) ?? Infinity;
  const { project, cluster } = state.filters;
  const matching = schedules.filter(
    (one) =>
      (project.length === 0 || project.includes(VALUE.project(one))) &&
      (cluster.length === 0 || cluster.includes(VALUE.cluster(one))),
  );
  return pickRows(matching, state, {
    textOf: (one) =>
      [one.name, one.resourceName, one.resourceUUID, one.description, one.projectName].join(' '),
    compare: {
      name: (a, b) => compareNames(a.name, b.name),
      volume: (a, b) => compareNames(a.resourceName, b.resourceName),
      when: (a, b) => compareNames(scheduleText(a), scheduleText(b)),
      kept: (a, b) => bySize(keptSeconds(a) || Infinity, keptSeconds(b) || Infinity),
      next: (a, b) => bySize(nextOf(a), nextOf(b)),
      newest: (a, b) => compareNames(a.made?.newest ?? '', b.made?.newest ?? ''),
      made: (a, b) => bySize(a.made?.total ?? -1, b.made?.total ?? -1),
      project: (a, b) => compareNames(a.projectName, b.projectName),
      cluster: (a, b) => compareNames(clusterOf(a), clusterOf(b)),
    },
  });
}

function countBy(schedules: readonly FleetSchedule[], filter: ScheduleFilter) {
  const counts: Record<string, number> = {};
  for (const one of schedules) counts[VALUE[filter](one)] = (counts[VALUE[filter](one)] ?? 0) + 1;
  return counts;
}

/** The filters of the list, with how many schedules have each value. */
export const scheduleFilters = (
  schedules: readonly FleetSchedule[],
  chosen: ScheduleListState['filters'],
  clusterNames: ClusterNames,
): readonly FilterChoice<ScheduleFilter>[] => [
  {
    filter: 'project',
    label: 'Project',
    choices: facetChoices(countBy(schedules, 'project'), chosen.project),
  },
  {
    filter: 'cluster',
    label: 'Cluster',
    choices: facetChoices(
      countBy(schedules, 'cluster'),
      chosen.cluster,
      (id) => clusterNames.get(id) ?? id,
    ),
  },
];

/** The columns of the list. */
export const scheduleColumns = (
  rights: Rights,
  clusterNames: ClusterNames,
  onAction: (doing: DoingSchedule) => void,
): readonly Column<FleetSchedule, ScheduleSort>[] => [
  {
    id: 'name',
    header: 'Schedule',
    sort: 'name',
    isName: true,
    // It has no page of its own: this is where its volume has it.
    cell: ({ resourceUUID, name }) => (
      <RowLink to={paths.volumeSnapshots(resourceUUID)}>{name}</RowLink>
    ),
  },
  {
    id: 'volume',
    header: 'Volume',
    sort: 'volume',
    cell: ({ resourceUUID, resourceName }) => (
      <RowLink to={paths.volume(resourceUUID)}>{resourceName || resourceUUID}</RowLink>
    ),
  },
  { id: 'when', header: 'Takes a snapshot', sort: 'when', cell: scheduleText },
  { id: 'kept', header: 'Keeps each', sort: 'kept', cell: keptText },
  {
    id: 'next',
    header: 'Next',
    sort: 'next',
    cell: (schedule) => <NextSnapshot {...schedule} />,
  },
  {
    id: 'newest',
    header: 'Last taken',
    sort: 'newest',
    cell: ({ made }) => <RelativeTime value={made?.newest} />,
  },
  {
    id: 'made',
    header: 'Snapshots',
    sort: 'made',
    align: 'end',
    cell: ({ made, resourceUUID }) =>
      made === undefined ? (
        '–'
      ) : (
        <RowLink to={paths.volumeSnapshots(resourceUUID)}>{formatCount(made.total)}</RowLink>
      ),
  },
  { id: 'project', header: 'Project', sort: 'project', cell: ({ projectName }) => projectName },
  {
    id: 'cluster',
    header: 'Cluster',
    sort: 'cluster',
    cell: ({ clusterId }) => clusterNames.get(clusterId) ?? clusterId,
  },
  {
    id: 'actions',
    header: 'Actions',
    cell: (schedule) => (
      <ScheduleButtons
        schedule={schedule}
        reason={missingRight(rights, 'updateResourcePolicy', schedule.projectName)}
        onAction={onAction}
      />
    ),
  },
];
