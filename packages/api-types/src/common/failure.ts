import { z } from 'zod/mini';
import { errorDetail, type ErrorDetails, type WriteReason } from './error-details.ts';

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
  details: z.optional(z.catch(z.array(errorDetail), [])),
  requestId: z.optional(z.string()),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** What kind of failure it is, whatever the protocol. `etagMismatch`: the thing has changed since it was read. */
export type ErrorKind = GrpcCodeName | 'etagMismatch';

/**
 * HTTP status for each kind; a new one does not compile without. The gateway alone would answer a stale ETag with 400 and
 * code 9; the reference documents 412 (lightbits-api §1.4).
 */
const STATUS: Readonly<Record<ErrorKind, number>> = { ...HTTP_STATUS, etagMismatch: 412 };
const isKind = (text: string): text is ErrorKind => Object.hasOwn(STATUS, text);
const KINDS = Object.keys(STATUS).filter(isKind);

const codeOf = (kind: ErrorKind): number =>
  GRPC_CODE[kind === 'etagMismatch' ? 'failedPrecondition' : kind];

/** The kind of an answered failure. A code that does not go with the status counts for nothing. */
export const errorKindOf = (status: number, code: number): ErrorKind =>
  KINDS.find((kind) => STATUS[kind] === status && codeOf(kind) === code) ??
  KINDS.find((kind) => STATUS[kind] === status) ??
  'unknown';

/** An expected failure of a request, on its way to becoming an HTTP answer (or just come from one). */
export interface Failure extends ErrorDetails {
  /** What decisions are made by; `status` and `code` are for the wire alone. */
  readonly kind: ErrorKind;
  /** HTTP status of the answer. */
  readonly status: number;
  /** gRPC code in the body; see {@link GRPC_CODE}. */
  readonly code: number;
  /** What happened, to what, and what to do; safe to show to the principal. */
  readonly message: string;
  /** Seconds for the `Retry-After` header, when trying again makes sense. */
  readonly retryAfterSeconds?: number;
}

/** The failure of a write, with what became of the write. */
export const withOutcome = (
  failed: Failure,
  reason: WriteReason,
  metadata: { readonly what?: string; readonly clusterId?: string } = {},
): Failure => ({ ...failed, info: { reason, metadata } });

/** A failure of a kind, with what the wire shows of that. */
export function failure(
  kind: ErrorKind,
  message: string,
  extra: { readonly retryAfterSeconds?: number } = {},
): Failure {
  return { kind, status: STATUS[kind], code: codeOf(kind), message, ...extra };
}

/** A failure that is the fault of one field of the request; its message is the field and the rule that it broke. */
export const fieldFailure = (kind: ErrorKind, field: string, description: string): Failure => ({
  ...failure(kind, `${field}: ${description}`),
  violations: [{ field, description }],
});

/** {@link fieldFailure} for a value that the field cannot have. */
export const invalidField = (field: string, description: string): Failure =>
  fieldFailure('invalidArgument', field, description);
