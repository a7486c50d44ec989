import { ok } from '@asterism/api-types/common/result';
import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { taskName, taskStanding } from '#/domain/task-words.ts';
import { saveList, type Cells } from '#/table/save-rows.ts';
import { readTasks, type TaskQuestion } from './task-list.ts';

/** Everything about a task that fits in a cell. */
const CELLS: Cells<FleetTask> = [
  ['id', ({ id }) => id],
  ['name', taskName],
  ['kind', ({ kind }) => kind],
  ['state', ({ state }) => state],
  ['outcome', taskStanding],
  ['total', ({ total }) => String(total)],
  ['capacity', ({ capacity }) => capacity],
  ['startedBy', ({ startedBy }) => startedBy],
  ['origin', ({ origin = '' }) => origin],
  ['createdAt', ({ createdAt }) => createdAt],
  ['startedAt', ({ startedAt = '' }) => startedAt],
  ['endedAt', ({ endedAt = '' }) => endedAt],
];

/** Saves all tasks that answer a question as a CSV file. */
export const saveTasks = (question: TaskQuestion) =>
  saveList({
    what: { one: 'task', many: 'tasks' },
    cells: CELLS,
    rowId: ({ id }) => id,
    read: async (part) => {
      const page = await readTasks({ ...question, ...part });
      return page.ok ? ok({ rows: page.value.tasks, total: page.value.total }) : page;
    },
  });
