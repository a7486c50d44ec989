import { isOutcomeUnknown, type ApiError } from '@asterism/api-types/client/api-error';
import type { ApiResult } from '@asterism/api-types/client/client';
import {
  findOutcome,
  type Finding,
  type OutcomeTimings,
} from '@asterism/api-types/client/find-outcome';
import type { WriteReason } from '@asterism/api-types/common/failure';
import { err, ok } from '@asterism/api-types/common/result';

/** What a look says of a write whose answer was lost. */
export type WriteFinding<T> = Finding<T, ApiError>;

/** A write, and how to look for what became of it. */
export interface Write<T> {
  readonly send: () => Promise<ApiResult<T>>;
  readonly look: (signal: AbortSignal) => Promise<WriteFinding<T>>;
  /** Told once when the answer does not say what became of it. */
  readonly onChecking: () => void;
}

/**
 * The federation itself may look for 18 seconds, and keeps the name of a new volume for a minute after that of a process
 * that died: by then everything is known that can be.
 */
const TIMINGS: OutcomeTimings = {
  within: 90_000,
  each: 10_000,
  first: 250,
  most: 3_000,
  settled: 5_000,
};

const withReason = (error: ApiError, reason: WriteReason) =>
  err({ ...error, info: { reason, metadata: error.info?.metadata ?? {} } });

/**
 * Sends a write, once. When its answer does not say what became of it, the thing is read until that is known: the result is
 * then as if the answer had not been lost, or an error whose reason is `NOT_APPLIED` or, when it could not be found out,
 * `OUTCOME_UNKNOWN`.
 */
export async function settleWrite<T>(
  { send, look, onChecking }: Write<T>,
  timings = TIMINGS,
): Promise<ApiResult<T>> {
  const sent = await send();
  if (sent.ok || !isOutcomeUnknown(sent.error)) return sent;
  onChecking();
  const found = await findOutcome({ read: look, hasEnded: false, timings });
  if (found.kind === 'done') return ok(found.value);
  if (found.kind === 'refused') return err(found.error);
  return withReason(sent.error, found.kind === 'not-done' ? 'NOT_APPLIED' : 'OUTCOME_UNKNOWN');
}
