import { useSyncExternalStore } from 'react';
import { serverNow } from '#/lib/server-clock.ts';

const TICK_MS = 1000;
const listeners = new Set<() => void>();
let now = serverNow();
let elapsed = performance.now();
let timer: ReturnType<typeof setInterval> | undefined;

function tick(): void {
  now = serverNow();
  elapsed = performance.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = serverNow();
    elapsed = performance.now();
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time of the server's clock in epoch milliseconds, in steps: components render again only when a step has passed. One timer serves all. */
export const useNow = (stepMs: number = TICK_MS): number =>
  useSyncExternalStore(subscribe, () => Math.floor(now / stepMs) * stepMs);

/** `performance.now()`, in whole seconds: for waits within this browser, whatever any clock says. */
export const useElapsed = (): number =>
  useSyncExternalStore(subscribe, () => Math.floor(elapsed / TICK_MS) * TICK_MS);
