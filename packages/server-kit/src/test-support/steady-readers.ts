/** Readers that run without a break, and their failures. */
export interface SteadyReaders {
  /** Stops them; returns the failures: statuses that are not 200, and errors. */
  stop(): Promise<string[]>;
}

/** Starts `count` readers; `read` sends one request and returns its status. */
export function startSteadyReaders(count: number, read: () => Promise<number>): SteadyReaders {
  const failures: string[] = [];
  const over = new AbortController();
  async function readOn(): Promise<void> {
    while (!over.signal.aborted) {
      const outcome = await read().catch(String);
      if (outcome !== 200) failures.push(String(outcome));
    }
  }
  const readers = Array.from({ length: count }, readOn);
  return {
    async stop() {
      over.abort();
      await Promise.all(readers);
      return failures;
    },
  };
}
