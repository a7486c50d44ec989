import {
  isOutcomeUnknown,
  isPreconditionFailure,
  type ApiError,
} from '@asterism/api-types/client/api-error';
import type { ApiResult } from '@asterism/api-types/client/client';
import {
  findOutcome,
  type Finding,
  type OutcomeTimings,
} from '@asterism/api-types/client/find-outcome';
import type { WriteReason } from '@asterism/api-types/common/error-details';

/** What became of a write. Only `done` has changed anything for sure; `unknown` may have. */
export type WriteOutcome<T> = { readonly kind: 'done'; readonly value: T } | FailedWrite;

/** What became of a write that was meant for the version with one ETag. `conflict`: there is another version by now. */
export type ConditionalOutcome<T> =
  | WriteOutcome<T>
  | { readonly kind: 'conflict'; readonly error: ApiError };

/** A write that did not work; the error names the fields that the server refuses, if it is about any. */
export type FailedWrite =
  | { readonly kind: 'refused'; readonly error: ApiError }
  | { readonly kind: 'notFound'; readonly error: ApiError }
  /** The answer was lost, and reading again shows that nothing was changed. */
  | { readonly kind: 'notApplied'; readonly error: ApiError }
  /** The answer was lost, and reading again did not show what became of it. */
  | { readonly kind: 'unknown'; readonly error: ApiError };

/**
 * A write, as `useWrite` sends it: calls `onChecking` when the answer is lost and it is being found out what became of it.
 * The idempotency key is the same when the same input is sent again before it is done.
 */
export type Write<Input, Outcome> = (
  input: Input,
  onChecking: () => void,
  idempotencyKey: string,
) => Promise<Outcome>;

/** What a reading says of a write whose answer was lost. */
export type WriteFinding<T> = Finding<T, ApiError>;

interface Sending<T> {
  readonly send: () => Promise<ApiResult<T>>;
  /** Reads what became of it; without this, a write whose answer is lost stays `unknown`. */
  readonly find?: (signal: AbortSignal) => Promise<WriteFinding<T>>;
  /** Called once when the answer does not say what became of it. */
  readonly onChecking: () => void;
}

/**
 * The federation itself may search for 18 seconds, and keeps the name of a new volume for a minute after that of a
 * process that died: by then everything is known that can be.
 */
const TIMINGS: OutcomeTimings = {
  within: 90_000,
  each: 10_000,
  first: 250,
  most: 3_000,
  settled: 5_000,
};

function withReason(error: ApiError, reason: WriteReason): ApiError {
  const { info } = error;
  const metadata = info === undefined || info.reason === 'CLUSTER_REFUSES' ? {} : info.metadata;
  return { ...error, info: { reason, metadata } };
}

function failedWrite(error: ApiError): FailedWrite {
  if (error.info?.reason === 'NOT_APPLIED') return { kind: 'notApplied', error };
  if (isOutcomeUnknown(error)) return { kind: 'unknown', error };
  return { kind: error.status === 404 ? 'notFound' : 'refused', error };
}

/** Sends a write, once. When its answer does not say what became of it, the thing is read until that is known. */
export async function sendWrite<T>(
  { send, find, onChecking }: Sending<T>,
  timings = TIMINGS,
): Promise<WriteOutcome<T>> {
  const sent = await send();
  if (sent.ok) return { kind: 'done', value: sent.value };
  if (find === undefined || !isOutcomeUnknown(sent.error)) return failedWrite(sent.error);
  onChecking();
  const found = await findOutcome({ read: find, hasEnded: false, timings });
  if (found.kind === 'done') return found;
  if (found.kind === 'refused') return failedWrite(found.error);
  return found.kind === 'not-done'
    ? { kind: 'notApplied', error: withReason(sent.error, 'NOT_APPLIED') }
    : { kind: 'unknown', error: withReason(sent.error, 'OUTCOME_UNKNOWN') };
}

/** Sends a write that is meant for the version with one ETag, as {@link sendWrite} does. */
export async function sendConditionalWrite<T>(sending: Sending<T>): Promise<ConditionalOutcome<T>> {
  const outcome = await sendWrite(sending);
  return outcome.kind === 'refused' && isPreconditionFailure(outcome.error)
    ? { kind: 'conflict', error: outcome.error }
    : outcome;
}

/** Why a write did not work; undefined when it did, or has not ended. */
export const errorOf = (outcome: ConditionalOutcome<unknown> | undefined): ApiError | undefined =>
  outcome === undefined || outcome.kind === 'done' ? undefined : outcome.error;
