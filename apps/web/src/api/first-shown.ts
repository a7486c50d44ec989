import { useEffect, useState } from 'react';
import { forgetFirstAnswers } from '#/first/first-answers.ts';
import { queryClient } from './query-client.ts';

/** However slow the first answers are: by then the page has to say what is missing. */
const LATEST_MS = 1000;

/** Whether anything is still read for the first time. A failure is an answer too. */
const isReading = (): boolean =>
  queryClient.isFetching({
    predicate: ({ state }) => state.data === undefined && state.fetchFailureCount === 0,
  }) > 0;

/** Resolves when nothing is read for the first time any more, at the latest after a while. */
async function read(latestMs: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stop();
      clearTimeout(latest);
      resolve();
    };
    const check = (): void => {
      if (!isReading()) done();
    };
    const latest = setTimeout(done, latestMs);
    const stop = queryClient.getQueryCache().subscribe(check);
    check();
  });
}

const nextFrame = (): Promise<unknown> => new Promise(requestAnimationFrame);

async function shown(): Promise<void> {
  await read(LATEST_MS);
  // The second frame from now begins when what was read is painted.
  await nextFrame();
  await nextFrame();
  forgetFirstAnswers();
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
