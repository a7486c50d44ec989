import { useEffect, useState } from 'react';
import { queryClient } from './query-client.ts';

/** However slow the first answers are: by then the page has to say what is missing. */
const LATEST_MS = 1000;

/** Whether anything is still read for the first time. A failure is an answer too. */
const isReading = (): boolean =>
  queryClient.isFetching({
    predicate: ({ state }) => state.data === undefined && state.fetchFailureCount === 0,
  }) > 0;

async function shown(): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(latest);
      resolve();
    };
    const check = (): void => {
      // The second frame from now begins when what was read is painted.
      if (!isReading()) requestAnimationFrame(() => requestAnimationFrame(done));
    };
    const latest = setTimeout(done, LATEST_MS);
    const stop = queryClient.getQueryCache().subscribe(check);
    check();
  });
}

let first: Promise<void> | undefined;

/**
 * Resolves when the page that the console was opened with shows what it was opened for. What nobody misses until then
 * waits for it, and takes neither the network nor the processor from the rows.
 */
export const firstShown = (): Promise<void> => (first ??= shown());

/** Whether {@link firstShown} is over. */
export function useFirstShown(): boolean {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    let isWanted = true;
    void firstShown().then(() => {
      if (isWanted) setIsShown(true);
    });
    return () => {
      isWanted = false;
    };
  }, []);
  return isShown;
}
