import { createStore } from '#/lib/store.ts';

/** Whether the session has ended under the page, so that the user is asked to sign in again over it. */
const ended = createStore(false);

const waiting = new Set<(renewed: boolean) => void>();

function settle(renewed: boolean): void {
  for (const resolve of waiting) resolve(renewed);
  waiting.clear();
  ended.set(false);
}

/** The end of a session while a page is open, and what waits for the next sign-in. */
export const sessionEnd = {
  store: ended,
  /** The session has ended: ask for another. */
  announce: () => ended.set(true),
  /** The same user has signed in again: everything that waits goes on. */
  renewed: () => settle(true),
  /** There will be no new session. */
  notRenewed: () => settle(false),
  /** Resolves when the user has signed in again (true), or will not (false). */
  waitForRenewal: (signal?: AbortSignal): Promise<boolean> => {
    ended.set(true);
    return new Promise((resolve) => {
      waiting.add(resolve);
      signal?.addEventListener('abort', () => {
        waiting.delete(resolve);
        resolve(false);
      });
    });
  },
} as const;
