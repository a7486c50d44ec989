import type { RequestRefetch } from './apply-event.ts';

const QUIET_MS = 250;
const AT_MOST_EVERY_MS = 1500;

/** Collects queries to refetch: each key once, soon after the first of a burst, and spaced to spare the server. */
export function createRefetchQueue(refetch: (queryKey: readonly string[]) => void): RequestRefetch {
  const pending = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** By a clock that is never set back: else nothing would be refetched until that time came round again. */
  let lastFlush = -Infinity;

  function flush(): void {
    timer = undefined;
    lastFlush = performance.now();
    const keys = [...pending.values()];
    pending.clear();
    for (const key of keys) refetch(key);
  }

  return (queryKey) => {
    pending.set(queryKey.join('/'), queryKey);
    const wait = Math.max(QUIET_MS, lastFlush + AT_MOST_EVERY_MS - performance.now());
    timer ??= setTimeout(flush, wait);
  };
}
