import type { ReadAgain } from './apply-event.ts';

const QUIET_MS = 250;
const AT_MOST_EVERY_MS = 1500;

/** Gathers questions to ask again: each key once, soon after the first of a burst and not more often than a server likes. */
export function createReadAgain(ask: (queryKey: readonly string[]) => void): ReadAgain {
  const pending = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** By a clock that is never set back: else nothing would be read again until the time is reached once more. */
  let lastAsked = -Infinity;

  function flush(): void {
    timer = undefined;
    lastAsked = performance.now();
    const keys = [...pending.values()];
    pending.clear();
    for (const key of keys) ask(key);
  }

  return (queryKey) => {
    pending.set(queryKey.join('/'), queryKey);
    const wait = Math.max(QUIET_MS, lastAsked + AT_MOST_EVERY_MS - performance.now());
    timer ??= setTimeout(flush, wait);
  };
}
