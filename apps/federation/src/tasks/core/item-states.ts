import type { TaskItemState } from '@asterism/api-types/fleet-api/fleet-task';

/** The states that can follow each state of an item. `running` follows itself when a later run repeats the item. */
export const ITEM_TRANSITIONS: Readonly<Record<TaskItemState, readonly TaskItemState[]>> = {
  waiting: ['running', 'failed', 'canceled'],
  running: ['running', 'following', 'done', 'failed'],
  following: ['done', 'failed'],
  done: [],
  failed: [],
  canceled: [],
  skipped: [],
};
