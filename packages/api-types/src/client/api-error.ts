import { saysUnknown, type ErrorDetails } from '../common/error-details.ts';
import { GRPC_CODE } from '../common/failure.ts';

/** Why a call did not give its answer. */
export interface ApiError extends ErrorDetails {
  /**
   * `answer`: the server answered with an error. `network`: it could not be reached, or broke off.
   * `timeout`: it took too long. `aborted`: the client aborted it. `malformed`: its answer does not fit the contract.
   */
  readonly kind: 'answer' | 'network' | 'timeout' | 'aborted' | 'malformed';
  /** HTTP status; 0 when there was none. */
  readonly status: number;
  /** gRPC code; 0 when there was none. */
  readonly code: number;
  readonly message: string;
  readonly requestId?: string;
  readonly retryAfterSeconds?: number;
}

/** Whether the error says that the thing has changed since it was read: 412, or 400 with code 9 (lightbits-api §1.4). */
export const isPreconditionFailure = (error: ApiError): boolean =>
  error.status === 412 || (error.status === 400 && error.code === 9);

/** The codes that make a 5xx a plain refusal: then the server has judged the request and done nothing. */
const REFUSALS: Readonly<Record<number, number>> = {
  501: GRPC_CODE.unimplemented,
  503: GRPC_CODE.unavailable,
};

/**
 * Whether a write that failed so may have done its work all the same: there was no whole answer, or one that leaves it
 * open. A 5xx counts as a refusal only with the gateway's own body, and among `refusals`, the statuses by which this server
 * is known to refuse.
 */
export function isOutcomeUnknown(
  error: ApiError,
  refusals: readonly number[] = [501, 503],
): boolean {
  if (error.info?.reason === 'NOT_APPLIED') return false;
  if (saysUnknown(error) || error.kind !== 'answer' || error.status === 408) return true;
  if (error.status < 500) return false;
  return !refusals.includes(error.status) || REFUSALS[error.status] !== error.code;
}
