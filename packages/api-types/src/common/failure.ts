import { z } from 'zod/mini';

/**
 * The gRPC status codes that the wire carries in `code`, by name.
 * Source: lightbits-api §1.4 (gRPC to HTTP table of the vendor's gateway).
 */
export const GRPC_CODE = {
  canceled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  aborted: 10,
  outOfRange: 11,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
} as const;

export type GrpcCodeName = keyof typeof GRPC_CODE;

/** HTTP status for each gRPC code. Source: lightbits-api §1.4. */
export const HTTP_STATUS: Record<GrpcCodeName, number> = {
  canceled: 408,
  unknown: 500,
  invalidArgument: 400,
  deadlineExceeded: 504,
  notFound: 404,
  alreadyExists: 409,
  permissionDenied: 403,
  resourceExhausted: 429,
  failedPrecondition: 400,
  aborted: 409,
  outOfRange: 400,
  unimplemented: 501,
  internal: 500,
  unavailable: 503,
  dataLoss: 500,
  unauthenticated: 401,
};

/** The error body of every route: grpc-gateway's `runtime.Error`. `requestId` is ours and optional. */
export const errorBody = z.object({
  error: z.string(),
  code: z.int(),
  message: z.string(),
  requestId: z.optional(z.string()),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** An expected failure of a request, on its way to becoming an HTTP answer (or just come from one). */
export interface Failure {
  /** HTTP status of the answer. */
  readonly status: number;
  /** gRPC code in the body; see {@link GRPC_CODE}. */
  readonly code: number;
  /** What happened, to what, and what to do; safe to show to the caller. */
  readonly message: string;
  /** Seconds for the `Retry-After` header, when trying again makes sense. */
  readonly retryAfterSeconds?: number;
}

/** A failure with the HTTP status that the gateway gives its code. */
export function failure(
  name: GrpcCodeName,
  message: string,
  extra: { retryAfterSeconds?: number } = {},
): Failure {
  return { status: HTTP_STATUS[name], code: GRPC_CODE[name], message, ...extra };
}

/**
 * The stale-ETag answer: 412 with code 9.
 * The gateway alone would answer 400 with code 9; the reference documents 412 (lightbits-api §1.4).
 */
export function etagMismatch(message: string): Failure {
  return { status: 412, code: GRPC_CODE.failedPrecondition, message };
}
