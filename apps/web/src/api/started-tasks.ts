import { createStore } from '#/lib/store.ts';
import { tabMemory } from '#/lib/tab-memory.ts';

const KEPT_AS = 'started tasks';
/** More of them are not told of one by one. */
const MAX = 8;

const isId = (value: unknown): value is string => typeof value === 'string';

function readKept(): readonly string[] {
  const kept = tabMemory.read(KEPT_AS);
  return Array.isArray(kept) ? kept.filter(isId) : [];
}

const ids = createStore(readKept());

function set(next: readonly string[]): void {
  ids.set(next);
  tabMemory.keep(KEPT_AS, next);
}

/** The tasks that were started in this tab, and whose end it has not told yet. A reload keeps them. */
export const startedTasks = {
  get: ids.get,
  subscribe: ids.subscribe,
  add: (id: string): void => set([...ids.get(), id].slice(-MAX)),
  remove: (id: string): void => set(ids.get().filter((other) => other !== id)),
};
