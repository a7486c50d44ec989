import { useEffect, useState } from 'react';
import { forgetFirstAnswers } from '#/first/first-answers.ts';
import { queryClient } from './query-client.ts';

/** However slow the first answers are: by then the page has to say what is missing. */
const LATEST_MS = 1000;
/** For so long nobody minds that nothing is drawn yet: what is there by then is drawn once, and not in pieces. */
const AT_ONCE_MS = 60;

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

/**
 * Resolves when what the page was opened for can be drawn at once: when its loaders have run, and what they read is
 * there. Soon in any case, for then skeletons say more.
 */
export async function firstRead(loaded: Promise<void>): Promise<void> {
  const soon = new Promise<void>((resolve) => setTimeout(resolve, AT_ONCE_MS));
  await Promise.race([loaded.then(() => read(AT_ONCE_MS)), soon]);
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
