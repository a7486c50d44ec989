/** Why a call did not give its answer. */
export interface ApiError {
  /**
   * `answer`: the server answered with an error. `network`: it could not be reached, or broke off.
   * `timeout`: it took too long. `aborted`: the caller gave up. `malformed`: its answer does not fit the contract.
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
