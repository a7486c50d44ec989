/** The workflows that this process is at work on. */
export interface RunningWorkflows {
  /** Does the work; its signal is aborted by {@link RunningWorkflows.stop}. */
  run(id: string, work: (ended: AbortSignal) => Promise<void>): Promise<void>;
  /** The workflow was ended, by a cancel or by another process: whoever is at work on it here stops at once. */
  stop(id: string): void;
}

export function createRunningWorkflows(): RunningWorkflows {
  // Two runs of a workflow may be here for a moment: one that was overtaken has not noticed yet.
  const runs = new Map<AbortController, string>();
  return {
    async run(id, work) {
      const ended = new AbortController();
      runs.set(ended, id);
      try {
        await work(ended.signal);
      } finally {
        runs.delete(ended);
      }
    },
    stop(id) {
      for (const [ended, running] of runs) if (running === id) ended.abort();
    },
  };
}
