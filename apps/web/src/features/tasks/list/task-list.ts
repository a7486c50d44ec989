import { TASK_KINDS, TASK_STATES, type FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { taskCalls, tasksQuery } from '#/api/task-queries.ts';
import { taskKind } from '#/domain/task-words.ts';
import { TASK_STATE_APPEARANCE } from '#/domain/task-state.tsx';
import type { Block } from '#/table/list-state.ts';
import type { FilterChoice } from '#/table/filter-bar.tsx';
import type { ListQuestion, ListState } from '#/table/list-state.ts';

const STARTED_STATES = TASK_STATES.filter((state) => state !== 'DRAFT');

/** What the list of tasks can be narrowed by; its names are those of the URL and of the API, which sorts by age alone. */
export const TASK_LIST = {
  name: 'tasks',
  filters: { kind: TASK_KINDS, state: STARTED_STATES, startedBy: 'any' },
  sortKeys: ['started'],
  defaultSort: 'started',
  defaultOrder: 'desc',
} as const;

type TaskFilter = keyof typeof TASK_LIST.filters;
/** What the list asks. */
export type TaskQuestion = ListQuestion<TaskFilter, 'started'>;

const inputOf = ({ kind, state, startedBy, offset, limit }: TaskQuestion & Block) => ({
  kind,
  state,
  startedBy,
  offset,
  limit,
});

/** A window of the list. */
export const taskListQuery = (question: TaskQuestion & Block) => tasksQuery(inputOf(question));
/** Reads a part of the list once. */
export const readTasks = (question: TaskQuestion & Block) => taskCalls.listTasks(inputOf(question));

export const tasksOf = ({ tasks }: { tasks: readonly FleetTask[] }) => tasks;

/** The filters of the list of tasks. */
export const taskFilters = (
  people: readonly string[],
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
];
