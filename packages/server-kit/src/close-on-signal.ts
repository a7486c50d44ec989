import closeWithGrace from 'close-with-grace';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface CloseOptions {
  /** Ends what the process runs. It is called once. */
  readonly close: () => Promise<void>;
  /** After so many milliseconds the process ends whether all was closed or not, with exit code 1. */
  readonly withinMs: number;
  /** Gets what was thrown and not caught, which ends the process too, and what a failing `close` throws. */
  readonly onError: (error: unknown) => void;
}

/**
 * Ends the process well on Ctrl-C, SIGTERM and SIGHUP: exit code 0 once all is closed.
 *
 * A second signal changes nothing: npm passes Ctrl-C on to a process that has got it from the terminal already, so it
 * is no sign of impatience. That is why the library does not listen to these signals itself: it would exit at once.
 */
export function closeOnSignal({ close, withinMs, onError }: CloseOptions): void {
  const grace = closeWithGrace(
    { delay: withinMs, logger: { error: onError }, skip: [...SIGNALS] },
    async ({ err }) => {
      if (err !== undefined) onError(err);
      await close();
    },
  );
  let isClosing = false;
  const end = (): void => {
    if (isClosing) return;
    isClosing = true;
    grace.close();
  };
  for (const signal of SIGNALS) process.on(signal, end);
}
