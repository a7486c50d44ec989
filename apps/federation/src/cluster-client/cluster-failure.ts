import { isOutcomeUnknown as isUnknown } from '@asterism/api-types/client/api-error';
import {
  describeClockOffset,
  type ClusterRefusal,
  type ClusterRefusalKind,
} from '@asterism/api-types/common/cluster-refusal';
import { errorKindOf, failure, GRPC_CODE, type Failure } from '@asterism/api-types/common/failure';
import type { Operation } from '@asterism/api-types/common/operation';
import type { ClusterError } from './cluster-client.ts';

const TEXT_MAX = 512;

/** Text of a cluster, made safe to show and to keep: no control characters, not endless. */
export const boundedText = (text: string): string =>
  text
    .slice(0, TEXT_MAX * 2)
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, TEXT_MAX);

const RETRY_SECONDS = 5;

/** Statuses of a cluster that mean the same when the federation answers them. */
const PASSED_ON: ReadonlySet<number> = new Set([400, 404, 409, 412, 429, 501, 503, 504]);

/** The cluster's answer is no answer of its API, or says that something went wrong there. */
const badGateway = (message: string): Failure => ({
  ...failure('internal', message),
  status: 502,
});

/**
 * By so many seconds a cluster's clock may differ before that explains a 401: what is left at least of a token's 60 s when
 * it is sent (`token-cache.ts`). Below it, no cluster takes our tokens for expired.
 */
const CLOCK_TOLERANCE_SECONDS = 15;

/** Why the cluster does not let us in, if that is how the call failed. */
export function refusalOf(error: ClusterError): ClusterRefusal | undefined {
  if (error.connection?.kind === 'certificate-changed') return { kind: 'other-certificate' };
  if (error.kind !== 'answer') return undefined;
  if (error.status === 403) return { kind: 'role-refused' };
  if (error.status !== 401) return undefined;
  const { clockOffsetSeconds = 0 } = error;
  return Math.abs(clockOffsetSeconds) > CLOCK_TOLERANCE_SECONDS
    ? { kind: 'clock-differs', clockOffsetSeconds }
    : { kind: 'key-refused' };
}

const REFUSAL_WORDS: Record<ClusterRefusalKind, (refusal: ClusterRefusal) => string> = {
  'key-refused': () =>
    'does not accept the service key: it is not imported there, or another key has its ID',
  'clock-differs': ({ clockOffsetSeconds = 0 }) =>
    `does not accept tokens of now: its clock is ${describeClockOffset(clockOffsetSeconds)}`,
  'role-refused': () =>
    'accepts the service key, but does not allow this to the roles in the token',
  'other-certificate': () => 'presents another certificate than the one that was confirmed',
};

/** A refusal as the end of a sentence that begins with the cluster. */
export const describeRefusal = (refusal: ClusterRefusal): string =>
  REFUSAL_WORDS[refusal.kind](refusal);

/** The person is signed in here: that the cluster does not let them in must not sign them out. */
function refusedBy(clusterName: string, refusal: ClusterRefusal): Failure {
  const { kind, clockOffsetSeconds: offset } = refusal;
  const message = `${clusterName} ${describeRefusal(refusal)}`;
  const clock = offset === undefined ? {} : { clockOffsetSeconds: String(offset) };
  return {
    ...failure('unavailable', message, { retryAfterSeconds: RETRY_SECONDS }),
    info: { reason: 'CLUSTER_REFUSES', metadata: { kind, clusterName, ...clock } },
  };
}

/** What a client of the federation gets for a cluster's answer, or for none. The cluster is named. */
export function failureOf(error: ClusterError, clusterName: string): Failure {
  const text = `${clusterName}: ${boundedText(error.message)}`;
  const retry = { retryAfterSeconds: RETRY_SECONDS };
  const refusal = refusalOf(error);
  if (refusal !== undefined) return refusedBy(clusterName, refusal);
  switch (error.kind) {
    case 'network':
    case 'aborted':
      return failure('unavailable', text, retry);
    case 'timeout':
      return failure('deadlineExceeded', `${clusterName} took too long to answer`, retry);
    case 'malformed':
      return badGateway(text);
    case 'answer':
      break;
  }
  if (!PASSED_ON.has(error.status)) return badGateway(text);
  const { status, code, violations = [] } = error;
  return {
    kind: errorKindOf(status, code),
    status,
    code,
    message: text,
    ...(violations.length === 0 ? {} : { violations }),
    ...(error.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: error.retryAfterSeconds }),
  };
}

/** Whether the cluster has answered that there is no such thing. */
export const isNotFound = ({ kind, status }: ClusterError): boolean =>
  kind === 'answer' && status === 404;

const NOT_IMPLEMENTED = 501;

/** Whether the cluster has answered that it does not have this at all. */
export const isNotOffered = ({ kind, status }: ClusterError): boolean =>
  kind === 'answer' && status === NOT_IMPLEMENTED;

/** Whether there was no answer. */
export const isUnanswered = ({ kind }: ClusterError): boolean =>
  kind === 'network' || kind === 'timeout';

/** Whether it may pass by itself. */
export const isTransient = (error: ClusterError): boolean =>
  isUnanswered(error) || error.status === 429 || error.status >= 500;

/** Whether the cluster has no space for what the request wants. */
export const hasNoSpace = ({ kind, code }: ClusterError): boolean =>
  kind === 'answer' && code === GRPC_CODE.resourceExhausted;

export const isStaleEtag = ({ status }: ClusterError): boolean => status === 412;

/** Some clusters answer a stale ETag with 400 code 9, as they answer a state that allows no change (lightbits-api §1.4). */
export const isPerhapsStaleEtag = ({ status, code }: ClusterError): boolean =>
  status === 400 && code === GRPC_CODE.failedPrecondition;

/**
 * Whether the cluster's own gateway has answered: its work on the request is over. One in front of it may have timed
 * out.
 */
export const hasGatewayAnswered = ({ kind, code, status }: ClusterError): boolean =>
  kind === 'answer' && code !== 0 && status !== 408 && status !== 504;

/**
 * Whether a write may have done its work although it failed so. Where no connection was made nothing was sent. A 501 is a
 * refusal: the cluster has no such operation. Another 5xx is one only where the cluster's API documents it for the operation
 * (lightbits-api §5 and §9).
 */
export const isOutcomeUnknown = (error: ClusterError, { errors }: Operation): boolean =>
  error.connection === undefined && isUnknown(error, [...errors, NOT_IMPLEMENTED]);

/** The error for an address at which the cluster is not. */
export const notThere = (reason: string): ClusterError => ({
  kind: 'network',
  status: 0,
  code: 0,
  message: reason,
});

/** The error for an answer that cannot be right; `what` is in words of ours. */
export const invalidData = (what: string, status = 200): ClusterError => ({
  kind: 'malformed',
  status,
  code: 0,
  message: `sends invalid data: ${what}`,
});
