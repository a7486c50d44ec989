import type { JobWithMetadata } from 'pg-boss';
import { z } from 'zod/mini';
import type { JobEnd, WorkflowJob } from './core/decide-reconcile.ts';

const KINDS: Readonly<Record<JobWithMetadata['state'], WorkflowJob['kind']>> = {
  created: 'live',
  retry: 'live',
  active: 'live',
  // A run completes its job only after it has ended its workflow: this job is older, as after a restore.
  completed: 'lost',
  cancelled: 'abandoned',
  failed: 'abandoned',
};

/** The output of a job whose process is known to have ended during it. */
export const PROCESS_ENDED = { end: 'process ended' } as const;

const processEnded = z.object({ end: z.literal(PROCESS_ENDED.end) });

/** How pg-boss says that it has failed a job itself: it has no codes. */
const TEXTS: readonly (readonly [RegExp, JobEnd])[] = [
  [/^job heartbeat timeout$/, 'heartbeat lost'],
  [/^job timed out$/, 'timed out'],
  // The same, noticed by the process that runs it.
  [/^handler execution exceeded \d+s$/, 'timed out'],
];
const message = z.union([
  z.pipe(
    z.object({ value: z.object({ message: z.string() }) }),
    z.transform(({ value }) => value.message),
  ),
  z.pipe(
    z.object({ message: z.string() }),
    z.transform(({ message }) => message),
  ),
]);

function endOf(output: unknown): JobEnd {
  if (processEnded.safeParse(output).success) return PROCESS_ENDED.end;
  const { data: text = '' } = message.safeParse(output);
  // Anything else is what a run threw. That is in the log only: it may show internals of the federation.
  return TEXTS.find(([pattern]) => pattern.test(text))?.[1] ?? 'unexplained';
}

/** The state of a workflow's job in pg-boss; null when there is none. */
export function workflowJobOf(
  job: Pick<JobWithMetadata, 'state' | 'retryCount' | 'output'> | null,
): WorkflowJob {
  if (job === null) return { kind: 'lost' };
  const kind = KINDS[job.state];
  if (kind !== 'abandoned') return { kind };
  return { kind, attempts: job.retryCount + 1, end: endOf(job.output) };
}
