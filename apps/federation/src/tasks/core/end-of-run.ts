import type { TaskItemState, TaskState } from '@asterism/api-types/fleet-api/fleet-task';

/** How many items of a task are in each state. */
export type ItemCounts = Readonly<Record<Exclude<TaskItemState, 'waiting'>, number>> & {
  readonly total: number;
};

export const waitingOf = (counts: ItemCounts): number =>
  counts.total -
  counts.running -
  counts.following -
  counts.done -
  counts.failed -
  counts.canceled -
  counts.skipped;

/** Of what can be done, the part that is done; 100 is for the end. */
export function percentOf(counts: ItemCounts, hasEnded: boolean): number {
  if (hasEnded) return 100;
  const toDo = counts.total - counts.skipped;
  const done = counts.done + counts.failed + counts.canceled;
  return toDo === 0 ? 0 : Math.min(99, Math.floor((100 * done) / toDo));
}

/** The state in which a run leaves its task; undefined while there is something to do. */
export function endOfRun(
  counts: ItemCounts,
  asked: 'pause' | 'cancel' | null,
): Extract<TaskState, 'PAUSED' | 'COMPLETED' | 'FAILED' | 'CANCELED'> | undefined {
  if (counts.running > 0 || counts.following > 0) return undefined;
  if (waitingOf(counts) > 0) return asked === 'pause' ? 'PAUSED' : undefined;
  if (counts.canceled > 0) return 'CANCELED';
  return counts.failed > 0 ? 'FAILED' : 'COMPLETED';
}
