import { z } from 'zod/mini';
import { CLUSTER_REFUSALS } from './cluster-refusal.ts';

const BAD_REQUEST = 'type.googleapis.com/google.rpc.BadRequest';
const ERROR_INFO = 'type.googleapis.com/google.rpc.ErrorInfo';
/** Whose reasons these are. */
const DOMAIN = 'asterism';

/** A field of the request that is at fault: its path as the request writes it, `acl.values[0]`, and the rule that it broke. */
export const fieldViolation = z.object({ field: z.string(), description: z.string() });
export type FieldViolation = z.infer<typeof fieldViolation>;

/** What a write was of, for people, and on which cluster, as far as the sender knows. */
const writeMetadata = z.object({
  what: z.optional(z.string()),
  clusterId: z.optional(z.string()),
});

/** Which cluster refuses, and why. Everything in metadata is text on the wire. */
const refusalMetadata = z.object({
  kind: z.enum(CLUSTER_REFUSALS),
  clusterName: z.string(),
  /** With `clock-differs`; see `ClusterRefusal`. */
  clockOffsetSeconds: z.optional(z.string().check(z.regex(/^-?\d{1,12}$/))),
});

/**
 * Every reason that an error of ours gives to programs, with its metadata (google.rpc.ErrorInfo): each has a program that
 * reads it.
 * `OUTCOME_UNKNOWN`: the write may have been applied, and reading again did not tell.
 * `NOT_APPLIED`: the thing was read again, and nothing has changed.
 * `REQUEST_UNDER_WAY`: an earlier request with the same idempotency key has no answer yet.
 * `IDEMPOTENCY_KEY_REUSED`: the idempotency key belongs to another request.
 * `CLUSTER_REFUSES`: the cluster does not let the federation in, or does not allow what the person's roles should allow.
 */
const info = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('OUTCOME_UNKNOWN'), metadata: writeMetadata }),
  z.object({ reason: z.literal('NOT_APPLIED'), metadata: writeMetadata }),
  z.object({ reason: z.literal('REQUEST_UNDER_WAY'), metadata: writeMetadata }),
  z.object({ reason: z.literal('IDEMPOTENCY_KEY_REUSED'), metadata: writeMetadata }),
  z.object({ reason: z.literal('CLUSTER_REFUSES'), metadata: refusalMetadata }),
]);
export type ErrorInfo = Readonly<z.infer<typeof info>>;
export type ErrorReason = ErrorInfo['reason'];

/** What became of a write that failed. */
export type WriteReason = Extract<ErrorReason, 'OUTCOME_UNKNOWN' | 'NOT_APPLIED'>;

/** What an error says to programs, beside its words for people. */
export interface ErrorDetails {
  readonly info?: ErrorInfo;
  /** The fields of the request that are at fault; none is named twice with the same rule. */
  readonly violations?: readonly FieldViolation[];
}

/** google.rpc.BadRequest. */
export const badRequest = z.object({
  '@type': z.literal(BAD_REQUEST),
  fieldViolations: z.array(fieldViolation),
});
/** google.rpc.ErrorInfo. */
export const errorInfo = z.object({
  '@type': z.literal(ERROR_INFO),
  reason: z.string(),
  domain: z.string(),
  metadata: z._default(z.record(z.string(), z.string()), {}),
});

/** One of the `details` of a gateway's error. Details of other types may come: they are passed over. */
export const errorDetail = z.union([badRequest, errorInfo, z.looseObject({ '@type': z.string() })]);
type Detail = z.infer<typeof errorDetail>;

/** The details of an error as its body carries them; undefined when it has none, for then the body has no such field. */
export function encodeDetails({ info, violations = [] }: ErrorDetails): Detail[] | undefined {
  const details: Detail[] = [];
  if (violations.length > 0) {
    details.push({ '@type': BAD_REQUEST, fieldViolations: [...violations] });
  }
  if (info !== undefined) {
    const { reason, metadata } = info;
    details.push({ '@type': ERROR_INFO, reason, domain: DOMAIN, metadata: { ...metadata } });
  }
  return details.length === 0 ? undefined : details;
}

function infoOf(detail: Detail): ErrorInfo | undefined {
  const { data } = errorInfo.safeParse(detail);
  return data?.domain === DOMAIN ? info.safeParse(data).data : undefined;
}

/** What the details of an error body say; what is not known here is passed over. */
export function decodeDetails(details: readonly Detail[] = []): ErrorDetails {
  const info = details.map(infoOf).find((one) => one !== undefined);
  const violations = details.flatMap(
    (detail) => badRequest.safeParse(detail).data?.fieldViolations ?? [],
  );
  return {
    ...(info === undefined ? {} : { info }),
    ...(violations.length === 0 ? {} : { violations }),
  };
}

/** Whether it is not known what became of the write that failed so. */
export const saysUnknown = ({ info }: ErrorDetails): boolean =>
  info?.reason === 'OUTCOME_UNKNOWN' || info?.reason === 'REQUEST_UNDER_WAY';
