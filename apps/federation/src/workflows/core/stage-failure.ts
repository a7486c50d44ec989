import type { FailureKind, WorkflowFailure } from '@asterism/api-types/fleet-api/fleet-workflow';

/** Why a stage did not succeed. */
export interface StageFailure {
  /** What happened: for programs. */
  readonly failure: WorkflowFailure;
  /** What happened, and what to do: for people. */
  readonly reason: string;
  /** Whether it may pass by itself: then the stage is tried again, a few times. */
  readonly isTransient: boolean;
}

/** A failure that trying again would not mend. */
export const refusal = (kind: FailureKind, reason: string): StageFailure => ({
  failure: { kind },
  reason,
  isTransient: false,
});

/** The failure of a stage that threw. It may pass: most often the database was away. What was thrown is in the log only. */
export const STAGE_THREW: StageFailure = {
  failure: { kind: 'unexplained' },
  reason: 'something went wrong in the federation',
  isTransient: true,
};
