import { AsyncLocalStorage } from 'node:async_hooks';

const requestIds = new AsyncLocalStorage<string>();

/** Runs something, and all that comes of it, in the name of a request: its calls to clusters carry the id. */
export const withRequestId = <T>(id: string, run: () => T): T => requestIds.run(id, run);

/** The id of the request that this is done for; undefined when it is done for none, as by the monitor. */
export const currentRequestId = (): string | undefined => requestIds.getStore();
