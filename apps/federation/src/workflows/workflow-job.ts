import type { JobWithMetadata } from 'pg-boss';
import { z } from 'zod/mini';

/** What the queue knows of a workflow: its job is still to be done, is not there, or has been given up. */
export type WorkflowJob =
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' }
  | {
      readonly kind: 'given up';
      readonly attempts: number;
      /** For people: how the last attempt ended. */
      readonly cause: string;
    };

const KINDS: Readonly<Record<JobWithMetadata['state'], WorkflowJob['kind']>> = {
  created: 'live',
  retry: 'live',
  active: 'live',
  // A run completes its job only when it has ended its workflow: this job is of another time, as after a restore.
  completed: 'lost',
  cancelled: 'given up',
  failed: 'given up',
};

/** What is noted on the job of a process that ended over it, when that is known. */
export const PROCESS_ENDED = 'the process ended';

const CAUSES: ReadonlyMap<string, string> = new Map([
  [PROCESS_ENDED, 'the process at work on it ended'],
  // These two are what pg-boss notes.
  ['job heartbeat timeout', 'the process at work on it stopped answering'],
  ['job timed out', 'it took too long'],
]);

const noted = z.union([
  z.pipe(
    z.object({ value: z.object({ message: z.string() }) }),
    z.transform(({ value }) => value),
  ),
  z.object({ message: z.string() }),
]);

function causeOf(output: unknown): string {
  const { data } = noted.safeParse(output);
  // What else a run threw is in the log: it may tell of the inside of the federation.
  return CAUSES.get(data?.message ?? '') ?? 'something went wrong in the federation';
}

/** What a job of pg-boss, or that there is none, says of its workflow. */
export function workflowJobOf(job: JobWithMetadata | null): WorkflowJob {
  if (job === null) return { kind: 'lost' };
  const kind = KINDS[job.state];
  if (kind !== 'given up') return { kind };
  return { kind, attempts: job.retryCount + 1, cause: causeOf(job.output) };
}
