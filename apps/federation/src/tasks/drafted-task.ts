import type { RequestOrigin } from '@asterism/api-types/fleet-api/request-origin';
import type { NewTaskItem, TaskItemRow } from '../store/task-item-store.ts';
import type { NewTask } from '../store/task-store.ts';

/** Where a draft comes from. */
export interface DraftFrom {
  readonly origin: RequestOrigin;
  readonly retryOf?: string | null;
  /** What the task that this is a retry of has not done. */
  readonly former?: readonly TaskItemRow[];
}

export interface DraftedTask {
  readonly task: NewTask;
  readonly items: readonly NewTaskItem[];
}

/** Null as soon as one of them is not known. */
const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>(
    (sum, count) => (sum === null || count === null ? null : sum + count),
    0,
  );

const distinct = (values: readonly (string | null)[]): string[] =>
  [...new Set(values)].filter((value) => value !== null && value !== '').map(String);

const inNumbers = (is: boolean | null): number | null => (is === null ? null : Number(is));

/** What the items of a draft come to together: how many there are, where, and what is to be looked at before it is started. */
export function sumItems(items: readonly NewTaskItem[]) {
  const toDo = items.filter(({ state }) => state === 'waiting');
  const projects = distinct(items.map(({ projectName }) => projectName));
  const changed = distinct(toDo.map(({ projectName }) => projectName));
  return {
    total: items.length,
    skipped: items.length - toDo.length,
    capacity: toDo.reduce((sum, { size }) => sum + BigInt(size), 0n),
    mayBeInUse: toDo.filter((item) => item.mayBeInUse).length,
    modified: toDo.filter((item) => item.isModified).length,
    snapshots: sumOf(toDo.map(({ snapshots }) => snapshots)),
    clones: sumOf(toDo.map(({ clones }) => clones)),
    scheduled: sumOf(toDo.map(({ isScheduled }) => inNumbers(isScheduled ?? null))),
    projects,
    changedProjects: changed.length < projects.length ? changed : null,
    clusterIds: distinct(toDo.map(({ clusterId }) => clusterId)),
  };
}
