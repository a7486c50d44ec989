import { createStore, useStore } from '#/lib/store.ts';
import { serverNow } from '#/lib/server-clock.ts';

/**
 * How the event stream stands. Only the federation's heartbeats make it `live`. Without two of them it is `unreachable` when
 * nothing comes from the console's server either, and `cut-off` when that server says that the federation is missing.
 */
export const LIVE_STATUSES = [
  'connecting',
  'live',
  'reconnecting',
  'unreachable',
  'cut-off',
] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

export const liveStatus = createStore<LiveStatus>('connecting');

/** When the federation last gave a sign of life, a heartbeat or an answer, by the server's clock. */
export const lastSignOfLife = createStore<number | undefined>(undefined);

/** Notes that the federation has given a sign of life just now. */
export const noteSignOfLife = (): void => lastSignOfLife.set(serverNow());

const OUT_OF_REACH: Record<LiveStatus, boolean> = {
  connecting: false,
  live: false,
  // It broke off a moment ago: what is shown is as young as the last heartbeat.
  reconnecting: false,
  unreachable: true,
  'cut-off': true,
};

/** When what is shown was last current, by the server's clock, while the federation is out of reach; else undefined. */
export function useOutOfReachSince(): number | undefined {
  const last = useStore(lastSignOfLife);
  return OUT_OF_REACH[useStore(liveStatus)] ? (last ?? performance.timeOrigin) : undefined;
}

const FALLBACK_POLL_MS = 5000;

/** Whether what is shown is polled, because no events come. */
export const POLLS: Record<LiveStatus, boolean> = {
  connecting: false,
  live: false,
  // Most come back within a second, and go on where they were.
  reconnecting: false,
  unreachable: true,
  'cut-off': true,
};

/** How often to poll while no events come (TanStack Query then polls in visible tabs only). */
export const fallbackInterval = (): number | false =>
  POLLS[liveStatus.get()] ? FALLBACK_POLL_MS : false;
