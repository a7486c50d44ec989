import {
  createTransitionWatch,
  type TransitionWatch,
  type TransitionWatchOptions,
} from './transition-watch.ts';

const EVERY_MS = 5_000;

/** Polls every few seconds, until it is closed. */
export async function startTransitionWatch(
  options: TransitionWatchOptions,
): Promise<Pick<TransitionWatch, 'all'> & { close(): Promise<void> }> {
  const watch = await createTransitionWatch(options);
  let polling: Promise<void> | undefined;
  const timer = setInterval(() => {
    polling ??= watch.poll().finally(() => {
      polling = undefined;
    });
  }, EVERY_MS);
  timer.unref();
  return {
    all: () => watch.all(),
    async close() {
      clearInterval(timer);
      await polling;
    },
  };
}
