import { createStore } from '#/lib/store.ts';

/** How the event stream stands: open, not open yet, broken off, or open while the federation itself is out of reach. */
export const LIVE_STATUSES = ['connecting', 'live', 'reconnecting', 'cut-off'] as const;
export type LiveStatus = (typeof LIVE_STATUSES)[number];

export const liveStatus = createStore<LiveStatus>('connecting');

const FALLBACK_POLL_MS = 5000;

/** How often to poll without events: only while the stream is broken off (TanStack Query then polls in visible tabs only). */
export const fallbackInterval = (): number | false =>
  liveStatus.get() === 'reconnecting' ? FALLBACK_POLL_MS : false;
