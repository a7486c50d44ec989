/**
 * Ends the process well on Ctrl-C and SIGTERM: `close` runs once, and within the time given.
 *
 * A second signal changes nothing. npm passes Ctrl-C on to a process that has got it from the terminal already, and
 * a library that takes a second one for impatience would cut the first short.
 */
export function closeOnSignal(close: () => Promise<void>, milliseconds = 8000): void {
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    setTimeout(() => process.exit(1), milliseconds).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
  process.on('SIGHUP', end);
}
