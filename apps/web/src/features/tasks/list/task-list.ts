import { TASK_KINDS, TASK_STATES, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { TASK_SORT_KEYS, type TaskSortKey } from '@asterism/api-types/fleet-api/task-api';
import { taskCalls, tasksQuery } from '#/api/task-queries.ts';
import { taskKind } from '#/domain/task-words.ts';
import { TASK_STATE_APPEARANCE } from '#/domain/task-state.tsx';
import { formatTime } from '#/lib/format.ts';
import type { Block } from '#/table/list-state.ts';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListQuestion, ListState } from '#/table/list-state.ts';

const STARTED_STATES = TASK_STATES.filter((state) => state !== 'DRAFT');

/** What the list of tasks can be narrowed and sorted by; its names are those of the URL and of the API. */
export const TASK_LIST = {
  name: 'tasks',
  takesQuery: true,
  filters: {
    kind: TASK_KINDS,
    state: STARTED_STATES,
    startedBy: 'any',
    cluster: 'any',
    unresolved: ['true'],
    singleWrites: ['console'],
    endedAfter: 'any',
  },
  sortKeys: TASK_SORT_KEYS,
  defaultSort: 'started',
  defaultOrder: 'desc',
} as const;

type TaskFilter = keyof typeof TASK_LIST.filters;
/** What the list asks. */
export type TaskQuestion = ListQuestion<TaskFilter, TaskSortKey>;

/** The question as the API takes it: two of its filters have one value each. */
const inputOf = ({ unresolved, singleWrites, ...question }: TaskQuestion & Block) => ({
  ...question,
  ...(unresolved === undefined ? {} : { unresolved: 'true' as const }),
  ...(singleWrites === undefined ? {} : { singleWrites: 'console' as const }),
});

/** A window of the list. */
export const taskListQuery = (question: TaskQuestion & Block) => tasksQuery(inputOf(question));
/** Reads a part of the list once. */
export const readTasks = (question: TaskQuestion & Block) => taskCalls.listTasks(inputOf(question));

export const tasksOf = ({ tasks }: { tasks: readonly FleetTask[] }) => tasks;

/** The filters of the list of tasks. */
export const taskFilters = (
  people: readonly string[],
  clusterNames: ReadonlyMap<string, string>,
  chosen: ListState<TaskFilter, string>['filters'],
): readonly FilterChoice<TaskFilter>[] => [
  {
    filter: 'kind',
    label: 'Kind',
    choices: TASK_KINDS.map((value) => ({ value, label: taskKind(value) })),
  },
  {
    filter: 'state',
    label: 'State',
    choices: STARTED_STATES.map((value) => ({ value, label: TASK_STATE_APPEARANCE[value].text })),
  },
  {
    filter: 'startedBy',
    label: 'Started by',
    choices: [...new Set([...people, ...chosen.startedBy])].map((value) => ({
      value,
      label: value,
    })),
  },
  {
    filter: 'cluster',
    label: 'Cluster',
    choices: [...new Set([...clusterNames.keys(), ...chosen.cluster])].map((value) => ({
      value,
      label: clusterNames.get(value) ?? value,
    })),
  },
  {
    filter: 'unresolved',
    label: 'Failures',
    isLinked: true,
    choices: [{ value: 'true', label: 'Of the last 7 days, not retried' }],
  },
  {
    filter: 'singleWrites',
    label: 'Single writes',
    isLinked: true,
    choices: [{ value: 'console', label: 'From the console alone' }],
  },
  {
    filter: 'endedAfter',
    label: 'Ended after',
    isLinked: true,
    choices: chosen.endedAfter.map((value) => ({
      value,
      label: formatTime(Date.parse(value)) || value,
    })),
  },
];
