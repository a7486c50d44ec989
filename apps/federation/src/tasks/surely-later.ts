import type { TaskItemRow } from '../store/task-item-store.ts';

/** So much newer than an item, in milliseconds, is an index that shows what was done for it: clocks differ. */
const SURELY_LATER_MS = 60_000;

/**
 * Whether an index that was read at `asOf` shows what was done for an item. That of another replica may be older than what
 * it is asked for.
 */
export const isSurelyLater = (
  asOf: Date | undefined,
  { startedAt }: Pick<TaskItemRow, 'startedAt'>,
): boolean =>
  asOf !== undefined &&
  startedAt !== null &&
  asOf.getTime() > startedAt.getTime() + SURELY_LATER_MS;
