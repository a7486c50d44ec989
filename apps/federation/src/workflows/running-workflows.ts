/** The workflows that run in this process. */
export interface RunningWorkflows {
  /** Runs `work` with a signal that {@link RunningWorkflows.stop} aborts. */
  run(id: string, work: (ended: AbortSignal) => Promise<void>): Promise<void>;
  /** Stops the runs of a workflow that a cancel or another process has ended. */
  stop(id: string): void;
}

export function createRunningWorkflows(): RunningWorkflows {
  // A workflow may have two runs here for a moment: one that was overtaken has not noticed yet.
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
