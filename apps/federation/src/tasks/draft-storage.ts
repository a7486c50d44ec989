import type { Logger } from 'pino';
import { TASK_ITEM_STATES } from '@asterism/api-types/fleet-api/fleet-task';
import type { Database } from '@asterism/database/database';
import {
  createTaskItemStore,
  type NewTaskItem,
  type TaskItemQuestion,
  type TaskItemRow,
  type TaskItemStore,
} from '../store/task-item-store.ts';
import { createTaskStore, type NewTask, type TaskRow } from '../store/task-store.ts';

/**
 * Stores the items of drafts. Where no other process uses the database, nobody waits for that: until they are stored, which takes
 * longer than to make them, they are read from memory.
 */
export interface DraftStorage extends Pick<TaskItemStore, 'page'> {
  /** Adds the items of a draft; false when it is removed meanwhile, as far as that is known when this returns. */
  add(draft: Pick<NewTask, 'id'>, items: readonly NewTaskItem[]): Promise<boolean>;
  /** Waits until the items are stored that are on their way; whether all are. */
  isWhole(draft: Pick<TaskRow, 'id' | 'total'>): Promise<boolean>;
  /** Resolves once nothing is on its way. */
  close(): Promise<void>;
}

/** An item as its row will be. */
const rowOf = (item: NewTaskItem): TaskItemRow => ({
  snapshotId: null,
  ofVolume: null,
  isScheduled: null,
  startedAt: null,
  endedAt: null,
  ...item,
  volumeId: item.volumeId.toLowerCase(),
  clusterId: item.clusterId?.toLowerCase() ?? null,
});

/** A page as the store makes it of rows. */
function pageOf(
  items: readonly NewTaskItem[],
  { words, states, offset, limit }: TaskItemQuestion,
): Awaited<ReturnType<TaskItemStore['page']>> {
  const isFound = ({ name, projectName, volumeId, state }: NewTaskItem): boolean => {
    if (states.length > 0 && !states.includes(state)) return false;
    const text = `${name} ${projectName} ${volumeId}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const found = items.filter(isFound);
  const inOrder = TASK_ITEM_STATES.flatMap((state) => found.filter((item) => item.state === state));
  return { rows: inOrder.slice(offset, offset + limit).map(rowOf), total: found.length };
}

export function createDraftStorage(
  { orm, kind }: Pick<Database, 'orm' | 'kind'>,
  log: Pick<Logger, 'error'>,
): DraftStorage {
  const store = createTaskItemStore(orm);
  const onTheirWay = new Map<
    string,
    { readonly items: readonly NewTaskItem[]; readonly stored: Promise<void> }
  >();

  async function storeInTurns(id: string, items: readonly NewTaskItem[]): Promise<void> {
    try {
      await store.add(items);
    } catch (error) {
      log.error({ err: error, task: id }, 'the draft of a task could not be stored');
      // A part of it is of no use. If that fails as well, it cannot be started, and lapses.
      await createTaskStore(orm)
        .removeDraft(id)
        .catch(() => false);
    } finally {
      onTheirWay.delete(id);
    }
  }

  return {
    async add({ id }, items) {
      if (kind !== 'pglite') return store.add(items);
      onTheirWay.set(id, { items, stored: storeInTurns(id, items) });
      return true;
    },
    async page(taskId, question) {
      const draft = onTheirWay.get(taskId);
      return draft === undefined ? store.page(taskId, question) : pageOf(draft.items, question);
    },
    async isWhole({ id, total }) {
      await onTheirWay.get(id)?.stored;
      const { total: stored } = await store.page(id, {
        words: [],
        states: [],
        offset: 0,
        limit: 0,
      });
      return stored === total;
    },
    async close() {
      await Promise.all(Array.from(onTheirWay.values(), ({ stored }) => stored));
    },
  };
}
