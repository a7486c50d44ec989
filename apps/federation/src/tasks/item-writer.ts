import { setTimeout as pause } from 'node:timers/promises';
import type { ItemChange, TaskItemStore } from '../store/task-item-store.ts';
import type { TaskRow, TaskRun } from '../store/task-store.ts';
import { ITEM_TRANSITIONS } from './core/item-states.ts';

/**
 * The least time from one statement to the next, in milliseconds: what comes meanwhile is stored together. Nothing waits for
 * it when little happens.
 */
const BETWEEN_MS = 15;

/** Stores what becomes of the items of a run, those that come together in one statement. */
export interface ItemWriter {
  /** Returns once it is stored; throws when the run is not the current one any more. */
  write(change: ItemChange): Promise<void>;
}

interface Waiting {
  readonly change: ItemChange;
  readonly stored: PromiseWithResolvers<void>;
}

export function createItemWriter(
  store: Pick<TaskItemStore, 'settle'>,
  run: TaskRun,
  onStored: (task: TaskRow) => void,
): ItemWriter {
  let waiting: Waiting[] = [];
  let isStoring = false;
  let storedAt = -Infinity;

  async function storeAll(): Promise<void> {
    while (waiting.length > 0) {
      const early = storedAt + BETWEEN_MS - performance.now();
      if (early > 0) await pause(early);
      const batch = waiting;
      waiting = [];
      try {
        const task = await store.settle(
          run,
          batch.map(({ change }) => change),
        );
        if (task === undefined) throw new Error('overtaken: a later run was claimed');
        onStored(task);
        for (const { stored } of batch) stored.resolve();
      } catch (error) {
        for (const { stored } of batch) stored.reject(error);
      }
      storedAt = performance.now();
    }
    isStoring = false;
  }

  return {
    write(change) {
      const { index, from, to } = change;
      if (!ITEM_TRANSITIONS[from].includes(to)) {
        throw new Error(`the item ${index} cannot go from ${from} to ${to}`);
      }
      const stored = Promise.withResolvers<void>();
      waiting.push({ change, stored });
      if (!isStoring) {
        isStoring = true;
        void storeAll();
      }
      return stored.promise;
    },
  };
}
