import { createStore } from '#/lib/store.ts';

/** The host, by its NQN, whose name is edited where it stands in the list; undefined while none is. */
export const namedHost = createStore<string | undefined>(undefined);
