import { createStore, type Store } from '#/lib/store.ts';

/** When the user last did something in this tab or another, by `performance.now()`: no clock that is set ends a session. */
export const lastActivity: Store<number> = createStore(performance.now());

/** So exactly it is known: whoever types or scrolls acts many times in a second. */
const STEP_MS = 1000;

let actedSinceLastRequest = true;

/** Notes that the user did something in this tab. */
export function noteActivity(): void {
  actedSinceLastRequest = true;
  const now = performance.now();
  if (now - lastActivity.get() >= STEP_MS) lastActivity.set(now);
}

/** Whether the user did something since this was last asked. */
export function takeActivity(): boolean {
  const acted = actedSinceLastRequest;
  actedSinceLastRequest = false;
  return acted;
}

/** Whether the user did something that no request has said yet. */
export const hasUnsentActivity = (): boolean => actedSinceLastRequest;
