import { hashKey, type QueryKey } from '@tanstack/react-query';
import type { RequestRefetch } from './apply-event.ts';

/** So long at least between two refetches: less would only cancel the one on its way. */
const GAP_MS = 100;
/** So many refetches follow their event at once … */
const BURST = 10;
/** … and one more each time, so that a fleet in which something always changes does not keep the server busy. */
const ONE_MORE_EVERY_MS = 1500;

/**
 * Collects queries to refetch, each key once. What follows a pause is refetched at once; while events go on for long,
 * the refetches are spaced.
 */
export function createRefetchQueue(refetch: (queryKey: QueryKey) => void): RequestRefetch {
  const pending = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** By a clock that is never set back: else nothing would be refetched until that time came round again. */
  let lastFlush = -Infinity;
  /** How many refetches were left of the burst after the last one. */
  let left = BURST;

  const leftAt = (now: number): number =>
    Math.min(BURST, left + (now - lastFlush) / ONE_MORE_EVERY_MS);

  function flush(): void {
    timer = undefined;
    const now = performance.now();
    left = leftAt(now) - 1;
    lastFlush = now;
    const keys = [...pending.values()];
    pending.clear();
    for (const key of keys) refetch(key);
  }

  return (queryKey) => {
    pending.set(hashKey(queryKey), queryKey);
    const now = performance.now();
    const forGap = lastFlush + GAP_MS - now;
    const forOneMore = (1 - leftAt(now)) * ONE_MORE_EVERY_MS;
    timer ??= setTimeout(flush, Math.max(0, forGap, forOneMore));
  };
}
