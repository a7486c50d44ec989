import { createStore } from '#/lib/store.ts';

/** How the event stream stands: open, not open yet or broken off. */
export type LiveStatus = 'connecting' | 'live' | 'reconnecting';

export const liveStatus = createStore<LiveStatus>('connecting');

const FALLBACK_POLL_MS = 5000;

/** How often to ask when events do not tell: only while the stream is broken off (TanStack Query then asks in visible tabs only). */
export const fallbackInterval = (): number | false =>
  liveStatus.get() === 'reconnecting' ? FALLBACK_POLL_MS : false;
