import {
  isPolicyTask,
  type FleetTask,
  type TaskKind,
} from '@asterism/api-types/fleet-api/fleet-task';
import { formatCount } from '#/lib/format.ts';
import { itemWords, taskName, taskSubject } from './task-words.ts';

type Counted = Pick<FleetTask, 'kind' | 'total' | 'counts' | 'subject'>;

/** How many items of a task can be done. */
export const toDoOf = ({ total, counts }: Pick<FleetTask, 'total' | 'counts'>): number =>
  total - counts.skipped;

/** The task with those of its items alone that can be done. */
const withoutSkipped = <Task extends Counted>(task: Task): Task => ({
  ...task,
  total: toDoOf(task),
});

/** What a task does with the items with which it can be done: `Delete 12 volumes`. */
export const workOf = (task: FleetTask): string => taskName(withoutSkipped(task));

/** Whether a task was canceled before it had done anything. */
export const isUndone = ({ state, counts }: Pick<FleetTask, 'state' | 'counts'>): boolean =>
  state === 'CANCELED' && counts.done + counts.failed === 0;

/** What has become of its items. */
const DID: Readonly<Record<TaskKind, string>> = {
  'delete volumes': 'deleted',
  'change volumes': 'changed',
  'save QoS policy': 'saved',
  'delete QoS policy': 'deleted',
  'snapshot volumes': 'snapshotted',
  'schedule volumes': 'scheduled',
  'delete snapshots': 'deleted',
  'create volume': 'created',
  'change volume': 'changed',
  'delete volume': 'deleted',
  'clone snapshot': 'created',
  'roll back volume': 'rolled back',
  'create snapshot': 'taken',
  'delete snapshot': 'deleted',
  'attach cluster': 'attached',
  'detach cluster': 'detached',
};

/** How a task has ended: `11 of 12 volumes deleted, 1 failed`. */
export function taskOutcome(task: FleetTask): string {
  const { counts, state, kind, subject } = task;
  const did = DID[kind];
  const isPolicy = isPolicyTask(kind);
  if (isUndone(task))
    return `Undone: ${isPolicy ? `QoS policy ${subject}` : `no ${itemWords(kind).one}`} was ${isPolicy ? 'not ' : ''}${did}`;
  const isWhole = counts.done === toDoOf(task);
  const part = isWhole ? '' : `${formatCount(counts.done)} of `;
  const failed = counts.failed > 0 ? `, ${formatCount(counts.failed)} failed` : '';
  const items = `${part}${taskSubject(withoutSkipped(task))}`;
  const text = `${isPolicy ? `QoS policy ${subject} ${did} on ${items}` : `${items} ${did}`}${failed}`;
  return state === 'CANCELED' ? `Canceled: ${text}` : text;
}
