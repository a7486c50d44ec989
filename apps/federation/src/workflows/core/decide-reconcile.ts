import { refusal, type StageFailure } from './stage-failure.ts';

/** How the last attempt of an abandoned job ended. */
export type JobEnd = 'process ended' | 'heartbeat lost' | 'timed out' | 'unexplained';

/** What the queue knows of a workflow's job: it will be run, it is not there, or its attempts are used up. */
export type WorkflowJob =
  | { readonly kind: 'live' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'abandoned'; readonly attempts: number; readonly end: JobEnd };

const END_TEXTS: Readonly<Record<JobEnd, string>> = {
  'process ended': 'the process that ran it ended',
  'heartbeat lost': 'the process that ran it stopped responding',
  'timed out': 'it took too long',
  unexplained: 'something went wrong in the federation',
};

/** What to do about a workflow that has not ended, by the state of its job. */
export type Reconciliation =
  | { readonly kind: 'leave' }
  /** Enqueue it again. */
  | { readonly kind: 'resend' }
  /** End it, as a run of its own. */
  | { readonly kind: 'abandon'; readonly failure: StageFailure };

export function decideReconcile(job: WorkflowJob): Reconciliation {
  if (job.kind === 'live') return { kind: 'leave' };
  if (job.kind === 'lost') return { kind: 'resend' };
  const attempts = job.attempts === 1 ? '1 attempt' : `${job.attempts} attempts`;
  const reason = `abandoned after ${attempts}; in the last one, ${END_TEXTS[job.end]}`;
  return { kind: 'abandon', failure: refusal('unexplained', reason) };
}
