import { createStore } from '#/lib/store.ts';

/** How often something has asked for the task drawer. */
export const drawerCalls = createStore(0);

/** Opens the task drawer. */
export const openTaskDrawer = (): void => drawerCalls.set(drawerCalls.get() + 1);
