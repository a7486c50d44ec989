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

const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo';
/** Whose reasons these are. */
const DOMAIN = 'asterism';

/** One of the `details` of a gateway's error: what programs act on. More of them may come, of other types. */
const errorDetail = z.looseObject({
  '@type': z.string(),
  reason: z.optional(z.string()),
  domain: z.optional(z.string()),
  metadata: z.optional(z.record(z.string(), z.string())),
});

/** The error body of every route: grpc-gateway's `runtime.Error`. `requestId` is ours and optional. */
export const errorBody = z.object({
  error: z.string(),
  code: z.int(),
  message: z.string(),
  details: z.optional(z.catch(z.array(errorDetail), [])),
  requestId: z.optional(z.string()),
});
export type ErrorBody = z.infer<typeof errorBody>;

/**
 * What became of a write that failed. `OUTCOME_UNKNOWN`: it may have been done, and reading again did not tell.
 * `NOT_APPLIED`: it was read again, and nothing has changed.
 */
export type WriteReason = 'OUTCOME_UNKNOWN' | 'NOT_APPLIED';

/** The part of a failure that programs act on: google.rpc.ErrorInfo. */
export interface ErrorInfo {
  readonly reason: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** An {@link ErrorInfo} as `details` carry it. */
export const detailsOf = ({ reason, metadata }: ErrorInfo): ErrorBody['details'] => [
  { '@type': ERROR_INFO, reason, domain: DOMAIN, metadata: { ...metadata } },
];

/** The {@link ErrorInfo} of an error body; undefined when it has none of ours. */
export function infoOf({ details = [] }: ErrorBody): ErrorInfo | undefined {
  const info = details.find((one) => one['@type'] === ERROR_INFO && one.domain === DOMAIN);
  return info?.reason === undefined
    ? undefined
    : { reason: info.reason, metadata: info.metadata ?? {} };
}

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
  /** What programs act on, beside the words for people. */
  readonly info?: ErrorInfo;
}

/** The failure of a write, with what became of the write. */
export const withOutcome = (
  failed: Failure,
  reason: WriteReason,
  metadata: ErrorInfo['metadata'] = {},
): Failure => ({ ...failed, info: { reason, metadata } });

/** Whether it is not known what became of the write that failed so. */
export const saysUnknown = ({ info }: { readonly info?: ErrorInfo }): boolean =>
  info?.reason === 'OUTCOME_UNKNOWN';

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
