import type { Queued } from './workflow-engine.ts';

/** What the engine knows of tasks: how to run one, which have not ended, and how to end one that it gives up. */
export interface TaskJobs {
  /** Runs a task to its end, or until the signal is aborted: then it throws. */
  run(id: string, signal: AbortSignal): Promise<void>;
  unended(): Promise<readonly Queued[]>;
  /** `reason` is for people. */
  abandon(id: string, reason: string): Promise<void>;
}
