import closeWithGrace from 'close-with-grace';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface CloseOptions {
  /** Stops what the process runs. It is called once. */
  readonly close: () => Promise<void>;
  /** Milliseconds after which the process exits with code 1, whether everything was closed or not. */
  readonly withinMs: number;
  /** Receives uncaught errors, which also end the process, and errors of `close`. */
  readonly onError: (error: unknown) => void;
}

/**
 * Shuts the process down cleanly on Ctrl-C, SIGTERM and SIGHUP: exit code 0 once everything is closed.
 *
 * A second signal changes nothing: npm forwards Ctrl-C to a process that has received it from the terminal already, so
 * it is no sign of impatience. The library must not handle these signals itself, because it would exit at once.
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
