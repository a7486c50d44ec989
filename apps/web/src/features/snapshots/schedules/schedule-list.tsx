import type { FleetSchedule } from '@asterism/api-types/fleet-api/fleet-schedules';
import { compareNames } from '@asterism/api-types/rules/natural-order';
import { SCHEDULE_QUERY } from '@asterism/api-types/rules/schedule-query';
import type { Rights } from '@asterism/api-types/rules/roles';
import { missingRight } from '#/domain/missing-right.ts';
import { nextDue, NextSnapshot } from '#/domain/next-snapshot.tsx';
import { bySize, type Picking } from '#/domain/pick-list.ts';
import { formatCount } from '#/lib/format.ts';
import { paths } from '#/lib/paths.ts';
import type { Column } from '#/table/column.ts';
import { RowLink } from '#/table/row-link.tsx';
import { RelativeTime } from '#/ui/relative-time.tsx';
import { ScheduleButtons, type DoingSchedule } from './schedule-actions.tsx';
import { keptText, scheduleText, keptSeconds } from '#/domain/schedule-words.ts';

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

type ClusterNames = ReadonlyMap<string, string>;

const secondsKept = (schedule: FleetSchedule): number => keptSeconds(schedule) || Infinity;
const sinceNewest = ({ made }: FleetSchedule, now: number): number =>
  made?.newest === undefined ? Number.NaN : now - Date.parse(made.newest);

/** How schedules are searched, filtered and sorted, at a time in milliseconds since the epoch. */
export function schedulePicking(
  clusterNames: ClusterNames,
  now: number,
): Picking<FleetSchedule, typeof SCHEDULE_QUERY, ScheduleSort> {
  const clusterOf = ({ clusterId }: FleetSchedule) => clusterNames.get(clusterId) ?? clusterId;
  return {
    fields: SCHEDULE_QUERY,
    filterLabels: { project: 'Project', cluster: 'Cluster' },
    values: {
      choices: {
        project: ({ projectName }) => [projectName],
        cluster: ({ clusterId }) => [clusterId],
      },
      texts: {
        name: ({ name }) => [name],
        volume: ({ resourceName }) => [resourceName],
        description: ({ description }) => [description],
      },
      numbers: {
        kept: (one) => secondsKept(one) * 1000,
        next: (one) => nextDue(one, now) - now,
        taken: (one) => sinceNewest(one, now),
        snapshots: ({ made }) => made?.total ?? Number.NaN,
      },
      whole: () => 0,
    },
    textOf: (one) =>
      [one.name, one.resourceName, one.resourceUUID, one.description, one.projectName].join(' '),
    compare: {
      name: (a, b) => compareNames(a.name, b.name),
      volume: (a, b) => compareNames(a.resourceName, b.resourceName),
      when: (a, b) => compareNames(scheduleText(a), scheduleText(b)),
      kept: (a, b) => bySize(secondsKept(a), secondsKept(b)),
      next: (a, b) => bySize(nextDue(a, now), nextDue(b, now)),
      newest: (a, b) => compareNames(a.made?.newest ?? '', b.made?.newest ?? ''),
      made: (a, b) => bySize(a.made?.total ?? -1, b.made?.total ?? -1),
      project: (a, b) => compareNames(a.projectName, b.projectName),
      cluster: (a, b) => compareNames(clusterOf(a), clusterOf(b)),
    },
  };
}

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
  {
    id: 'project',
    header: 'Project',
    sort: 'project',
    // With it, what can be done with a schedule is cut off where a window is 1280 wide.
    isHidden: true,
    cell: ({ projectName }) => projectName,
  },
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
