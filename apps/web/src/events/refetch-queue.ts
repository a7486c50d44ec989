import { hashKey, type QueryKey } from '@tanstack/react-query';
import type { RequestRefetch } from './apply-event.ts';
import { createPace } from './pace.ts';

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
  const pace = createPace({ burst: BURST, oneMoreEvery: ONE_MORE_EVERY_MS, gap: GAP_MS });
  const pending = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    timer = undefined;
    pace.take();
    const keys = [...pending.values()];
    pending.clear();
    for (const key of keys) refetch(key);
  }

  return (queryKey) => {
    pending.set(hashKey(queryKey), queryKey);
    timer ??= setTimeout(flush, pace.wait());
  };
}
