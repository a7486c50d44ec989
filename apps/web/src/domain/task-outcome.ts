import type { FleetTask } from '@asterism/api-types/fleet-api/fleet-task';
import { formatCount } from '#/lib/format.ts';
import { taskName, taskSubject } from './task-words.ts';

type Counted = Pick<FleetTask, 'total' | 'counts' | 'subject'>;

/** How many volumes of a task can be done. */
export const toDoOf = ({ total, counts }: Pick<FleetTask, 'total' | 'counts'>): number =>
  total - counts.skipped;

/** The task with those of its volumes alone that can be done. */
const withoutSkipped = <Task extends Counted>(task: Task): Task => ({
  ...task,
  total: toDoOf(task),
});

/** What a task does with the volumes with which it can be done: `Delete 12 volumes`. */
export const workOf = (task: FleetTask): string => taskName(withoutSkipped(task));

/** Whether a task was canceled before it had done anything. */
export const isUndone = ({ state, counts }: Pick<FleetTask, 'state' | 'counts'>): boolean =>
  state === 'CANCELED' && counts.done + counts.failed === 0;

/** How a task has ended: `11 of 12 volumes deleted, 1 failed`. */
export function taskOutcome(task: FleetTask): string {
  const { counts, state, kind } = task;
  const did = kind === 'delete volumes' ? 'deleted' : 'changed';
  if (isUndone(task)) return `Undone: no volume was ${did}`;
  const isWhole = counts.done === toDoOf(task);
  const part = isWhole ? '' : `${formatCount(counts.done)} of `;
  const failed = counts.failed > 0 ? `, ${formatCount(counts.failed)} failed` : '';
  const text = `${part}${taskSubject(withoutSkipped(task))} ${did}${failed}`;
  return state === 'CANCELED' ? `Canceled: ${text}` : text;
}
